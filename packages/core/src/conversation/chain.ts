import { findNextOpening, isOpenAt } from '../calendar/business-calendar.ts';
import type { ChainSettings, SkippedStep, SkipReason } from './chain-settings.ts';
import { isTripped, mayTry } from './circuit-breaker.ts';
import type { TurnBuilder } from './turn.ts';

export type ChosenStep = { position: number; desk: string };

/** The next desk of the chain that can be asked now, and those before it that cannot; null when none is left. */
export function chooseStep(
  turn: TurnBuilder,
  chain: readonly string[],
  from: number,
): { step: ChosenStep | null; skipped: SkippedStep[] } {
  const skipped: SkippedStep[] = [];
  for (const [position, desk] of chain.entries()) {
    if (position < from) continue;
    const reason = findReasonToSkip(turn, desk);
    if (reason === null) return { step: { position, desk }, skipped };
    skipped.push({ desk, reason });
  }
  return { step: null, skipped };
}

export const acceptMsOf = ({ settings }: TurnBuilder, desk: string): number =>
  settings.chain.steps[desk]?.acceptMs ?? settings.acceptTimeoutMs;

/** When the first of the desks that were closed opens again; null when none of them does, or none was closed. */
export function findOpening({ settings, context }: TurnBuilder, skipped: readonly SkippedStep[]): Date | null {
  const openings = skipped.flatMap(({ desk, reason }) => {
    const calendar = reason === 'closed' ? settings.chain.calendars[calendarName(settings.chain, desk)] : undefined;
    const opening = calendar === undefined ? null : findNextOpening(calendar, context.now);
    return opening === null ? [] : [opening];
  });
  return openings.sort((left, right) => left.getTime() - right.getTime())[0] ?? null;
}

/** The zone in which customers are told times: that of the desk's calendar, or of any; UTC without one. */
export function findZone({ chain }: { chain: ChainSettings }, desk: string | null = null): string {
  const own = desk === null ? undefined : chain.calendars[calendarName(chain, desk)];
  return (own ?? Object.values(chain.calendars)[0])?.zone ?? 'UTC';
}

const calendarName = ({ steps }: ChainSettings, desk: string): string => steps[desk]?.calendar ?? '';

function findReasonToSkip(turn: TurnBuilder, desk: string): SkipReason | null {
  const { context, channel, settings } = turn;
  if (context.desks[desk] === undefined) return 'not-configured';
  if (desk !== channel.forwardDesk && !channel.isPolled && !channel.canPush) return 'not-reachable';
  const step = settings.chain.steps[desk];
  if (step === undefined) return null;
  const calendar = settings.chain.calendars[step.calendar ?? ''];
  if (calendar !== undefined && !isOpenAt(calendar, context.now)) return 'closed';
  if (step.chatsMax === null && step.breaker === null) return null;
  const load = turn.deskLoad(desk);
  if (step.chatsMax !== null && load.live.length >= step.chatsMax) return 'full';
  if (step.breaker === null || !isTripped(step.breaker, load)) return null;
  return mayTry(step.breaker, load, context.now) ? null : 'failing';
}
