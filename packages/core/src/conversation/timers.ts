import { z } from 'zod';

/** Something that is to be looked at again at a later time. A timer re-reads the state: one that comes too late changes nothing. */
export const timerSchema = z.discriminatedUnion('name', [
  /** A desk had its time to accept a chat. */
  z.object({ name: z.literal('handoff-accept'), legKey: z.string() }),
  /** A customer who waits may have another place in the queue. */
  z.object({ name: z.literal('queue-look'), legKey: z.string() }),
  /** A human who is connected has been silent for long. */
  z.object({ name: z.literal('desk-silence'), legKey: z.string(), sinceSeq: z.number() }),
  /** A customer has waited for a word of the connected human since this message. */
  z.object({ name: z.literal('agent-silent'), legKey: z.string(), sinceSeq: z.number() }),
  /** A customer was asked something about a call; `askedSeq` is the number of the last message then. */
  z.object({ name: z.literal('callback-unanswered'), askedSeq: z.number() }),
  /** The operator left a chat, and nobody had taken it when this message was the last. */
  z.object({ name: z.literal('desk-unattended'), legKey: z.string(), sinceSeq: z.number() }),
  /** Words of a turn may still not have been fetched. */
  z.object({ name: z.literal('unheard'), fromSeq: z.number(), toSeq: z.number() }),
  /** The ticket system had its time to make a ticket. */
  z.object({ name: z.literal('ticket-late'), caseKey: z.string() }),
  /** A ticket's agents may have answered; `look` counts the looks. */
  z.object({ name: z.literal('ticket-look'), ticketId: z.string(), look: z.number() }),
  /** A step of a workflow asked to be woken; `visit` is the stay at it that did. */
  z.object({ name: z.literal('workflow-step'), run: z.string(), visit: z.number() }),
]);

export type Timer = z.output<typeof timerSchema>;

export type DecidedTimer = { key: string; timer: Timer; delayMs: number };
