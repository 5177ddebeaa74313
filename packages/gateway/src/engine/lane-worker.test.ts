import type { Claim, Delivery } from '@baton/store';
import { createMemoryStore } from '@baton/testkit';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LaneWorker } from './lane-worker.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const leaseMs = 12_000;
let store: ReturnType<typeof createMemoryStore>;
let worker: LaneWorker<Delivery> | undefined;
let finish: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  store = createMemoryStore();
});
afterEach(async () => {
  finish();
  await worker?.stop(1_000);
  vi.useRealTimers();
});

const add = (key: string, lane = 'lane') =>
  store.inbox.add({
    ...{ organisation: 'default', key, lane, kind: 'test', body: Buffer.from(key), hash: '' },
    ...{ redacted: {}, isRepeatable: true },
  });

type Started = { claim: Claim<Delivery>; isLost(): boolean };

/** A worker whose work on each lane lasts until `finish`. */
function startWorker(): Started[] {
  const started: Started[] = [];
  const isFinished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  worker = new LaneWorker<Delivery>({
    ...{ name: 'test', lanes: store.inbox, concurrency: 2, leaseMs, logger: quiet },
    handle: (claim, isLost) => {
      started.push({ claim, isLost });
      return isFinished;
    },
  });
  worker.start();
  return started;
}

it('keeps its lane for as long as its work lasts, and then gives it back', async () => {
  const { id } = await add('1');
  const started = startWorker();
  await vi.advanceTimersByTimeAsync(5 * leaseMs);
  expect(started).toHaveLength(1);
  expect(started[0]?.isLost()).toBe(false);
  expect(await store.inbox.claim({ leaseMs })).toBeNull();
  await store.transaction((transaction) => transaction.finishDelivery(id));
  finish();
  await worker?.stop(1_000);
  await add('2');
  expect(await store.inbox.claim({ leaseMs })).toMatchObject({ lane: 'lane' });
});

it('tells the work when another has taken the lane over', async () => {
  await add('1');
  const started = startWorker();
  await vi.advanceTimersByTimeAsync(0);
  vi.spyOn(store.inbox, 'renew').mockResolvedValue(false);
  expect(started[0]?.isLost()).toBe(false);
  await vi.advanceTimersByTimeAsync(leaseMs / 2);
  expect(started[0]?.isLost()).toBe(true);
});

it('works on no more lanes than it may', async () => {
  for (const lane of ['a', 'b', 'c']) await add(lane, lane);
  const started = startWorker();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(started.map(({ claim }) => claim.lane)).toEqual(['a', 'b']);
});

it('gives its lane back when it is to end and the work takes longer than there is time', async () => {
  await add('1');
  const started = startWorker();
  await vi.advanceTimersByTimeAsync(0);
  const stopped = worker?.stop(1_000);
  await vi.advanceTimersByTimeAsync(999);
  expect(started[0]?.isLost()).toBe(false);
  expect(await store.inbox.claim({ leaseMs })).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  await stopped;
  expect(started[0]?.isLost()).toBe(true);
  expect(await store.inbox.claim({ leaseMs })).toMatchObject({ lane: 'lane' });
});
