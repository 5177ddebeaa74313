import { ClientError } from './client-error.ts';
import { type Clock, systemClock } from './clock.ts';
import { createFairQueue } from './fair-queue.ts';
import { createWindow } from './rolling-window.ts';

export type BudgetLimits = {
  /** Calls at one time; default 10. */
  concurrencyMax?: number;
  /** Calls that may start within any 60 seconds; null (the default) for no such limit. */
  perMinute?: number | null;
  /** What the calls of any 24 hours may weigh together; null (the default) for no such limit. */
  perDay?: number | null;
  /** Calls that may start within any stretch of `windowMs`, for vendors that count in seconds; null (the default) for no such limit. */
  burst?: { callsMax: number; windowMs: number } | null;
};

export type BudgetLeft = { concurrent: number; minute: number | null; day: number | null };

export type BudgetOptions = {
  /** Whose turn it is: lanes take turns, so that one busy tenant does not starve the others. Default: all in one lane. */
  lane?: string;
  /** What the call costs of the day's budget; default 1. */
  weight?: number;
  signal?: AbortSignal;
};

/**
 * Calls that would exceed a limit wait for their turn instead of failing: first come first served within a lane, the lanes in turn.
 * A call leaves the queue when its signal is aborted.
 */
export type Budget = {
  run<Value>(work: () => Promise<Value>, options?: BudgetOptions): Promise<Value>;
  /**
   * Starts nothing for so long; for vendors that asked to slow down. Above 60 seconds nobody waits: what is queued and what comes
   * meanwhile fails as `throttled` with the time that is left, so that a caller can plan it anew.
   */
  pause(durationMs: number): void;
  left(): BudgetLeft;
};

type Waiter = { weight: number; start(): void; refuse(error: ClientError): void };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * A budget to share among the clients of one account; the vendor's limit counts for all of them together.
 * @example const budget = createBudget({ concurrencyMax: 4, perMinute: 60, perDay: 50_000 });
 */
export function createBudget(limits: BudgetLimits = {}, clock: Clock = systemClock): Budget {
  const concurrencyMax = limits.concurrencyMax ?? 10;
  const minute = createWindow(minuteMs, limits.perMinute ?? null);
  const day = createWindow(dayMs, limits.perDay ?? null);
  const burst = createWindow(limits.burst?.windowMs ?? minuteMs, limits.burst?.callsMax ?? null);
  const queue = createFairQueue<Waiter>();
  let active = 0;
  let pausedUntil = 0;
  let cancelWake: (() => void) | null = null;

  const pump = (): void => {
    cancelWake?.();
    cancelWake = null;
    for (let waiter = queue.peek(); waiter !== undefined && active < concurrencyMax; waiter = queue.peek()) {
      const now = clock.now();
      const at = Math.max(pausedUntil, minute.freeAt(1, now), burst.freeAt(1, now), day.freeAt(waiter.weight, now));
      if (at > now) {
        cancelWake = clock.after(at - now, pump);
        return;
      }
      queue.shift();
      minute.take(1, now);
      burst.take(1, now);
      day.take(waiter.weight, now);
      active += 1;
      waiter.start();
    }
  };
  const enter = ({ lane = '', weight = 1, signal }: BudgetOptions): Promise<void> =>
    new Promise((resolve, reject) => {
      const onAbort = (): void => {
        queue.remove(lane, waiter);
        reject(gaveUp());
        pump();
      };
      const settle = (work: () => void): void => {
        signal?.removeEventListener('abort', onAbort);
        work();
      };
      const waiter = {
        weight,
        start: () => settle(resolve),
        refuse: (error: ClientError) => settle(() => reject(error)),
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      queue.push(lane, waiter);
      pump();
    });
  return {
    run: async (work, options = {}) => {
      if (options.signal?.aborted === true) throw gaveUp();
      if (!day.canEver(options.weight ?? 1) || !minute.canEver(1) || !burst.canEver(1)) throw neverFits();
      const pauseMs = pausedUntil - clock.now();
      if (pauseMs > minuteMs) throw paused(pauseMs);
      await enter(options);
      try {
        return await work();
      } finally {
        active -= 1;
        pump();
      }
    },
    pause: (durationMs) => {
      pausedUntil = Math.max(pausedUntil, clock.now() + durationMs);
      if (durationMs > minuteMs) for (const waiter of queue.drain()) waiter.refuse(paused(durationMs));
    },
    left: () => {
      const now = clock.now();
      return { concurrent: concurrencyMax - active, minute: minute.left(now), day: day.left(now) };
    },
  };
}

const gaveUp = (): ClientError =>
  new ClientError('aborted', 'The caller gave the call up before its turn came; nothing was sent.', {
    retryable: false,
  });

const paused = (retryAfterMs: number): ClientError =>
  new ClientError('throttled', 'The vendor asked to wait; nothing was sent.', { retryable: true, retryAfterMs });

const neverFits = (): ClientError =>
  new ClientError('misconfigured', 'The call weighs more than the whole budget allows.', {
    retryable: false,
    fix: 'Raise the budget.',
  });
