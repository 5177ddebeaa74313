import { z } from 'zod';
import { businessCalendarSchema, findNextOpening, isOpenAt } from '../calendar/business-calendar.ts';
import { isTripped, mayTry } from './circuit-breaker.ts';
import type { TurnBuilder } from './turn.ts';

const durationMs = z.int().nonnegative();

const deskStep = z.object({
  /** How long this desk may let a customer wait; null: as long as `acceptTimeoutMs` says. */
  acceptMs: durationMs.nullable(),
  /** Name of the calendar it keeps; null: always open. */
  calendar: z.string().nullable(),
  /** Chats of ours that may ring or go on there at once; null: any number. */
  chatsMax: z.int().positive().nullable(),
  /** After so many failures of the vendor within the window the desk is left out for the rest; null: never. */
  breaker: z.object({ failures: z.int().positive(), windowMs: durationMs, restMs: durationMs }).nullable(),
});

/** What an installation asks of the chain besides its order. */
export const chainSettingsSchema = z.object({
  /** By the name of the desk; one without an entry is always open, takes any number and is always tried. */
  steps: z.record(z.string(), deskStep),
  calendars: z.record(z.string(), businessCalendarSchema),
  /** A customer who writes again within this time after a human ended the chat goes back to that desk; 0: to the bot. */
  reopenMs: durationMs,
  /** How often a customer who waits is told when the place in the queue has changed; 0: never. */
  queueNewsMs: durationMs,
});

export type ChainSettings = z.output<typeof chainSettingsSchema>;
export type DeskStep = z.output<typeof deskStep>;

export const plainChain: ChainSettings = { steps: {}, calendars: {}, reopenMs: 0, queueNewsMs: 15_000 };

/** How it goes at one desk now, over all conversations. */
export type DeskLoad = {
  /** Chats of ours that ring or go on there. `since`: when each began to (ISO). */
  live: { legKey: string; phase: 'opening' | 'waiting' | 'connected'; since: string }[];
  /** How long customers waited there for a human lately, in milliseconds, newest first. */
  answerMs: number[];
  /** When its vendor failed since it last took a chat (ISO), newest first. */
  failures: string[];
};

export const calmLoad: DeskLoad = { live: [], answerMs: [], failures: [] };

/** Why a desk of the chain was left out. */
export type SkipReason = 'not-configured' | 'not-reachable' | 'closed' | 'full' | 'failing';
export type SkippedStep = { desk: string; reason: SkipReason };

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
