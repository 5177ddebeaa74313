import { createServer, request, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDemoRefusal } from './guard.ts';

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((incoming, answer) => answer.end(findDemoRefusal(incoming) ?? 'let in'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** What a request with these headers gets, as a browser would send them. */
function ask(method: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, headers, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      answer.on('end', () => resolve(text));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the demo, which has no passwords', () => {
  it('lets in whoever asks this machine by its own name and port', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]'])
      expect(await ask('POST', { host: `${name}:${port}` })).toBe('let in');
  });

  it('refuses any other name: a page whose name was bound to this machine', async () => {
    for (const host of ['rebound.example', '127.0.0.1.rebound.example', 'localhost.example', '192.0.2.1', '0.0.0.0'])
      for (const method of ['GET', 'POST']) expect(await ask(method, { host: `${host}:${port}` })).toBe('host-refused');
  });

  it('refuses another port, and a host that is none', async () => {
    expect(await ask('POST', { host: '127.0.0.1' })).toBe('host-refused');
    expect(await ask('POST', { host: `127.0.0.1:${port + 1}` })).toBe('host-refused');
    expect(await ask('POST', { host: 'a b' })).toBe('host-refused');
  });

  it('lets pages of other sites read nothing worth having and write nothing at all', async () => {
    const host = `127.0.0.1:${port}`;
    for (const origin of ['http://evil.example', 'null', `http://localhost:${port}`, 'http://127.0.0.1'])
      expect(await ask('POST', { host, origin })).toBe('origin-refused');
    expect(await ask('POST', { host, origin: `http://${host}` })).toBe('let in');
    expect(await ask('GET', { host, origin: 'http://evil.example' })).toBe('let in');
  });
});
