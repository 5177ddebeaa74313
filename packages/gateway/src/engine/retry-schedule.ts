import type { RetryPolicy } from '@baton/core';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Waits between tries of what must never be dropped (tickets, notes, mail); after the last it goes on daily. */
const patientMs = [
  second,
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  2 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
];

/** After this many tries an operator is alarmed at each further one. */
export const alarmAfterAttempts = patientMs.length;

export type RetryQuestion = {
  policy: RetryPolicy;
  /** Tries so far, from 1. */
  attempts: number;
  /** Time since the effect was decided, in milliseconds. */
  ageMs: number;
  /** What the vendor asked for, in milliseconds, null when it did not. */
  retryAfterMs: number | null;
  /** Random number in [0, 1). */
  random: number;
};

/** Milliseconds to wait before the next try; null when the time for this kind of effect is up. */
export function planRetry({ policy, attempts, ageMs, retryAfterMs, random }: RetryQuestion): number | null {
  const step =
    policy.type === 'patient'
      ? (patientMs[attempts - 1] ?? 24 * hour)
      : Math.min(500 * 2 ** (attempts - 1), 8 * second);
  const waitMs = Math.max(retryAfterMs ?? 0, Math.round(step * (0.8 + 0.4 * random)));
  return policy.type === 'budget' && ageMs + waitMs > policy.budgetMs ? null : waitMs;
}
