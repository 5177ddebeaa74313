import type { Clock } from '../src/clock.ts';

export type TestClock = Clock & {
  /** Moves on, timer by timer, letting promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Moves on until nothing waits any more, at most so long. */
  drain(msMax?: number): Promise<void>;
};

/** Lets everything run that is not waiting for time. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that stands still until it is moved; `start` in epoch milliseconds. */
export function createTestClock(start = 1_772_449_330_000): TestClock {
  let now = start;
  const timers = new Map<object, { at: number; work: () => void }>();
  const next = () => [...timers].sort(([, left], [, right]) => left.at - right.at)[0];
  const advanceTo = async (until: number, isDone: () => boolean): Promise<void> => {
    await settle();
    for (let timer = next(); timer !== undefined && timer[1].at <= until && !isDone(); timer = next()) {
      now = Math.max(now, timer[1].at);
      timers.delete(timer[0]);
      timer[1].work();
      await settle();
    }
  };
  return {
    now: () => now,
    after: (delayMs, work) => {
      const key = {};
      timers.set(key, { at: now + delayMs, work });
      return () => timers.delete(key);
    },
    advance: async (ms) => {
      const until = now + ms;
      await advanceTo(until, () => false);
      now = until;
    },
    drain: (msMax = 10 * 24 * 3_600_000) => advanceTo(now + msMax, () => timers.size === 0),
  };
}
