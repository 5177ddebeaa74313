import type { ConversationCommand } from '@baton/core';
import type { Inbound } from '../inbound/parse.ts';

/** Where an inbound request belongs and what it asks. `isNew`: the conversation is made when it does not exist yet. */
export type Routed = {
  find: { channel: 'flat' | 'salesiq'; chatId: string };
  canCreate: boolean;
  /** The command for the channel's own conversation, null for nothing to do. */
  command: ConversationCommand | null;
  /** The command when the chat is the desk side of a conversation on another channel. */
  deskCommand: ConversationCommand | null;
};

type SalesIqEvent = Extract<Inbound, { type: 'salesiq-event' }>;
type SeedEvent = Extract<Inbound, { type: 'seed-event' }>;
type Zobot = Extract<Inbound, { type: 'zobot' }>;

/** Translates a parsed request into commands of the core. */
export function toCommands(inbound: Inbound): Routed {
  switch (inbound.type) {
    case 'flat': {
      const text = inbound.text;
      const command: ConversationCommand | null =
        text.trim() === '' ? null : { type: 'receive-customer-message', text, profile: inbound.profile };
      return { find: { channel: 'flat', chatId: inbound.chatId }, canCreate: true, command, deskCommand: null };
    }
    case 'zobot':
      return routeZobot(inbound);
    case 'salesiq-event': {
      const command = toDeskCommand(inbound);
      return {
        find: { channel: 'salesiq', chatId: inbound.entityId },
        canCreate: false,
        command,
        deskCommand: withoutEcho(command),
      };
    }
    case 'seed-event': {
      const command = toSeedCommand(inbound);
      return {
        find: { channel: 'salesiq', chatId: inbound.chatId },
        canCreate: false,
        command,
        deskCommand: withoutEcho(command),
      };
    }
    default:
      return inbound satisfies never;
  }
}

function routeZobot(inbound: Zobot): Routed {
  const find = { channel: 'salesiq' as const, chatId: inbound.chatId ?? '' };
  const base = { find, canCreate: inbound.chatId !== null, deskCommand: null };
  if (inbound.handler === 'trigger') return { ...base, canCreate: false, command: null };
  if (inbound.handler === 'failure') {
    return { ...base, command: { type: 'report-forward-failure', cause: inbound.cause ?? 'unknown' } };
  }
  const attachments = inbound.attachmentNames.map((name) => `[attachment: ${name}]`);
  const text = [inbound.text, ...attachments].filter((part) => part !== '').join('\n');
  return { ...base, command: { type: 'receive-customer-message', text, profile: inbound.profile } };
}

/** At the desk side our own words come back as visitor messages; they are not new. */
function withoutEcho(command: ConversationCommand): ConversationCommand {
  return command.type === 'record-customer-echo' ? { type: 'note-desk-event', event: 'echo' } : command;
}

function toDeskCommand(inbound: SalesIqEvent): ConversationCommand {
  const note: ConversationCommand = { type: 'note-desk-event', event: inbound.event };
  const agentName = inbound.agent?.name ?? 'Agent';
  const isBot = inbound.agent?.isBot === true || inbound.senderType === 'bot';
  switch (inbound.event) {
    case 'conversation.attender.updated':
    case 'conversation.transfer.accepted':
      return isBot ? note : { type: 'record-agent-joined', agentName };
    case 'conversation.operator.replied':
      return isBot || inbound.text === null ? note : { type: 'record-agent-message', agentName, text: inbound.text };
    case 'conversation.visitor.replied':
      return inbound.text === null ? note : { type: 'record-customer-echo', text: inbound.text };
    case 'conversation.completed':
      return { type: 'record-desk-completed', endedBy: inbound.endedBy };
    case 'conversation.missed':
      return { type: 'record-desk-missed' };
    default:
      return note;
  }
}

function toSeedCommand(inbound: SeedEvent): ConversationCommand {
  const note: ConversationCommand = { type: 'note-desk-event', event: inbound.event };
  const agentName = inbound.operatorName ?? 'Agent';
  switch (inbound.event) {
    case 'message.received':
      if (inbound.text === null) return note;
      return inbound.senderType === 'operator'
        ? { type: 'record-agent-message', agentName, text: inbound.text }
        : { type: 'record-customer-echo', text: inbound.text };
    case 'chat.started':
      return inbound.operatorName === null ? note : { type: 'record-agent-joined', agentName };
    case 'chat.ended':
      return { type: 'record-desk-completed', endedBy: inbound.endedBy };
    case 'chat.missed':
      return { type: 'record-desk-missed' };
    default:
      return note;
  }
}
