import {
  AppError,
  type Attachment,
  type CustomerProfile,
  childObject,
  createFieldReader,
  isJsonObject,
  isMailAddress,
  type Json,
  type JsonObject,
} from '@baton/core';
import { parseJson } from '@baton/http-kit';
import type { SalesIqProof } from './verify.ts';

/** A request of SalesIQ or of a sender in the style of seed 004, in the vendor's own terms. */
export type SalesIqRequest = ZobotCall | SalesIqEvent | SeedEvent;

export type ZobotHandler = 'trigger' | 'message' | 'context' | 'failure';

/** A call of the bot platform (contract salesiq §5.2); the chat id is null only for a trigger without one. */
export type ZobotCall = {
  type: 'zobot';
  handler: ZobotHandler;
  requestId: string;
  chatId: string | null;
  profile: CustomerProfile;
  text: string;
  attachments: Attachment[];
  cause: string | null;
};

/** An event webhook (contract salesiq §4.2); `event` is `unknown` for a bare entity. */
export type SalesIqEvent = {
  type: 'salesiq-event';
  event: string;
  entityId: string;
  /** Milliseconds since 1970 in digits; `0` when the event holds no time. */
  eventTime: string;
  webhookId: string | null;
  agent: { id: string | null; name: string; isBot: boolean } | null;
  attachments: Attachment[];
  /** Who a transfer goes to, by name; null when it is no transfer or the event does not say. */
  transferTo: string | null;
  text: string | null;
  messageId: string | null;
  senderType: 'operator' | 'visitor' | 'bot' | null;
  endedBy: string | null;
};

/** An event in the style of seed 004. */
export type SeedEvent = {
  type: 'seed-event';
  event: string;
  chatId: string;
  timestamp: string;
  text: string | null;
  messageId: string | null;
  senderType: string | null;
  operatorName: string | null;
  endedBy: string | null;
};

const { malformed, jsonObject, optionalId, optionalName, optionalText, requiredId } =
  createFieldReader('docs/contracts/salesiq.md');

/**
 * Tells the shapes apart by structure, in the order of contract salesiq §9.2, and decodes one. `covers` must be the proof of that shape.
 * @throws AppError `delivery-malformed`, `signature-invalid`
 */
export function parseSalesIq(rawBody: Uint8Array, covers: string): SalesIqRequest {
  const body = jsonObject(rawBody, parseJson);
  const request = parseShape(body, covers);
  const needed: SalesIqProof = request?.type === 'seed-event' ? 'hmac' : 'rsa';
  if (request === null || covers !== needed)
    throw new AppError(
      'signature-invalid',
      `The signature is right, and it is not the one that a body of this shape needs. Look at what the sender at this address is set to send.`,
    );
  return request;
}

/** Null for a body in the shape of another sender. */
function parseShape(body: JsonObject, covers: string): SalesIqRequest | null {
  if (typeof body['handler'] === 'string') return parseZobot(body, body['handler']);
  if ('event' in body && isJsonObject(body['entity'])) return parseEvent(body, body['entity']);
  if ('event' in body && isJsonObject(body['data'])) return parseSeedEvent(body, body['data']);
  if ('chat_id' in body || typeof body['message'] === 'string') return null;
  if (covers === 'rsa' && 'id' in body) return parseEvent({}, body);
  throw malformed('handler | event | chat_id', 'is missing, so the shape of the body is not known');
}

function toHandler(value: string): ZobotHandler {
  if (value === 'trigger' || value === 'message' || value === 'context' || value === 'failure') return value;
  throw malformed('handler', 'must be trigger, message, context or failure');
}

function parseZobot(body: JsonObject, handlerName: string): ZobotCall {
  const handler = toHandler(handlerName);
  // One peer saw bodies wrapped like an event (contract §5.2).
  const source = isJsonObject(body['entity']) ? { ...body, ...body['entity'] } : body;
  const visitor = childObject(source, 'visitor');
  const request = childObject(source, 'request');
  const chatId =
    optionalId(visitor['active_conversation_id'], 'visitor.active_conversation_id') ??
    optionalId(request['conversation_id'], 'request.conversation_id') ??
    optionalId(visitor['visitor_id'], 'visitor.visitor_id') ??
    optionalId(visitor['id'], 'visitor.id');
  if (chatId === null && handler !== 'trigger') throw malformed('visitor.active_conversation_id', 'is missing');
  const cause = childObject(source, 'cause');
  return {
    type: 'zobot',
    handler,
    requestId: requiredId(request['id'], 'request.id'),
    chatId,
    profile: parseProfile(visitor),
    text: handler === 'context' ? answersText(source['answers']) : messageText(source),
    attachments: readAttachments(source['attachments']),
    cause: optionalName(cause['desc'], 'cause.desc') ?? optionalName(cause['code'], 'cause.code'),
  };
}

function parseProfile(visitor: JsonObject): ZobotCall['profile'] {
  return {
    visitorId: optionalId(visitor['visitor_id'], 'visitor.visitor_id') ?? optionalId(visitor['id'], 'visitor.id'),
    name: optionalName(visitor['name'], 'visitor.name'),
    email: [visitor['email'], visitor['email_id']].map(toEmail).find((email) => email !== null) ?? null,
    phone: optionalName(visitor['phone'], 'visitor.phone'),
    senderAddress: optionalName(visitor['ip'], 'visitor.ip'),
  };
}

