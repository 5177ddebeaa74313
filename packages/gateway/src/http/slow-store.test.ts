import { AppError, type InboundAdapter } from '@baton/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noFiles, noHandoffs } from '../../testing/no-handoffs.ts';
import { createCounters } from '../metrics.ts';
import { createHttpServer, type Readiness } from './server.ts';
import type { Ingest, IngestResult } from './webhooks.ts';

const adapter: InboundAdapter = {
  name: 'test',
  path: '/webhook',
  keptHeaders: [],
  prepare: null,
  recognises: () => true,
  verify: () => ({ ok: true, covers: 'test' }),
  parse: () => [
    {
      key: ['test', '1'],
      lane: ['test', 'chat'],
      kind: 'test',
      isRepeatable: true,
      redacted: {},
      intent: {
        type: 'customer-listens',
        channel: 'test',
        chatId: 'chat',
        profile: { visitorId: null, name: null, email: null, phone: null, senderAddress: null },
        claim: null,
      },
      answer: 'turn',
      requestId: null,
    },
  ],
};

let server: ReturnType<typeof createHttpServer>;
let outcomes: unknown[];

function start(accept: Ingest['accept'], readiness: Readiness): void {
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  server = createHttpServer({
    adapters: [adapter],
    console: null,
    publicUrl: null,
    ingest: {
      accept,
      flushed: async (id) => void outcomes.push(['flushed', id]),
      aborted: async (id, sending) => void outcomes.push(['aborted', id, sending]),
    },
    guard: { isDemo: false },
    health: { render: () => [] },
    limits: { perAddressMax: 100 },
    deadLetters: { listDeadLetters: async () => [], replayDeadLetter: async () => false },
    handoffs: noHandoffs,
    files: noFiles,
    adminKey: null,
    readiness,
    counters: createCounters(),
    now: () => new Date(),
    logger,
  });
}

const ready: Readiness = { look: () => ({ isReady: true }), countBacklog: async () => ({ inbox: 3 }) };
const away = new AppError('store-unavailable', 'The database does not answer.', { retryable: true });
const never = <Value>(): Promise<Value> => new Promise(() => undefined);
const isRefusal = { statusCode: 503, headers: expect.objectContaining({ 'retry-after': '1' }) };

beforeEach(() => {
  outcomes = [];
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

it('refuses within ten seconds what the store answers too late, and counts the late answer as not said', async () => {
  let answer: (result: IngestResult) => void = () => undefined;
  let taken: () => void = () => undefined;
  const isTaken = new Promise<void>((resolve) => {
    taken = resolve;
  });
  const accept = (): Promise<IngestResult> => {
    taken();
    return new Promise((resolve) => {
      answer = resolve;
    });
  };
  start(accept, ready);
  await server.ready();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const asked = server.inject({ method: 'POST', url: '/webhook', payload: '{}' }).then((response) => response);
  await isTaken;
  await vi.advanceTimersByTimeAsync(9_999);
  expect(await asked).toMatchObject(isRefusal);
  expect((await asked).json()).toMatchObject({ type: 'urn:baton:problem:store-unavailable' });
  expect(outcomes).toEqual([]);
  answer({ deliveryId: '7', sending: 2, status: 200, body: { said: 'hello' } });
  await vi.advanceTimersByTimeAsync(0);
  expect(outcomes).toEqual([['aborted', '7', 2]]);
});

it('says why a node is not ready, and tells its figures though nobody can count the backlog', async () => {
  const reason = 'The disk of the database is full.';
  start(() => Promise.reject(away), { look: () => ({ isReady: false, reason }), countBacklog: never });
  expect(await server.inject({ method: 'POST', url: '/webhook', payload: '{}' })).toMatchObject(isRefusal);
  const readiness = await server.inject('/readyz');
  expect(readiness).toMatchObject(isRefusal);
  expect(readiness.json()).toMatchObject({ detail: reason, status: 503 });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const figures = server.inject('/metrics');
  await vi.advanceTimersByTimeAsync(2_000);
  const { statusCode, body } = await figures;
  expect([statusCode, body.includes('baton_ready 0'), body.includes('baton_backlog')]).toEqual([200, true, false]);
});

it('tells the backlog of a node that is ready', async () => {
  start(never, ready);
  expect((await server.inject('/metrics')).body).toContain('baton_ready 1\n# HELP baton_backlog');
  expect((await server.inject('/readyz')).json()).toEqual({ status: 'ready' });
});
