import { request as httpRequest } from 'node:http';
import { AppError, type InboundAdapter, type JsonObject, type ParsedDelivery, type RawRequest } from '@baton/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noFiles, noHandoffs } from '../../testing/no-handoffs.ts';
import type { Arrival } from '../inbound/arrival.ts';
import { createCounters } from '../metrics.ts';
import { createHttpServer, type HttpServerDependencies } from './server.ts';
import type { IngestResult } from './webhooks.ts';

const delivery: ParsedDelivery = {
  key: ['test', '1'],
  lane: ['test', 'chat'],
  kind: 'test',
  isRepeatable: true,
  redacted: {},
  intent: { type: 'customer-listens', channel: 'test', chatId: 'chat', profile: nobody(), claim: null },
  answer: 'turn',
  requestId: null,
};

function nobody() {
  return { visitorId: null, name: null, email: null, phone: null, senderAddress: null };
}

/** Believes whoever writes `yes` into its header, and reads nothing but the header `x-kept`. */
function createAdapter(name: string, header: string): InboundAdapter {
  return {
    name,
    path: '/webhook/shared',
    keptHeaders: ['x-kept'],
    prepare: null,
    recognises: ({ headers }) => headers[header] !== undefined,
    verify: ({ headers }) =>
      headers[header] === 'yes'
        ? { ok: true, covers: name }
        : { ok: false, reason: 'header-wrong', advice: `The header ${header} does not say yes.` },
    parse: ({ body }) => {
      const text = Buffer.from(body).toString('utf8');
      if (text === 'malformed') throw new AppError('delivery-malformed', 'The field "x" is missing.');
      if (text === 'of another') throw new AppError('signature-invalid', 'The proof is that of another.');
      return [delivery];
    },
  };
}

let arrivals: Arrival[];
let log: { event: string; fields: JsonObject }[];
let nowMs: number;
let server: ReturnType<typeof createHttpServer>;

function start(overrides: Partial<HttpServerDependencies> = {}): void {
  const write = (event: string, fields: JsonObject = {}) => void log.push({ event, fields });
  server = createHttpServer({
    adapters: [createAdapter('first', 'x-first'), createAdapter('second', 'x-second')],
    console: null,
    publicUrl: null,
    ingest: {
      accept: async (arrival) => {
        arrivals.push(arrival);
        return { deliveryId: '1', sending: 1, status: 200, body: { said: 'hello' } };
      },
      flushed: async () => undefined,
      aborted: async () => undefined,
    },
    guard: { isDemo: false },
    health: { render: () => [] },
    limits: { perAddressMax: 100 },
    deadLetters: { listDeadLetters: async () => [], replayDeadLetter: async () => false },
    handoffs: noHandoffs,
    files: noFiles,
    adminKey: null,
    readiness: { look: () => ({ isReady: true }), countBacklog: async () => ({}) },
    counters: createCounters(),
    now: () => new Date(nowMs),
    logger: { info: write, warn: write, error: write },
    ...overrides,
  });
}

beforeEach(() => {
  arrivals = [];
  log = [];
  nowMs = Date.parse('2026-03-02T10:00:00Z');
  start();
});
afterEach(() => server.close());

const post = (payload: string, headers: Record<string, string>) =>
  server.inject({
    method: 'POST',
    url: '/webhook/shared?a=1',
    payload,
    headers: { host: 'gateway.example', ...headers },
  });
const refusals = (): JsonObject[] => log.filter(({ event }) => event === 'webhook-refused').map(({ fields }) => fields);
const metrics = async (): Promise<string> => (await server.inject('/metrics')).body;

it('answers whoever checks the address', async () => {
  for (const method of ['GET', 'HEAD'] as const) {
    const { statusCode, body } = await server.inject({ method, url: '/webhook/shared' });
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: '' });
  }
});

it('hands a request to the adapter that recognises it, with the bytes as they came and only the headers it keeps', async () => {
  const { statusCode, json } = await post('{ "raw" : 1 }', {
    'x-second': 'yes',
    'x-kept': 'k',
    authorization: 'secret',
  });
  expect({ statusCode, body: json() }).toEqual({ statusCode: 200, body: { said: 'hello' } });
  expect(arrivals).toEqual([
    {
      adapter: 'second',
      covers: 'second',
      request: {
        method: 'POST',
        url: 'http://gateway.example/webhook/shared?a=1',
        headers: { 'x-kept': 'k' },
        body: Buffer.from('{ "raw" : 1 }'),
        receivedAt: new Date(nowMs),
      },
      deliveries: [delivery],
      receipt: null,
    },
  ]);
});

