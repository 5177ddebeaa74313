import type { ConversationCommand, ConversationState, Intent } from '@baton/core';

type DeskEventIntent = Extract<Intent, { type: 'desk-event' }>;

/** Where an intent belongs and what it asks of the core. The one place that knows both sides. */
export type Routed =
  /** The channel's own conversation, made when it does not exist yet. `command` null: there is nothing to decide. */
  | { type: 'chat'; channel: string; chatId: string; command: ConversationCommand | null }
  /** The conversation that this chat at a desk belongs to, be it forwarded or linked. */
  | { type: 'desk'; desk: string; reference: string; intent: DeskEventIntent }
  /** Needs no conversation. */
  | { type: 'none' }
  /** A feature of its own that does not exist yet. */
  | { type: 'unsupported' };

/** Translates an intent into a command of the core. */
export function routeIntent(intent: Intent): Routed {
  switch (intent.type) {
    case 'customer-said': {
      const { channel, chatId, profile } = intent;
      const attachments = intent.attachmentNames.map((name) => `[attachment: ${name}]`);
      const text = [intent.text, ...attachments].filter((part) => part !== '').join('\n');
      return { type: 'chat', channel, chatId, command: { type: 'receive-customer-message', text, profile } };
    }
    case 'customer-listens':
      return { type: 'chat', channel: intent.channel, chatId: intent.chatId, command: null };
    case 'forward-failed': {
      const { channel, chatId, cause } = intent;
      return { type: 'chat', channel, chatId, command: { type: 'report-forward-failure', cause } };
    }
    case 'customer-arrived':
      return { type: 'none' };
    case 'desk-event':
      return { type: 'desk', desk: intent.desk, reference: intent.reference, intent };
    case 'ticket-changed':
    case 'approval-answered':
      return { type: 'unsupported' };
    default:
      return intent satisfies never;
  }
}

/** `isOwnChat`: the desk's chat is the customer's own, handed over by the channel's vendor; else one that we opened. */
type DeskSide = { isOwnChat: boolean; state: ConversationState };

/** The command for an event at a desk; null for one that says nothing new. */
export function toDeskCommand({ event }: DeskEventIntent, { isOwnChat, state }: DeskSide): ConversationCommand | null {
  switch (event.type) {
    case 'agent-joined':
      return { type: 'record-agent-joined', agentName: event.agentName };
    case 'agent-said':
      return { type: 'record-agent-message', agentName: event.agentName, text: event.text };
    case 'customer-said':
      // In a chat that we opened these are our own words. In the customer's own the bot heard them itself while it had the baton.
      if (!isOwnChat) return { type: 'note-desk-event', event: 'echo' };
      return state.baton.holder === 'bot' ? null : { type: 'record-customer-echo', text: event.text };
    case 'completed':
      return { type: 'record-desk-completed', endedBy: event.endedBy === 'customer' ? 'visitor' : event.endedBy };
    case 'missed':
      return { type: 'record-desk-missed' };
    case 'noted':
      return { type: 'note-desk-event', event: event.name };
    default:
      return event satisfies never;
  }
}
