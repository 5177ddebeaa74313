import { type DeskEvent, type ParsedDelivery, readEventTime } from '@baton/core';
import type { AppEvent, ChannelEvent, ChannelMessage, HubSpotEvent, UnreadableEvent } from './parse.ts';

const hubSpot = 'hubspot';

/** Whose events count: one app, in one account. Null: not configured, and nothing counts. */
export type HubSpotOwner = { portalId: string | null; appId: string | null };

/** What an event asks for, and what it is recognised by (contract hubspot §8, §9). */
export function toDelivery(event: HubSpotEvent, owner: HubSpotOwner): ParsedDelivery {
  switch (event.type) {
    case 'channel':
      return toChannelDelivery(event, owner);
    case 'app':
      return toAppDelivery(event, owner);
    case 'unreadable':
      return toUnreadable(event);
    default:
      return event satisfies never;
  }
}

const toUnreadable = ({ position }: UnreadableEvent): ParsedDelivery => ({
  key: null,
  lane: [hubSpot, 'unreadable'],
  kind: 'hubspot-unreadable',
  isRepeatable: true,
  redacted: { type: 'hubspot-unreadable', position },
  intent: {
    type: 'desk-event',
    desk: hubSpot,
    reference: '0',
    at: null,
    event: { type: 'noted', name: 'unreadable' },
  },
  answer: 'received',
  requestId: null,
});

function toChannelDelivery(event: ChannelEvent, owner: HubSpotOwner): ParsedDelivery {
  const { name, portalId, channelId, eventId, message, at } = event;
  const reference = message?.threadId ?? channelId ?? portalId;
  // One message is one delivery, whatever HubSpot calls the event that tells of it.
  const mark = message?.id ?? eventId ?? at;
  return {
    key: mark === null ? null : ['hubspot-channel', portalId, name, mark],
    lane: [hubSpot, reference],
    kind: 'hubspot-channel',
    isRepeatable: true,
    redacted: {
      type: 'hubspot-channel',
      textLength: message?.text.length ?? 0,
      attachmentCount: message?.attachments.length ?? 0,
      event: name,
      portalId,
      channelId,
      eventId,
      messageId: message?.id ?? null,
      threadId: message?.threadId ?? null,
    },
    intent: {
      type: 'desk-event',
      desk: hubSpot,
      reference,
      at: readEventTime(at),
      event: portalId === owner.portalId ? toSaid(event, owner) : foreign,
    },
    answer: 'received',
    requestId: null,
  };
}

function toAppDelivery(event: AppEvent, owner: HubSpotOwner): ParsedDelivery {
  const { name, portalId, objectId, occurredAt, property, messageId, changeSource } = event;
  return {
    key: ['hubspot-app', portalId, name, objectId, occurredAt, property ?? messageId ?? ''],
    lane: [hubSpot, objectId],
    kind: 'hubspot-app',
    isRepeatable: true,
    redacted: { type: 'hubspot-app', event: name, portalId, objectId, occurredAt, property, messageId, changeSource },
    intent: {
      type: 'desk-event',
      desk: hubSpot,
      reference: objectId,
      at: readEventTime(occurredAt),
      event: portalId === owner.portalId ? toChange(event) : foreign,
    },
    answer: 'received',
    requestId: null,
  };
}

/** Of another account that has the same app. */
const foreign: DeskEvent = { type: 'noted', name: 'other-account' };

/** A name is not in the event; it is asked for by the id. */
const unnamedAgent = 'Agent';
const toAgent = (actorId: string) => ({ id: actorId, name: unnamedAgent });

/** Only agents are humans; a bot, a workflow or another integration that writes into the thread is none (contract hubspot §7). */
const isHuman = (actorId: string | null): actorId is string => actorId?.startsWith('A-') === true;

function toSaid({ name, message }: ChannelEvent, { appId }: HubSpotOwner): DeskEvent {
  const noted: DeskEvent = { type: 'noted', name };
  if (name !== 'OUTGOING_CHANNEL_MESSAGE_CREATED' || message === null) return noted;
  if (isEcho(message, appId) || !isHuman(message.sender)) return noted;
  const { id: messageId, sender, text, attachments } = message;
  if (text.trim() === '' && attachments.length === 0) return noted;
  return { type: 'agent-said', agent: toAgent(sender), text, attachments, messageId };
}

/** What our own app published comes back as an event. */
const isEcho = ({ isIntegration, appId: from }: ChannelMessage, appId: string | null): boolean =>
  isIntegration && (from === null || from === appId);

function toChange({ name, property, value, changeSource }: AppEvent): DeskEvent {
  switch (name) {
    case 'conversation.propertyChange':
      return toPropertyChange({ property, value, changeSource });
    // The thread was archived, or purged.
    case 'conversation.deletion':
    case 'conversation.privacyDeletion':
      return { type: 'completed', endedBy: null };
    default:
      return { type: 'noted', name };
  }
}

type Change = Pick<AppEvent, 'property' | 'value' | 'changeSource'>;

function toPropertyChange({ property, value, changeSource }: Change): DeskEvent {
  if (property === 'assignedTo') {
    if (value === null) return { type: 'agent-assigned', agent: null };
    // A rule or a workflow that gives the chat to somebody does not make them be there: they come with their first word.
    if (isHuman(value) && changeSource !== 'USER') return { type: 'noted', name: 'assigned-automatically' };
    return isHuman(value)
      ? { type: 'agent-assigned', agent: toAgent(value) }
      : { type: 'noted', name: 'assigned-to-nobody-human' };
  }
  if (property === 'status' && value === 'CLOSED')
    return { type: 'completed', endedBy: changeSource === 'USER' ? 'agent' : null };
  if (property === 'status' && value === 'OPEN') return { type: 'reopened' };
  return { type: 'noted', name: `conversation.${property ?? 'propertyChange'}` };
}
