import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTestClock, settle } from '../testing/test-clock.ts';
import { createBudget } from './budget.ts';

type Arrival = { waitMs: number; workMs: number; lane: string; weight: number };
const arrivals = fc.array(
  fc.record({
    waitMs: fc.integer({ min: 0, max: 20_000 }),
    workMs: fc.integer({ min: 0, max: 30_000 }),
    lane: fc.constantFrom('a', 'b', 'c'),
    weight: fc.integer({ min: 1, max: 5 }),
  }),
  { minLength: 1, maxLength: 40 },
);

async function play(limits: { concurrencyMax: number; perMinute: number; perDay: number }, list: Arrival[]) {
  const clock = createTestClock();
  const budget = createBudget(limits, clock);
  const starts: (Arrival & { at: number; index: number })[] = [];
  let active = 0;
  let activeMax = 0;
  const all: Promise<void>[] = [];
  for (const [index, arrival] of list.entries()) {
    await clock.advance(arrival.waitMs);
    all.push(
      budget.run(
        async () => {
          starts.push({ ...arrival, at: clock.now(), index });
          active += 1;
          activeMax = Math.max(activeMax, active);
          await new Promise<void>((resolve) => clock.after(arrival.workMs, resolve));
          active -= 1;
        },
        { lane: arrival.lane, weight: arrival.weight },
      ),
    );
  }
  await clock.drain();
  await Promise.all(all);
  return { starts, activeMax };
}

describe('a budget', () => {
  test('never exceeds its limits, keeps the order of a lane, and in the end starts every call', async () => {
    const limits = fc.record({
      concurrencyMax: fc.integer({ min: 1, max: 10 }),
      perMinute: fc.integer({ min: 1, max: 12 }),
      perDay: fc.integer({ min: 20, max: 80 }),
    });
    await fc.assert(
      fc.asyncProperty(limits, arrivals, async (limit, list) => {
        const { starts, activeMax } = await play(limit, list);
        expect(starts).toHaveLength(list.length);
        expect(activeMax).toBeLessThanOrEqual(limit.concurrencyMax);
        for (const { at } of starts) {
          const minute = starts.filter((other) => other.at > at - 60_000 && other.at <= at);
          expect(minute.length).toBeLessThanOrEqual(limit.perMinute);
          const day = starts.filter((other) => other.at > at - 86_400_000 && other.at <= at);
          expect(day.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThanOrEqual(limit.perDay);
        }
        for (const lane of ['a', 'b', 'c']) {
          const order = starts.filter((start) => start.lane === lane).map(({ index }) => index);
          expect(order).toEqual([...order].sort((left, right) => left - right));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('lets the lanes take turns', async () => {
    const clock = createTestClock();
    const budget = createBudget({ concurrencyMax: 1 }, clock);
    const order: string[] = [];
    const call = (lane: string) => budget.run(async () => void order.push(lane), { lane });
    await Promise.all([call('a'), call('a'), call('a'), call('a'), call('b'), call('c'), call('b')]);
    expect(order.join('')).toBe('aabcaba');
  });

  test('lets a call leave the queue, and gives its place to the next', async () => {
    const clock = createTestClock();
    const budget = createBudget({ concurrencyMax: 1 }, clock);
    const first = budget.run(() => new Promise<void>((resolve) => clock.after(1_000, resolve)));
    const controller = new AbortController();
    let hasRun = false;
    const second = budget.run(
      async () => {
        hasRun = true;
      },
      { signal: controller.signal },
    );
    const third = budget.run(async () => 'third');
    controller.abort();
    await expect(second).rejects.toMatchObject({ code: 'aborted', isAmbiguous: false });
    await clock.drain();
    await first;
    expect(await third).toBe('third');
    expect(hasRun).toBe(false);
  });

  test('gives the place back when the work fails', async () => {
    const budget = createBudget({ concurrencyMax: 1 }, createTestClock());
    for (let turn = 0; turn < 3; turn += 1)
      await expect(budget.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(budget.left()).toEqual({ concurrent: 1, minute: null, day: null });
  });

  test('waits out a short pause and fails at once in a long one', async () => {
    const clock = createTestClock();
    const budget = createBudget({}, clock);
    budget.pause(5_000);
    const started = clock.now();
    const short = budget.run(async () => clock.now() - started);
    await settle();
    const queued = budget.run(async () => 'never');
    await clock.advance(4_999);
    budget.pause(3_600_000);
    await expect(short).rejects.toMatchObject({ code: 'throttled', retryable: true, retryAfterMs: 3_600_000 });
    await expect(queued).rejects.toMatchObject({ code: 'throttled' });
    await expect(budget.run(async () => 1)).rejects.toMatchObject({ code: 'throttled', isAmbiguous: false });
    await clock.advance(3_600_000);
    expect(await budget.run(async () => 'again')).toBe('again');
  });

  test('refuses what can never fit instead of waiting for ever', async () => {
    const budget = createBudget({ perDay: 4 }, createTestClock());
    await expect(budget.run(async () => 1, { weight: 5 })).rejects.toMatchObject({ code: 'misconfigured' });
  });
});
