import { type AddressInfo, connect, type Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { createCounters } from '../metrics.ts';
import { type ConnectionLimits, createConnections } from './connections.ts';

let server: FastifyInstance;
let release: () => void = () => undefined;
let log: object[];
let inHand: number;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  release();
  await server.close();
});

async function listen(limits: Partial<ConnectionLimits>): Promise<void> {
  log = [];
  inHand = 0;
  const connections = createConnections({
    limits: { perAddressMax: 10, ...limits },
    counters: createCounters(),
    logger: { warn: (event, fields) => void log.push({ event, ...fields }) },
    now: () => new Date(0),
  });
  server = Fastify({
    serverFactory: (handler) => connections.createServer(handler),
    clientErrorHandler: (error, socket) => connections.onClientError(error, socket),
  });
  server.addHook('preHandler', async ({ raw }) => connections.begin(raw.socket));
  server.addHook('onResponse', async ({ raw }) => connections.finish(raw.socket));
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  server.get('/held', async () => {
    inHand += 1;
    await held;
    return 'late';
  });
  server.get('/', () => 'here');
  server.post('/', () => 'taken');
  await server.listen({ host: '127.0.0.1', port: 0 });
}

/** A connection that has sent `text`; `answer` resolves with all that came back once it is closed. */
async function open(
  text: string,
): Promise<{ socket: Socket; answer: Promise<string>; until(part: string): Promise<void> }> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  let got = '';
  socket.on('data', (chunk: Buffer) => {
    got += chunk.toString();
  });
  socket.on('error', () => undefined);
  const answer = new Promise<string>((resolve) => socket.once('close', () => resolve(got)));
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  if (text !== '') await new Promise((resolve) => socket.write(text, resolve));
  return { socket, answer, until: (part) => expect.poll(() => got).toContain(part) };
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;

describe('a slow sender', () => {
  it('is told and closed: who sends nothing, half a header, or half a body', { timeout: 10_000 }, async () => {
    await listen({ headersMs: 300, requestMs: 600 });
    const head = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 10\r\n\r\n';
    for (const text of ['', 'GET / HT', 'GET / HTTP/1.1\r\nhost: x\r\n', `${head}half`]) {
      const { answer } = await open(text);
      expect(await answer).toMatch(
        /^HTTP\/1.1 408 [\s\S]*application\/problem\+json[\s\S]*urn:baton:problem:request-timeout/,
      );
    }
    expect(log).toMatchObject([{ event: 'connection-refused', reason: 'request-timeout', suppressed: 0 }]);
  });

  it('loses a connection that is kept for nothing', { timeout: 10_000 }, async () => {
    await listen({ keptMs: 100 });
    const { answer } = await open(get('/'));
    expect(await answer).toMatch(/here$/);
  });
});

describe('an address with as many connections as it may have', () => {
  it('loses the one that has waited longest, never one whose request is in hand', async () => {
    await listen({ perAddressMax: 3 });
    const held = await open(get('/held'));
    const slow = await open('GET / HT');
    const kept = await open(get('/'));
    await kept.until('here');
    const next = await open(get('/'));
    await next.until('here');
    expect(await slow.answer).toBe('');
    await open(get('/held'));
    expect(await kept.answer).toMatch(/here$/);
    release();
    await held.until('late');
    expect(log).toMatchObject([{ reason: 'crowded', address: '127.0.0.1' }]);
  });

  it('is refused when all of them have a request in hand', async () => {
    await listen({ perAddressMax: 2 });
    const held = [await open(get('/held')), await open(get('/held'))];
    await expect.poll(() => inHand).toBe(2);
    expect(await (await open('')).answer).toMatch(/^HTTP\/1.1 503 [\s\S]*retry-after: 1[\s\S]*too-many-connections/i);
    release();
    for (const { until } of held) await until('late');
  });
});

it('gives the answers that are owed before it closes on what is not HTTP', async () => {
  await listen({});
  const { answer } = await open(`${get('/held')}\x00\x01 nothing of the kind\r\n\r\n`);
  await expect.poll(() => log.length).toBe(1);
  release();
  expect(await answer).toMatch(/^HTTP\/1.1 200 [\s\S]*late$/);
});