/** What a visitor typed into a form is a claim; several addresses at once are none. */
function toEmail(value: Json | undefined): string | null {
  const written = typeof value === 'string' ? value.trim() : '';
  return isMailAddress(written) ? written : null;
}

function messageText(body: JsonObject): string {
  const message = body['message'];
  const text = isJsonObject(message) ? message['text'] : message;
  return optionalText(text, 'message.text') ?? '';
}

/** `answers` is a map, an array or a string (contract §5.2); several answers are joined by line breaks. */
function answersText(answers: Json | undefined): string {
  if (answers === undefined || answers === null) return '';
  const items = typeof answers === 'object' ? Object.values(answers) : [answers];
  const texts = items.map((item) => optionalText(isJsonObject(item) ? item['text'] : item, 'answers') ?? '');
  return optionalText(texts.filter((text) => text !== '').join('\n'), 'answers') ?? '';
}

/** Addresses are only kept; whether one is Zoho's own is looked at before anything is fetched. */
function readAttachments(attachments: Json | undefined): Attachment[] {
  const items = Array.isArray(attachments) ? attachments.filter(isJsonObject) : [];
  return items.slice(0, attachmentsMax).map((item) => {
    const size = Number(optionalId(item['size'], 'attachments.size') ?? Number.NaN);
    return {
      name: optionalName(item['name'], 'attachments.name') ?? 'file',
      contentType: optionalName(item['contenttype'], 'attachments.contenttype'),
      sizeBytes: Number.isSafeInteger(size) && size >= 0 ? size : null,
      address: optionalText(item['url'], 'attachments.url') || null,
    };
  });
}

/** More files than a person sends with one message. */
const attachmentsMax = 20;

function parseEvent(envelope: JsonObject, entity: JsonObject): SalesIqEvent {
  const message = childObject(entity, 'message');
  const sender = childObject(message, 'sender');
  return {
    type: 'salesiq-event',
    event: optionalId(envelope['event'], 'event') ?? 'unknown',
    entityId: requiredId(envelope['entity_id'] ?? entity['id'], 'entity_id'),
    eventTime: optionalId(envelope['event_time'], 'event_time') ?? bareEntityTime(entity),
    webhookId: optionalId(childObject(envelope, 'webhook')['id'], 'webhook.id'),
    agent: parseAgent(entity, sender),
    // Where events have them is not documented (contract §10.4).
    attachments: readAttachments(message['attachments'] ?? childObject(message, 'meta')['attachments']),
    transferTo: optionalName(transferTarget(entity)['name'], 'entity.transfer.to.operator.name'),
    text: optionalText(message['text'], 'entity.message.text'),
    messageId: optionalId(message['msgid'] ?? message['id'], 'entity.message.msgid'),
    senderType: parseSenderType(sender['type']),
    endedBy: optionalName(entity['ended_by'], 'entity.ended_by'),
  };
}

/** The newest time that a bare entity carries, so that its repeats get the same key. */
function bareEntityTime(entity: JsonObject): string {
  const keys = ['end_time', 'missed_time', 'attended_time', 'opened_time'];
  return keys.map((key) => optionalId(entity[key], key)).find((time) => time !== null) ?? '0';
}

function parseSenderType(value: Json | undefined): SalesIqEvent['senderType'] {
  if (value === 'operator' || value === 'bot') return value;
  return value === 'visitor' || value === 'lead' || value === 'contact' ? 'visitor' : null;
}

const transferTarget = (entity: JsonObject): JsonObject =>
  childObject(childObject(childObject(entity, 'transfer'), 'to'), 'operator');

function parseAgent(entity: JsonObject, sender: JsonObject): SalesIqEvent['agent'] {
  const isSenderAgent = sender['type'] === 'operator' || sender['type'] === 'bot';
  const person = isSenderAgent ? sender : [entity['attender'], entity['owner']].find(isJsonObject);
  const name = person === undefined ? null : optionalName(person['name'], 'entity.owner.name');
  if (person === undefined || name === null) return null;
  const isBot = person['type'] === 'bot' || person['is_bot'] === true || person['is_bot'] === 'true';
  return { id: optionalId(person['id'], 'entity.owner.id'), name, isBot };
}

function parseSeedEvent(body: JsonObject, data: JsonObject): SeedEvent {
  return {
    type: 'seed-event',
    event: requiredId(body['event'], 'event'),
    // Events such as visitor.identified have no chat; the visitor stands in so that their order is kept.
    chatId:
      optionalId(data['chat_id'], 'data.chat_id') ??
      requiredId(data['visitor_id'] ?? data['operator_id'], 'data.chat_id'),
    timestamp: requiredId(body['timestamp'], 'timestamp'),
    text: optionalText(data['message'], 'data.message'),
    messageId: optionalId(data['message_id'], 'data.message_id'),
    senderType: optionalName(data['sender_type'], 'data.sender_type'),
    operatorName: optionalName(data['operator_name'], 'data.operator_name'),
    endedBy: optionalName(data['ended_by'], 'data.ended_by'),
  };
}
