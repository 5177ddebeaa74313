import { z } from 'zod';
import { businessCalendarSchema } from '../calendar/business-calendar.ts';

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
  /** After this time without an answer of the human who has the chat it is taken back; 0: never; null: as long as is usual. */
  silentMs: durationMs.nullable().default(null),
});

/** What an installation asks of the chain besides its order. */
export const chainSettingsSchema = z.object({
  /** By the name of the desk; one without an entry is always open, takes any number and is always tried. */
  steps: z.record(z.string(), deskStep),
  calendars: z.record(z.string(), businessCalendarSchema),
  /** Whether customers can be called: as they ask for it, and as the last step of the chain before the ticket. */
  callback: z.enum(['none', 'on-request', 'last-step']).default('none'),
  /** Name of the calendar in which calls are made; null: at any hour. */
  callbackCalendar: z.string().nullable().default(null),
  /** A customer who writes again within this time after a human ended the chat goes back to that desk; 0: to the bot. */
  reopenMs: durationMs,
  /** How often a customer who waits is told when the place in the queue has changed; 0: never. */
  queueNewsMs: durationMs,
});

export type ChainSettings = z.output<typeof chainSettingsSchema>;
export type DeskStep = z.output<typeof deskStep>;

export const plainChain: ChainSettings = {
  steps: {},
  calendars: {},
  callback: 'none',
  callbackCalendar: null,
  reopenMs: 0,
  queueNewsMs: 15_000,
};

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
