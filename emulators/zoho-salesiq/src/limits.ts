import type { EmulatorHost, EmulatorReply, Entry } from '@baton/emulator-kit';
import type { Plan } from './settings.ts';

/** Calls per minute and day of each plan (seed 004, Rate Limits). */
const limits: Record<Exclude<Plan, 'off'>, { perMinute: number; perDay: number }> = {
  free: { perMinute: 10, perDay: 1_000 },
  basic: { perMinute: 20, perDay: 5_000 },
  professional: { perMinute: 50, perDay: 20_000 },
  enterprise: { perMinute: 100, perDay: 50_000 },
};
const concurrentMax = 10;
const minuteMs = 60_000;
const dayMs = 86_400_000;

/** How a family of paths says no, and whether it tells the budget in headers. */
export type LimitStyle = { refuse(): EmulatorReply; hasHeaders: boolean };
export type Limits = { enter(style: LimitStyle): Entry };

type Portal = { host: EmulatorHost; now(): number; settings(): { plan: Plan } };

/**
 * The limits of the plan that is switched on, for all paths of the portal together: calls per minute and per day, in windows of the
 * emulator's clock, and calls at the same time. Counted in memory; a reset forgets it. Off by default (salesiq.md §1.5).
 */
export function createLimits(portal: Portal): Limits {
  const { host } = portal;
  const counts = { minute: windowOf(minuteMs), day: windowOf(dayMs), running: 0 };
  const forget = (): void => {
    counts.minute.count = 0;
    counts.day.count = 0;
  };
  host.onReset(forget);
  host.onRestore(forget);
  return {
    enter: ({ refuse, hasHeaders }) => {
      const { plan } = portal.settings();
      if (plan === 'off') return { refused: null, headers: {}, leave: () => undefined };
      const { perMinute, perDay } = limits[plan];
      const now = portal.now();
      roll(counts.minute, now);
      roll(counts.day, now);
      const isDaySpent = counts.day.count >= perDay;
      const isRefused = counts.minute.count >= perMinute || isDaySpent || counts.running >= concurrentMax;
      if (!isRefused) {
        counts.minute.count += 1;
        counts.day.count += 1;
        counts.running += 1;
      }
      const left = Math.max(0, Math.min(perMinute - counts.minute.count, perDay - counts.day.count));
      const resetAt = (isDaySpent ? counts.day : counts.minute).endsAt;
      const headers = {
        'x-ratelimit-limit': String(perMinute),
        'x-ratelimit-remaining': String(left),
        'x-ratelimit-reset': String(Math.ceil(resetAt / 1_000)),
      };
      return {
        refused: isRefused ? refuse() : null,
        headers: hasHeaders ? headers : {},
        leave: () => {
          if (!isRefused) counts.running -= 1;
        },
      };
    },
  };
}

type Window = { lengthMs: number; endsAt: number; count: number };

const windowOf = (lengthMs: number): Window => ({ lengthMs, endsAt: 0, count: 0 });

/** A window that is over, or lies in the future after the clock was put back, starts anew. */
function roll(window: Window, now: number): void {
  const endsAt = (Math.floor(now / window.lengthMs) + 1) * window.lengthMs;
  if (endsAt === window.endsAt) return;
  window.endsAt = endsAt;
  window.count = 0;
}
