import { openStore, type Store } from '@baton/store';
import { createDatabase } from '@baton/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type Asked, anything, disturbedBody } from '../../testing/hostile-requests.ts';
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

async function ask({ method, ...rest }: Asked): Promise<{ status: number; body: string }> {
  const answer = await gateway.server.inject({ method: method as 'POST', ...rest });
  return { status: answer.statusCode, body: answer.body };
}

/** What the engine reports when a delivery, an effect or a lane made our own code or the database fail. */
const failures = (): unknown[] => gateway.log.filter(({ level }) => level === 'error');

it('answers no disturbed body with a failure, and stumbles over none later', { timeout: 120_000 }, async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(disturbedBody({ none: () => ({}), ...signBody }), async (asked) => {
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
  // Both wait for a chat that nobody knows; what others left behind may end meanwhile.
  expect((await store.operations.countBacklog()).deliveries).toBeLessThanOrEqual(before + 1);
  const flat = JSON.stringify({ chat_id: long(5), message_id: long(6), visitor_id: long(7), message: 'hello' });
  const first = await ask({ ...asked, headers: {}, payload: flat });
  expect(first.status).toBe(200);
  const again = await ask({ ...asked, headers: {}, payload: flat });
  expect(JSON.parse(again.body)).toEqual(JSON.parse(first.body));
});

const isNoFailure = (status: number): boolean => status < 500;
