import { type ConversationCommand, type ConversationId, conversationId, type Intent, timerSchema } from '@baton/core';
import { z } from 'zod';
import type { Caller } from './chat-claim.ts';

/** Where an intent belongs and what it asks of the core. The one place that knows both sides. */
export type Routed =
  /** The channel's own conversation, made when it does not exist yet. `command` null: there is nothing to decide. */
  | { type: 'chat'; channel: string; chatId: string; caller: Caller; command: ConversationCommand | null }
  /** The conversation that this chat at a desk belongs to, be it forwarded or linked. */
  | { type: 'desk'; desk: string; reference: string; command: ConversationCommand }
  /** The conversation that this ticket was made in. */
  | { type: 'ticket'; ticketId: string; command: ConversationCommand }
  /** A conversation by our own id. */
  | { type: 'conversation'; id: ConversationId; command: ConversationCommand }
  /** Needs no conversation. */
  | { type: 'none' }
  /** A feature of its own that does not exist yet. */
  | { type: 'unsupported' };

/** Asks for nothing, or is the vendor's own. */
const vendor: Caller = { claim: null, visitorId: null };

/** Translates an intent into a command of the core. */
export function routeIntent(intent: Intent): Routed {
  switch (intent.type) {
    case 'customer-said': {
      const { channel, chatId, profile, claim } = intent;
      const caller = { claim, visitorId: profile.visitorId };
      const { text, attachments } = intent;
      const command = { type: 'receive-customer-message' as const, text, attachments, profile };
      return { type: 'chat', channel, chatId, caller, command };
    }
    case 'customer-listens':
      return { type: 'chat', channel: intent.channel, chatId: intent.chatId, caller: vendor, command: null };
    case 'forward-failed': {
      const { channel, chatId, cause } = intent;
      return { type: 'chat', channel, chatId, caller: vendor, command: { type: 'report-forward-failure', cause } };
    }
    case 'human-wanted': {
      const { channel, chatId, profile, history, title, lines, desks } = intent;
      const command = { type: 'start-elsewhere', profile, history, title, lines, desks } as const;
      return { type: 'chat', channel, chatId, caller: vendor, command };
    }
    case 'bot-said': {
      const { channel, chatId, text } = intent;
      return { type: 'chat', channel, chatId, caller: vendor, command: { type: 'note-bot-words', text } };
    }
    case 'human-unwanted': {
      const { channel, chatId } = intent;
      return { type: 'chat', channel, chatId, caller: vendor, command: { type: 'end-elsewhere' } };
    }
    case 'customer-arrived':
      return { type: 'none' };
    case 'desk-event': {
      const { desk, reference, at, event } = intent;
      return { type: 'desk', desk, reference, command: { type: 'receive-desk-event', desk, reference, at, event } };
    }
    case 'ticket-changed': {
      const { ticketId, change } = intent;
      return change === 'other'
        ? { type: 'none' }
        : { type: 'ticket', ticketId, command: { type: 'look-at-ticket', ticketId } };
    }
    case 'approval-answered':
      return { type: 'unsupported' };
    default:
      return intent satisfies never;
  }
}

const dueTimer = z.object({ name: z.string(), data: z.record(z.string(), z.unknown()), conversationId: z.string() });

/** What a timer that has come due asks; null when it is of no kind that this version knows. */
export function routeTimer(due: unknown): Routed | null {
  const read = dueTimer.safeParse(due);
  if (!read.success) return null;
  const { name, data, conversationId: id } = read.data;
  const timer = timerSchema.safeParse({ name, ...data });
  if (!timer.success) return null;
  return { type: 'conversation', id: conversationId(id), command: { type: 'fire-timer', timer: timer.data } };
}
