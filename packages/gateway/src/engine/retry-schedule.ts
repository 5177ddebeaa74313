import type { EffectAction } from '@baton/core';

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

const budgetsMs: Partial<Record<EffectAction['kind'], number>> = {
  'look-up-identity': 10 * second,
  'open-desk': 30 * second,
  'send-history': 30 * second,
  'relay-to-desk': 30 * second,
  'finish-deferred': 170 * second,
};

export type RetryQuestion = {
  kind: EffectAction['kind'];
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
export function planRetry({ kind, attempts, ageMs, retryAfterMs, random }: RetryQuestion): number | null {
  const budgetMs = budgetsMs[kind] ?? null;
  const step =
    budgetMs === null ? (patientMs[attempts - 1] ?? 24 * hour) : Math.min(500 * 2 ** (attempts - 1), 8 * second);
  const waitMs = Math.max(retryAfterMs ?? 0, Math.round(step * (0.8 + 0.4 * random)));
  if (budgetMs !== null && ageMs + waitMs > budgetMs) return null;
  return waitMs;
}
