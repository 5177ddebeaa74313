import { ClientError } from './client-error.ts';
import { type Clock, sleep } from './clock.ts';

/**
 * `read`: changes nothing. `idempotent`: doing it twice is the same as once. `unsafe`: repeated only when the vendor certainly did
 * nothing (it was never reached, or it refused because of its limits).
 */
export type RetryClass = 'read' | 'idempotent' | 'unsafe';

export type RetryPolicy = {
  /** Tries in all; default 3, 1 for none but the first. */
  attemptsMax?: number;
  /** The first wait is at most this long, each further one twice that; default 250 ms. */
  baseMs?: number;
  /** No wait of our own choosing is longer; default 8 000 ms. */
  waitMsMax?: number;
  /** A vendor that asks for a longer wait is not waited for; nor is a new try started later than this; default 20 000 ms. */
  totalMsMax?: number;
};

export type RetryOptions = {
  policy: RetryPolicy;
  retryClass: RetryClass;
  clock: Clock;
  random: () => number;
  signal?: AbortSignal | undefined;
};

/** Tries again where that is safe, with full jitter, and not before the vendor's own time. The number given to the work starts at 1. */
export async function withRetry<Value>(
  work: (attempt: number) => Promise<Value>,
  { policy, retryClass, clock, random, signal }: RetryOptions,
): Promise<Value> {
  const { attemptsMax = 3, totalMsMax = 20_000 } = policy;
  const startedAt = clock.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!(error instanceof ClientError) || attempt >= attemptsMax || !mayRepeat(error, retryClass)) throw error;
      const waitMs = waitFor(error, { attempt, policy, random });
      if (clock.now() - startedAt + waitMs > totalMsMax) throw error;
      await sleep(clock, waitMs, signal).catch(() => {
        throw gaveUp(error);
      });
    }
  }
}

const passing: ReadonlySet<ClientError['code']> = new Set(['unreachable', 'timeout', 'unavailable', 'throttled']);

/** Whether the same call may be sent again. */
export function mayRepeat(error: ClientError, retryClass: RetryClass): boolean {
  if (!error.retryable || !passing.has(error.code)) return false;
  if (retryClass !== 'unsafe') return true;
  return !error.isAmbiguous && (error.code === 'unreachable' || error.code === 'throttled');
}

function waitFor(
  { retryAfterMs }: ClientError,
  { attempt, policy, random }: { attempt: number; policy: RetryPolicy; random: () => number },
): number {
  const { baseMs = 250, waitMsMax = 8_000 } = policy;
  const jitterMs = random() * Math.min(waitMsMax, baseMs * 2 ** (attempt - 1));
  return Math.ceil(retryAfterMs === null ? jitterMs : retryAfterMs + Math.min(jitterMs, 1_000));
}

const gaveUp = (cause: ClientError): ClientError =>
  new ClientError('aborted', 'The caller gave the call up before it was tried again.', {
    retryable: false,
    isAmbiguous: cause.isAmbiguous,
    cause,
  });