it('lets an adapter make what its sender waits for first, and keeps what it noted, which no sender can write', async () => {
  const adapter: InboundAdapter = {
    ...createAdapter('first', 'x-first'),
    prepare: async ({ body }) =>
      Buffer.from(body).toString('utf8') === 'ping'
        ? { type: 'answered', status: 400, body: { code: 400 } }
        : { type: 'accepted', notes: { 'x-kept': 'made here' }, body: { made: 'id' } },
  };
  start({ adapters: [adapter] });
  const headers = { 'x-first': 'yes', 'x-kept': 'forged' };
  const answered = await post('ping', headers);
  expect({ status: answered.statusCode, body: answered.json() }).toEqual({ status: 400, body: { code: 400 } });
  expect(arrivals).toEqual([]);
  await post('start', headers);
  expect(arrivals).toMatchObject([{ receipt: { made: 'id' }, request: { headers: { 'x-kept': 'made here' } } }]);
});

it('tells the adapter the address that the sender wrote, when a proxy stands before the gateway', async () => {
  const seen: RawRequest[] = [];
  const adapter = createAdapter('first', 'x-first');
  const looking = {
    ...adapter,
    verify: (request: RawRequest) => {
      seen.push(request);
      return adapter.verify(request);
    },
  };
  start({ adapters: [looking], publicUrl: 'https://support.example/baton' });
  await post('x', { 'x-first': 'yes' });
  expect(seen.map(({ url }) => url)).toEqual(['https://support.example/baton/webhook/shared?a=1']);
});

describe('whether an answer left us', () => {
  let told: string[];
  let accept: (arrival: Arrival) => Promise<IngestResult>;
  beforeEach(() => {
    told = [];
    accept = async () => ({ deliveryId: '1', sending: 2, status: 200, body: {} });
    start({
      ingest: {
        accept: (arrival) => accept(arrival),
        flushed: async (id) => void told.push(`flushed ${id}`),
        aborted: async (id, sending) => void told.push(`aborted ${id} at sending ${sending}`),
      },
    });
  });

  it('is told when it has, and not before', async () => {
    server.addHook('onSend', async () => void told.push('sent'));
    await post('x', { 'x-first': 'yes' });
    expect(told).toEqual(['sent', 'flushed 1']);
  });

  it('is told when the sender has gone before it was ready', async () => {
    const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }));
    const headers = { 'x-first': 'yes' };
    const asked = httpRequest({ host: '127.0.0.1', port, path: '/webhook/shared', method: 'POST', headers });
    asked.on('error', () => undefined);
    const isGone = new Promise<void>((resolve) => {
      server.server.once('connection', (socket) => void socket.once('close', () => resolve()));
    });
    const atOnce = accept;
    accept = async (arrival) => {
      asked.destroy();
      await isGone;
      return atOnce(arrival);
    };
    asked.end('x');
    await vi.waitFor(() => expect(told).toEqual(['aborted 1 at sending 2']));
  });
});

describe('a refused request', () => {
  it.each([
    { why: 'no adapter knows it', headers: {}, wanted: { adapter: 'none', reason: 'no-adapter' } },
    { why: 'its proof is wrong', headers: { 'x-first': 'no' }, wanted: { adapter: 'first', reason: 'header-wrong' } },
    { why: 'its body is malformed', body: 'malformed', wanted: { adapter: 'first', reason: 'body-malformed' } },
    { why: 'its proof is another’s', body: 'of another', wanted: { adapter: 'first', reason: 'proof-of-another' } },
  ])('is counted and logged when $why', async ({ body = 'x', headers = { 'x-first': 'yes' }, wanted }) => {
    const { adapter, reason } = wanted;
    const status = body === 'malformed' ? 400 : 401;
    const answer = await post(body, { ...headers });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(arrivals).toEqual([]);
    expect(refusals()).toEqual([expect.objectContaining({ adapter, reason, suppressed: 0 })]);
    expect(await metrics()).toContain(`baton_webhooks_refused_total{adapter="${adapter}",reason="${reason}"} 1`);
    // The sender learns which field is missing, and nothing about proofs.
    expect(answer.json().detail).toBe(status === 400 ? 'The field "x" is missing.' : undefined);
  });

  it('tells in the log what an experienced person would look at, and nothing of the body', async () => {
    await post('words of a customer', {
      'x-first': 'no',
      'content-encoding': 'gzip',
      via: '1.1 proxy',
      'x-kept': 'secret',
    });
    expect(refusals()).toEqual([
      {
        adapter: 'first',
        reason: 'header-wrong',
        advice: 'The header x-first does not say yes.',
        bodyBytes: 19,
        contentLength: 19,
        isEncoded: true,
        isForwarded: true,
        suppressed: 0,
      },
    ]);
    expect(JSON.stringify(log)).not.toMatch(/customer|secret/);
  });

  it('is logged once a minute for each reason, with how many were not', async () => {
    for (let round = 0; round < 3; round += 1) await post('x', { 'x-first': 'no' });
    await post('x', { 'x-second': 'no' });
    expect(refusals().map(({ adapter }) => adapter)).toEqual(['first', 'second']);
    nowMs += 61_000;
    await post('x', { 'x-first': 'no' });
    expect(refusals().at(-1)).toMatchObject({ adapter: 'first', suppressed: 2 });
    expect(await metrics()).toContain('baton_webhooks_refused_total{adapter="first",reason="header-wrong"} 4');
  });
});
