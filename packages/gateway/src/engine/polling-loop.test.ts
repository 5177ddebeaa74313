import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PollingLoop, type PollingLoopOptions } from './polling-loop.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
type Outcome = Awaited<ReturnType<PollingLoopOptions['step']>>;
let loop: PollingLoop | undefined;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  await loop?.stop();
  vi.useRealTimers();
});

/** A loop whose steps end as told, and are idle after that. */
function startLoop(outcomes: (Outcome | Error)[], nextDueInMs: PollingLoopOptions['nextDueInMs']): { steps: number } {
  const count = { steps: 0 };
  loop = new PollingLoop({
    name: 'test',
    logger: quiet,
    nextDueInMs,
    step: () => {
      const outcome = outcomes[count.steps] ?? 'idle';
      count.steps += 1;
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
  });
  loop.start();
  return count;
}

it('goes on at once while there is work, and then rests until something is due', async () => {
  const count = startLoop(['worked', 'worked'], () => Promise.resolve(300));
  await vi.advanceTimersByTimeAsync(299);
  expect(count.steps).toBe(3);
  await vi.advanceTimersByTimeAsync(1);
  expect(count.steps).toBe(4);
});

it('looks once a second, however far away the next thing is, and when nobody can say', async () => {
  for (const due of [() => Promise.resolve(40 * 86_400_000), () => Promise.reject(new Error('planned'))]) {
    const count = startLoop([], due);
    await vi.advanceTimersByTimeAsync(3_100);
    expect(count.steps).toBe(4);
    await loop?.stop();
  }
});

it('is woken also when that happens during a step', async () => {
  const count = startLoop(['full'], () => Promise.resolve(null));
  await vi.advanceTimersByTimeAsync(0);
  expect(count.steps).toBe(1);
  loop?.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(count.steps).toBe(2);
});

it('waits a little after a failure and tries again', async () => {
  const count = startLoop([new Error('planned')], () => Promise.resolve(null));
  await vi.advanceTimersByTimeAsync(499);
  expect(count.steps).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(count.steps).toBe(2);
});
