import type { DeskLoad, DeskStep } from './chain-settings.ts';

type Breaker = NonNullable<DeskStep['breaker']>;

/**
 * A desk whose vendor fails again and again is left out, so that customers do not wait for it. Only what happened since it last took a chat
 * counts, so a success closes the breaker; until then, after each rest, one chat at a time tries it.
 */
export function isTripped({ failures, windowMs }: Breaker, load: DeskLoad): boolean {
  const times = load.failures.map((at) => Date.parse(at));
  return times.some((at, index) => {
    const earliest = times[index + failures - 1];
    return earliest !== undefined && at - earliest <= windowMs;
  });
}

/** Whether a tripped desk may be tried once: it has rested, and nobody else tries it now. */
export function mayTry({ restMs }: Breaker, { failures: [latest], live }: DeskLoad, now: Date): boolean {
  if (latest === undefined) return true;
  const restedAt = Date.parse(latest) + restMs;
  const isTriedNow = live.some(({ phase, since }) => phase === 'opening' && Date.parse(since) >= restedAt);
  return now.getTime() >= restedAt && !isTriedNow;
}

/** Whether a leg ended because of its vendor, and not because no human came. */
export const isVendorFailure = (reason: string): boolean =>
  reason === notOpenedInTime || reason.startsWith('forward-failed') || /^desk-(?!closed-unanswered)/.test(reason);

/** The vendor did not make the chat within the time of the step. */
export const notOpenedInTime = 'not-opened-in-time';
