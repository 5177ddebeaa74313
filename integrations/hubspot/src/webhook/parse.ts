import {
  AppError,
  type Attachment,
  childObject,
  createFieldReader,
  isJsonObject,
  type Json,
  type JsonObject,
} from '@baton/core';
import { parseJson } from '@baton/http-kit';
import { toFileAddress } from '../file-address.ts';

/** One thing that HubSpot tells, in its own terms. */
export type HubSpotEvent = ChannelEvent | AppEvent | UnreadableEvent;

/** One of a batch that is not as it should be; the others count all the same. */
export type UnreadableEvent = { type: 'unreadable'; position: number };

/** Of the channel's own address (contract hubspot §8); `message` null for what is about an account. */
export type ChannelEvent = {
  type: 'channel';
  name: string;
  portalId: string;
  channelId: string | null;
  eventId: string | null;
  at: string | null;
  message: ChannelMessage | null;
};

export type ChannelMessage = {
  id: string;
  threadId: string;
  /** Actor; only `A-…` is a human. */
  sender: string | null;
  /** Of the integration that published it; null for what was written in HubSpot. */
  appId: string | null;
  isIntegration: boolean;
  text: string;
  attachments: Attachment[];
};

/** Of the app's address (contract hubspot §9); about any object of the account, threads of others included. */
export type AppEvent = {
  type: 'app';
  name: string;
  portalId: string;
  objectId: string;
  occurredAt: string;
  property: string | null;
  value: string | null;
  messageId: string | null;
  changeSource: string | null;
};

const { malformed, jsonObject, optionalId, optionalName, optionalText, requiredId } =
  createFieldReader('docs/contracts/hubspot.md');

/** HubSpot sends 100 at most. */
const eventsMax = 1_000;

/**
 * An object is an event of the channel, a list holds events of the app; either may come as the other. One of a list that cannot be read does
 * not take the others along.
 * @throws AppError `delivery-malformed`
 */
export function parseHubSpot(rawBody: Uint8Array): [HubSpotEvent, ...HubSpotEvent[]] {
  const body = jsonObject(rawBody, (text) => {
    const value = parseJson(text);
    return Array.isArray(value) ? { [listKey]: value } : value;
  });
  const items = body[listKey];
  if (!Array.isArray(items)) return [parseEvent(body)];
  if (items.length > eventsMax) throw malformed('body', `must hold at most ${eventsMax} events`);
  const [first, ...rest] = items.map(readItem);
  if (first === undefined) throw malformed('body', 'must hold an event');
  return [first, ...rest];
}

/** No name of a member that HubSpot uses. */
const listKey = '[]';

function readItem(item: Json, position: number): HubSpotEvent {
  try {
    if (!isJsonObject(item)) return { type: 'unreadable', position };
    return parseEvent(item);
  } catch (error) {
    if (error instanceof AppError && error.code === 'delivery-malformed') return { type: 'unreadable', position };
    throw error;
  }
}

function parseEvent(item: JsonObject): HubSpotEvent {
  // Older documents call it eventType.
  const kind = optionalId(item['subscriptionType'] ?? item['eventType'], 'subscriptionType');
  if (kind !== null) return parseAppEvent(item, kind);
  const name = requiredId(item['type'], 'type');
  const message = item['message'];
  return {
    type: 'channel',
    name,
    portalId: requiredId(item['portalId'], 'portalId'),
    channelId: optionalId(item['channelId'], 'channelId'),
    eventId: optionalId(item['eventId'], 'eventId'),
    at: optionalId(item['eventTimestamp'], 'eventTimestamp'),
    message: isJsonObject(message) ? parseMessage(message) : null,
  };
}

const parseAppEvent = (item: JsonObject, name: string): AppEvent => ({
  type: 'app',
  name,
  portalId: requiredId(item['portalId'], 'portalId'),
  objectId: requiredId(item['objectId'], 'objectId'),
  occurredAt: optionalId(item['occurredAt'], 'occurredAt') ?? '0',
  property: optionalId(item['propertyName'], 'propertyName'),
  value: optionalName(item['propertyValue'], 'propertyValue'),
  messageId: optionalId(item['messageId'], 'messageId'),
  changeSource: optionalId(item['changeSource'], 'changeSource'),
});

function parseMessage(message: JsonObject): ChannelMessage {
  const client = childObject(message, 'client');
  const senders = message['senders'];
  const [first] = Array.isArray(senders) ? senders.filter(isJsonObject) : [];
  const richText = optionalText(message['richText'], 'message.richText') ?? '';
  return {
    id: requiredId(message['id'], 'message.id'),
    threadId: requiredId(message['conversationsThreadId'], 'message.conversationsThreadId'),
    sender:
      optionalId(first?.['actorId'], 'message.senders.actorId') ??
      optionalId(message['createdBy'], 'message.createdBy'),
    appId: optionalId(client['integrationAppId'], 'message.client.integrationAppId'),
    isIntegration: client['clientType'] === 'INTEGRATION',
    text: optionalText(message['text'], 'message.text') ?? '',
    attachments: [...readFiles(message['attachments']), ...readInlineImages(richText)].slice(0, attachmentsMax),
  };
}

/** More files than a person sends with one message. */
const attachmentsMax = 20;

/** A place, a card or a kind of its own is told by its kind, so that the customer learns that something was sent. */
function readFiles(attachments: Json | undefined): Attachment[] {
  const items = Array.isArray(attachments) ? attachments.filter(isJsonObject) : [];
  return items.slice(0, attachmentsMax).map((item) => {
    const kind = optionalId(item['type'], 'message.attachments.type') ?? 'FILE';
    const fileId = optionalId(item['fileId'], 'message.attachments.fileId');
    const url = optionalText(item['url'], 'message.attachments.url') || null;
    const fallback = kind === 'FILE' ? 'file' : kind.toLowerCase().replaceAll('_', ' ');
    return {
      name: optionalName(item['name'], 'message.attachments.name') ?? fallback,
      contentType: null,
      sizeBytes: null,
      address: fileId === null ? url : toFileAddress(fileId),
    };
  });
}

/** Images that were put into the text stand nowhere else. */
function readInlineImages(richText: string): Attachment[] {
  const sources = [...richText.matchAll(/<img\b[^>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)];
  return sources.slice(0, attachmentsMax).flatMap(([, double, single]) => {
    const address = (double ?? single ?? '').replaceAll('&amp;', '&');
    if (address === '' || address.startsWith('data:')) return [];
    return [{ name: nameOf(address), contentType: null, sizeBytes: null, address }];
  });
}

function nameOf(address: string): string {
  const last = URL.canParse(address) ? new URL(address).pathname.split('/').at(-1) : '';
  return last === undefined || last === '' || last.length > 100 ? 'image' : last;
}
