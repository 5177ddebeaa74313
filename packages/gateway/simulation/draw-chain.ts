import { type BotSettings, type BusinessCalendar, plainChain } from '@baton/core';
import type { Random } from './random.ts';

const days = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
const closed: BusinessCalendar = { zone: 'Europe/Berlin', days, holidays: [] };

const breaker = { failures: 2, windowMs: 600_000, restMs: 60_000 };

/** What a story's installation asks of its desks; half of them ask nothing. Looks at tickets are few, so that a story comes to rest. */
export function drawChain(random: Random, desks: readonly string[]): Pick<BotSettings, 'chain' | 'ticketLooks'> {
  const ticketLooks = [{ everyMs: 40_000, times: 3 }];
  if (random.chance(0.5)) return { chain: plainChain, ticketLooks };
  const steps = desks.map((desk) => {
    const step = {
      acceptMs: random.chance(0.3) ? 20_000 : null,
      calendar: random.chance(0.2) ? 'closed' : null,
      chatsMax: random.chance(0.3) ? 1 : null,
      silentMs: null,
      breaker: random.chance(0.5) ? breaker : null,
    };
    return [desk, step] as const;
  });
  const chain = {
    ...plainChain,
    steps: Object.fromEntries(steps),
    calendars: { closed },
    callback: random.chance(0.4) ? ('last-step' as const) : ('none' as const),
  };
  return { chain, ticketLooks };
}
