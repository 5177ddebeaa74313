import { createServer } from 'node:http';
import type { Readable } from 'node:stream';

type Waiting = { input: Readable; say(line: string): void };

/**
 * The address that the browser came back with: to this machine, or pasted. Whatever comes first counts. The server listens on the loopback
 * interface alone and for one answer.
 */
export function waitForAnswer(redirectUri: string, { input, say }: Waiting): Promise<URL> {
  const redirect = new URL(redirectUri);
  const isLocal = redirect.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(redirect.hostname);
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      const answer = new URL(request.url ?? '/', redirect.origin);
      const isIt = answer.pathname === redirect.pathname && answer.searchParams.has('state');
      response.writeHead(isIt ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
      response.end(isIt ? 'Thank you. You can close this window and go back to the terminal.' : 'Nothing is here.');
      if (isIt) finish(answer);
    });
    const onData = (chunk: Buffer | string): void => {
      const line = String(chunk).trim();
      if (!URL.canParse(line)) say('That is no address. Paste the whole address that the browser shows.');
      else finish(new URL(line));
    };
    const finish = (answer: URL): void => {
      server.close();
      input.off('data', onData);
      input.pause();
      resolve(answer);
    };
    input.on('data', onData);
    if (isLocal) {
      // Where the port is taken the address can still be pasted.
      server.on('error', () => say(`${redirect.host} is taken by another program.`));
      server.listen(Number(redirect.port) || 80, '127.0.0.1');
      say(`Waiting for the browser at ${redirect.host}; or paste here the address that it shows at the end.`);
    } else say('Paste here the address that the browser shows at the end:');
  });
}
