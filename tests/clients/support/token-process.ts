import { once } from 'node:events';
import { createTokenSource } from '@baton/client-zoho';
import { ClientError, createHttp } from '@baton/http-kit';
import { createFileTokenStore } from './file-token-store.ts';

/** A process of its own: on each line it gets, many callers want a token; it answers with what they got. */
const [path = '', accountsUrl = '', clientId = '', clientSecret = '', refreshToken = ''] = process.argv.slice(2);
const tokens = createTokenSource({
  http: createHttp(),
  accountsUrl,
  clientId,
  clientSecret,
  refreshToken,
  store: createFileTokenStore(path),
  now: () => new Date(),
});
const ask = (): Promise<string> =>
  tokens.token().catch((error: unknown) => (error instanceof ClientError ? error.code : String(error)));

process.stdout.write('ready\n');
process.stdin.setEncoding('utf8');
for (;;) {
  const [line]: unknown[] = await once(process.stdin, 'data');
  const [word, value = ''] = String(line).trim().split(' ');
  if (word === 'end') break;
  if (word === 'refused') await tokens.invalidate(value);
  const got = await Promise.all(Array.from({ length: 100 }, ask));
  process.stdout.write(`${[...new Set(got)].join(',')}\n`);
}
process.stdin.destroy();
