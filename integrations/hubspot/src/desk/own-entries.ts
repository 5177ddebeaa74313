import type { HubSpotClient, ThreadEntry } from '@baton/client-hubspot';
import type { SentToDesk } from '@baton/core';
import { isOpening } from './legs.ts';

const transferMark = '[transfer] ';

export const toTransferNote = (note: string): string => `${transferMark}${note}`;

/** What was sent into a thread after its opening, oldest first: the customer's words and files, and what was left for agents to read. */
export async function listOwn(client: Pick<HubSpotClient, 'threads'>, threadId: string): Promise<SentToDesk[]> {
  const entries = (await client.threads.entries(threadId).all())
    .map((entry, position) => ({ entry, position, at: entry.at?.getTime() ?? 0 }))
    // A list may come newest first; of one moment it is as it comes.
    .sort((left, right) => left.at - right.at || left.position - right.position)
    .map(({ entry }) => entry)
    .filter(isOwn);
  const opening = entries.findIndex(isOpening);
  return entries.filter((_entry, index) => index !== opening).map(toSent);
}

const isOwn = ({ type, direction, clientType, text }: ThreadEntry): boolean =>
  (type === 'MESSAGE' && direction === 'INCOMING') ||
  (type === 'COMMENT' && clientType === 'INTEGRATION' && !text.startsWith(transferMark));

function toSent({ text, attachments }: ThreadEntry): SentToDesk {
  const [file] = attachments;
  return { text, fileName: file === undefined ? null : (file.name ?? text) };
}
