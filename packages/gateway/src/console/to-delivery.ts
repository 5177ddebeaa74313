import { createHash, randomUUID } from 'node:crypto';
import { type ConsoleActionsSettings, createConsoleInbound, ownWord, writeNews } from '@baton/console';
import { toStoredKey } from '../inbound/stored-key.ts';
import { packRequest } from '../inbound/stored-request.ts';
import type { SecretBox } from '../secret-box.ts';

/** What an agent did, as a delivery of the inbox: sealed, in its chat's lane, read again by the console's own adapter. */
export function createToDelivery(
  organisation: string,
  secretBox: Pick<SecretBox, 'seal'>,
): ConsoleActionsSettings['toDelivery'] {
  const adapter = createConsoleInbound();
  return (news) => {
    const body = writeNews(news);
    const request = { method: 'POST', url: adapter.path, headers: {}, body, receivedAt: news.at };
    const [{ key, lane, kind, redacted, isRepeatable }] = adapter.parse(request, ownWord);
    const packed = packRequest({ adapter: adapter.name, covers: ownWord, part: 0, parts: 1, request });
    return {
      organisation,
      key: toStoredKey(key ?? [kind, randomUUID()]),
      lane: toStoredKey(lane),
      kind,
      body: secretBox.seal(packed),
      hash: createHash('sha256').update(body).digest('hex'),
      redacted,
      isRepeatable,
    };
  };
}
