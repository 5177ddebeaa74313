import { readFileSync } from 'node:fs';
import { openStore, type Store } from '@baton/store';
import { createDatabase } from '@baton/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { signBody, startGateway } from '../../testing/start-gateway.ts';

/** Whatever a request contains, it is taken or refused: the store never stumbles over it, neither at once nor while it is processed. */
let store: Store;
let gateway: Awaited<ReturnType<typeof startGateway>>;

beforeAll(async () => {
  store = await openStore({ url: await createDatabase(inject('postgresUrl')) });
  gateway = await startGateway(store, { answerWithinMs: 300 });
});
afterAll(async () => {
  await gateway?.stop();
  await store?.close();
});

type Asked = { method: string; url: string; headers: Record<string, string>; payload: string | Buffer };

async function ask({ method, ...rest }: Asked): Promise<{ status: number; body: string }> {
  const answer = await gateway.server.inject({ method: method as 'POST', ...rest });
  return { status: answer.statusCode, body: answer.body };
}

/** What the engine reports when a delivery, an effect or a lane made our own code or the database fail. */
const failures = (): unknown[] => gateway.log.filter(({ level }) => level === 'error');

const sample = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../../../fixtures/salesiq/${name}.json`, import.meta.url), 'utf8')) as object;
const shapes = {
  none: [
    sample('seed002.webhook.flat'),
    { chat_id: 'c', message: 'talk to a human', message_id: 'm', visitor_id: 'v' },
  ],
  rsa: ['zobot.request.message.attachment', 'zobot.request.failure', 'zobot.request.context', 'zobot.request.trigger']
    .concat(['conversation.operator.replied', 'conversation.completed', 'conversation.created.entity-only'])
    .map(sample),
  hmac: ['seed004.message.received', 'seed004.visitor.identified', 'seed004.chat.ended'].map(sample),
};
const proofs = { none: () => ({}), ...signBody };

const halves = ['\ud83d', '\ude00', 'a\udc00b', 'x\ud800', '\u0000', 'a\u0000b', '\uffff', '\u202e', '👩‍🚒'];
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    2 ** 53,
    1e308,
    '',
    ' ',
    '%00',
    "'; drop table deliveries; --",
    {},
    [],
    [null],
  ),
  fc.constantFrom(...halves),
  fc.constantFrom(...halves).map((half) => half.repeat(90).slice(0, 200)),
  fc.string({ unit: 'binary', minLength: 150, maxLength: 200 }),
  fc.constantFrom(...halves).map((half) => `talk to a human ${half.repeat(3_900)}`.slice(0, 8_000)),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
);

function listPlaces(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => listPlaces(child, [...path, key]))];
}

function replaceAt(value: unknown, [key, ...rest]: string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  copy[key] = replaceAt(copy[key], rest, replacement);
  return Array.isArray(value) ? Object.values(copy) : copy;
}

/** A proved body of one of the shapes with hostile values at a few places. */
const disturbedBody = fc.constantFrom<keyof typeof shapes>('none', 'rsa', 'hmac').chain((proof) =>
  fc.constantFrom(...shapes[proof]).chain((shape) => {
    const places = fc.subarray(listPlaces(shape).slice(1), { minLength: 1, maxLength: 4 });
    return fc.tuple(places, fc.array(hostile, { minLength: 4, maxLength: 4 })).map(([at, values]): Asked => {
      const body = at.reduce((changed, place, index) => replaceAt(changed, place, values[index]), shape as unknown);
      const payload = JSON.stringify(body);
      return { method: 'POST', url: '/webhook/salesiq', headers: proofs[proof](payload), payload };
    });
  }),
);

const headerText = fc
  .string({ unit: 'binary-ascii', maxLength: 40 })
  .map((text) => text.replaceAll(/[^\x20-\x7e]/g, ' '));
const headerName = fc.constantFrom(
  'x-siqsignature',
  'x-salesiq-signature',
  'x-baton-secret',
  'content-type',
  'content-encoding',
  'content-length',
  'authorization',
  'host',
  'origin',
  'expect',
  'x-forwarded-for',
);

/** Anything at any address. */
const anything = fc.record<Asked>({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'),
  url: fc.oneof(
    fc.constantFrom(
      '/webhook/salesiq',
      '/webhook/salesiq?x=%00',
      '/healthz',
      '/readyz',
      '/metrics',
      '/api/dead-letters',
    ),
    fc.constantFrom(
      '/api/dead-letters/effect-1/replay',
      '/api/dead-letters/delivery-999999999999999999/replay',
      '/%zz',
      '//',
    ),
    fc.webPath().map((path) => `/${path}`),
    fc.string().map((text) => `/api/dead-letters/${encodeURIComponent(text.toWellFormed())}/replay`),
  ),
  headers: fc.oneof(
    fc.dictionary(headerName, headerText, { maxKeys: 4 }),
    fc.constant({ authorization: 'Bearer key of the administrator' }),
  ),
  payload: fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json(),
    fc.constantFrom('{"chat_id":"c","message":"x"', '['.repeat(50_000), '{"chat_id":{"__proto__":null},"message":"m"}'),
  ),
});

it('answers no disturbed body with a failure, and stumbles over none later', { timeout: 120_000 }, async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(disturbedBody, async (asked) => {
      const { status, body } = await ask(asked);
      seen.set(status, (seen.get(status) ?? 0) + 1);
      expect({ status, body, failures: failures() }).toMatchObject({
        status: expect.toSatisfy(isNoFailure),
        failures: [],
      });
    }),
    { numRuns: 500 },
  );
  await expect
    .poll(async () => (await store.operations.countBacklog()).deliveries, { timeout: 60_000 })
    .toBeLessThan(400);
  expect(failures()).toEqual([]);
  // A test in which everything was refused, or nothing, would prove little.
  expect(seen.get(200)).toBeGreaterThan(100);
  expect(seen.get(400)).toBeGreaterThan(50);
});

it('answers nothing at any address with a failure', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (asked) => {
      const { status } = await ask(asked);
      expect(status).toSatisfy(isNoFailure);
    }),
    { numRuns: 400 },
  );
  expect(failures()).toEqual([]);
});

it('keeps the longest keys that a request can make, and knows them again', async () => {
  const long = (seed: number): string =>
    Array.from({ length: 200 }, (_value, index) =>
      String.fromCharCode(0x4e00 + ((index * 7_919 + seed * 104_729) % 20_000)),
    ).join('');
  const payload = JSON.stringify({
    event: long(1),
    webhook: { id: long(2) },
    entity_id: long(3),
    event_time: long(4),
    entity: { id: long(3), message: { text: 'x' } },
  });
  const asked = { method: 'POST', url: '/webhook/salesiq', headers: signBody.rsa(payload), payload };
  const before = (await store.operations.countBacklog()).deliveries;
  for (const _time of [1, 2]) expect((await ask(asked)).status).toBe(200);
  expect((await store.operations.countBacklog()).deliveries).toBe(before + 1);
  const flat = JSON.stringify({ chat_id: long(5), message_id: long(6), message: 'hello' });
  const first = await ask({ ...asked, headers: {}, payload: flat });
  expect(first.status).toBe(200);
  expect((await ask({ ...asked, headers: {}, payload: flat })).body).toBe(first.body);
});

const isNoFailure = (status: number): boolean => status < 500;
