import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminKey, type EmulatedVendors, flatSecret, startEmulators } from '../support/emulators.ts';
import { report } from '../support/figures.ts';
import { end, type Running, startBaton } from '../support/processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-protocol-'));
let vendors: EmulatedVendors;
let node: Running;
let refused = 0;

beforeAll(async () => {
  vendors = await startEmulators();
  const environment = { ...vendors.settings, BATON_DATA_DIR: folder };
  node = await startBaton({ command: ['serve'], environment, ready: /ready gateway=(\S+)/ });
});
afterAll(async () => {
  const through = probes.length - refused;
  report({
    attack: 'malformed requests on raw sockets',
    tried: probes.length,
    through,
    note: 'without a problem document',
  });
  await end(node, 'SIGTERM');
  await vendors?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Probe = [name: string, bytes: string | Buffer, status: number, code: string];

const lines = (...parts: string[]): string => `${parts.join('\r\n')}\r\n\r\n`;
const get = (path: string, ...headers: string[]): string => lines(`GET ${path} HTTP/1.1`, 'host: x', ...headers);
const flat = ['POST /webhook/salesiq HTTP/1.1', 'host: x', `x-baton-secret: ${flatSecret}`];
const withBody = (body: string, ...headers: string[]): string =>
  lines(...flat, `content-length: ${Buffer.byteLength(body)}`, ...headers) + body;
const admin = `authorization: Bearer ${adminKey}`;
const invalid = [400, 'request-invalid'] as const;
const missing = [404, 'not-found'] as const;

/** Everything that HTTP lets us answer is answered with a problem document. */
const probes: Probe[] = [
  ['a word that is no request', 'hello\r\n\r\n', ...invalid],
  ['bytes that are no text', Buffer.from([0, 1, 2, 3, 255, 254, 13, 10, 13, 10]), ...invalid],
  ['the greeting of TLS', Buffer.from('160301020001000001fc0303', 'hex'), ...invalid],
  ['HTTP/0.9 without a version', 'GET /\r\n\r\n', 505, 'http-version-unsupported'],
  ['HTTP/0.9 by its number', lines('GET / HTTP/0.9'), 505, 'http-version-unsupported'],
  ['HTTP/1.2', lines('GET / HTTP/1.2', 'host: x'), 505, 'http-version-unsupported'],
  ['HTTP/2.0 on a line of HTTP/1', lines('GET / HTTP/2.0', 'host: x'), 505, 'http-version-unsupported'],
  ['the greeting of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505, 'http-version-unsupported'],
  ['HTTP/9.9', lines('GET / HTTP/9.9', 'host: x'), 505, 'http-version-unsupported'],
  ['a method that is none', lines('FETCH / HTTP/1.1', 'host: x'), ...invalid],
  ['a method in small letters', lines('get /healthz HTTP/1.1', 'host: x'), ...invalid],
  ['a method that makes tunnels', lines('CONNECT example.com:443 HTTP/1.1', 'host: example.com'), ...invalid],
  ['a method of other protocols', lines('PROPFIND / HTTP/1.1', 'host: x'), ...missing],
  ['a method that the address does not take', lines('DELETE /webhook/salesiq HTTP/1.1', 'host: x'), ...missing],
  ['a trace', lines('TRACE / HTTP/1.1', 'host: x'), ...missing],
  ['the options of the whole server', lines('OPTIONS * HTTP/1.1', 'host: x'), ...missing],
  ['an address that is nowhere', get('/nowhere'), ...missing],
  ['an address of another server', get('http://example.com/'), ...missing],
  ['an address without a slash', get('healthz'), ...invalid],
  ['half of a percent-encoded sign', get('/%'), ...invalid],
  ['a percent-encoded sign that is none', get('/%zz'), ...invalid],
  ['half of a UTF-8 sign', get('/%c3'), ...invalid],
  ['a percent-encoded NUL', get('/%00'), ...missing],
  ['a way out of the root', get('/../../etc/passwd'), ...missing],
  ['an address of 20 KB', get(`/${'a'.repeat(20_000)}`), 431, 'headers-too-large'],
  [
    'a part of an address that is too long',
    `${lines(`POST /api/dead-letters/${'9'.repeat(5_000)}/replay HTTP/1.1`, 'host: x', admin)}`,
    ...missing,
  ],
  ['a header of 20 KB', get('/healthz', `x-long: ${'a'.repeat(20_000)}`), 431, 'headers-too-large'],
  [
    'a thousand headers',
    get('/healthz', ...Array.from({ length: 1_000 }, (_v, index) => `x-${index}: ${'a'.repeat(12)}`)),
    431,
    'headers-too-large',
  ],
  ['a header without a colon', get('/healthz', 'nothing'), ...invalid],
  ['a header with a space in its name', get('/healthz', 'x y: z'), ...invalid],
  ['a header with NUL in it', get('/healthz', 'x: a\0b'), ...invalid],
  ['a header that goes on in the next line', get('/healthz', 'x: a', ' b'), ...invalid],
  ['no host', lines('GET /healthz HTTP/1.1'), ...invalid],
  ['two hosts', get('/healthz', 'host: y'), ...invalid],
  [
    'an expectation that nobody can meet',
    `${lines(...flat, 'expect: a-miracle', 'content-length: 2')}{}`,
    417,
    'expectation-unsupported',
  ],
  ['a length below nothing', lines(...flat, 'content-length: -1'), ...invalid],
  ['a length that is no number', lines(...flat, 'content-length: many'), ...invalid],
  ['two lengths', `${lines(...flat, 'content-length: 2', 'content-length: 3')}{}`, ...invalid],
  [
    'a length and chunks',
    `${lines(...flat, 'content-length: 2', 'transfer-encoding: chunked')}2\r\n{}\r\n0\r\n\r\n`,
    ...invalid,
  ],
  ['a transfer encoding that nobody knows', `${lines(...flat, 'transfer-encoding: rot13')}{}`, ...invalid],
  [
    'a chunk whose size is no number',
    `${lines(...flat, 'transfer-encoding: chunked')}zz\r\n{}\r\n0\r\n\r\n`,
    ...invalid,
  ],
  ['a body of more than 1 MB by its length', lines(...flat, 'content-length: 9999999'), 413, 'body-too-large'],
  [
    'a body of more than 1 MB in chunks',
    `${lines(...flat, 'transfer-encoding: chunked')}110000\r\n${'a'.repeat(0x110000)}\r\n0\r\n\r\n`,
    413,
    'body-too-large',
  ],
  ['a content type that is none', withBody('{}', 'content-type: ;;;'), ...invalid],
  ['a packed body', withBody('\x1f\x8b', 'content-encoding: gzip'), 400, 'delivery-malformed'],
  ['a body that is not JSON', withBody('<xml/>'), 400, 'delivery-malformed'],
  ['a body that is empty', withBody(''), 400, 'delivery-malformed'],
  ['a body without its fields', withBody('{}'), 400, 'delivery-malformed'],
  ['a body that never comes whole', `${lines(...flat, 'content-length: 10')}{`, 408, 'request-timeout'],
  ['a request that never ends', 'GET /healthz HTTP/1.1\r\n', 408, 'request-timeout'],
  [
    'a request without a proof',
    `${lines('POST /webhook/salesiq HTTP/1.1', 'host: x', 'content-length: 2')}{}`,
    401,
    'signature-invalid',
  ],
  ['a wish of the administrator without the key', get('/api/dead-letters'), 401, 'admin-key-wrong'],
  ['a dead letter that is none', lines('POST /api/dead-letters/none/replay HTTP/1.1', 'host: x', admin), ...missing],
];

/** What comes back for these bytes until the connection is closed, or the answer is complete. */
function ask(bytes: string | Buffer, { isHalfClosed = false } = {}): Promise<string> {
  const { hostname, port } = new URL(node.ready[0] ?? '');
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    let got = '';
    const finish = (): void => {
      socket.destroy();
      resolve(got);
    };
    socket.setTimeout(25_000, finish);
    socket.on('data', (chunk: Buffer) => {
      got += chunk.toString();
      if (isWhole(got)) finish();
    });
    socket.on('error', finish);
    socket.on('end', finish);
    socket.write(bytes);
    if (isHalfClosed) socket.end();
  });
}

function isWhole(got: string): boolean {
  const [head = '', body] = got.split('\r\n\r\n');
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  return body !== undefined && length !== undefined && Buffer.byteLength(body) >= Number(length);
}

describe('what is refused', () => {
  it.concurrent.each(probes)(
    '%s is refused with a problem document',
    { timeout: 60_000 },
    async (...[, bytes, status, code]) => {
      const answer = await ask(bytes);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(head).toMatch(/^content-type: application\/problem\+json/im);
      expect(JSON.parse(body)).toMatchObject({ type: `urn:baton:problem:${code}`, status, title: expect.any(String) });
      refused += 1;
    },
  );

  it('is told to whoever sends half a body and closes his side', async () => {
    const answer = await ask(`${lines(...flat, 'content-length: 10')}{`, { isHalfClosed: true });
    expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*urn:baton:problem:request-invalid/);
  });

  it.each<[why: string, bytes: string, status: string]>([
    ['the answer to HEAD has no body', lines('HEAD /nowhere HTTP/1.1', 'host: x', 'connection: close'), 'HTTP/1.1 404'],
    ['nothing was asked', '\r\n', 'HTTP/1.1 408'],
  ])('is told without a body, or late, where HTTP leaves nothing else: %s', async (_why, bytes, status) => {
    expect(await ask(bytes)).toContain(status);
  });

  it('shows nothing of what was sent, and stops nobody else', async () => {
    const marked = await ask(get('/%zz-the-mark', 'x-mark: the-mark'));
    expect(marked).not.toContain('the-mark');
    expect(node.errors()).not.toMatch(/the-mark|"level":"error"/);
    expect((await fetch(`${node.ready[0]}/healthz`)).status).toBe(200);
  });
});

it('goes on where an expectation can be met', async () => {
  const answer = await ask(`${lines(...flat, 'expect: 100-continue', 'connection: close', 'content-length: 2')}{}`);
  expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 400/);
});
