import { AppError, type Json, type JsonObject } from '@baton/core';
import { parseJson } from '@baton/http-kit';
import { child, isObject, malformed, optionalId, optionalText, requiredId } from './fields.ts';
import type {
  FlatInbound,
  Inbound,
  InboundProfile,
  SalesIqEventInbound,
  SeedEventInbound,
  ZobotHandler,
  ZobotInbound,
} from './types.ts';

export { type DeliveryIdentity, deliveryIdentity, redactInbound } from './identity.ts';
export type { Inbound, InboundProfile } from './types.ts';

export type InboundHeaders = Record<string, string | string[] | undefined>;
export type ParsedInbound = Inbound;

/**
 * Tells the four inbound shapes apart by structure, in the order of contract salesiq §9.2, and decodes one.
 * The headers only matter for a bare entity, which is recognised by its RSA signature header. Throws AppError
 * `delivery-malformed` naming the field.
 */
export function parseInbound(rawBody: Buffer, headers: InboundHeaders): ParsedInbound {
  const body = decode(rawBody);
  if (typeof body['handler'] === 'string') return parseZobot(body, body['handler']);
  if ('event' in body && isObject(body['entity'])) return parseSalesIqEvent(body, body['entity']);
  if ('event' in body && isObject(body['data'])) return parseSeedEvent(body, body['data']);
  if ('chat_id' in body || typeof body['message'] === 'string') return parseFlat(body);
  if (headers['x-siqsignature'] !== undefined && 'id' in body) return parseSalesIqEvent({}, body);
  throw malformed('handler | event | chat_id', 'is missing, so the shape of the body is not known');
}

function decode(rawBody: Buffer): JsonObject {
  let body: unknown;
  try {
    body = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(rawBody));
  } catch (cause) {
    // The parser's own message quotes the body, so only its class is kept.
    const reason = cause instanceof Error ? cause.name : 'unknown';
    throw new AppError('delivery-malformed', 'The body is not JSON in UTF-8. Send one JSON object.', {
      details: { field: 'body', reason },
    });
  }
  if (!isObject(body)) throw malformed('body', 'must be a JSON object');
  return body;
}

function parseProfile(visitor: JsonObject, prefix: string): InboundProfile {
  const read = (key: string) => optionalId(visitor[key], `${prefix}${key}`);
  return {
    name: read('name'),
    email: read('email') ?? read('email_id'),
    phone: read('phone'),
    visitorId: read('visitor_id') ?? read('id'),
  };
}

function parseFlat(body: JsonObject): FlatInbound {
  if (typeof body['message'] !== 'string') throw malformed('message', 'must be a string');
  return {
    type: 'flat',
    chatId: requiredId(body['chat_id'], 'chat_id'),
    profile: {
      name: optionalId(body['visitor_name'], 'visitor_name'),
      email: optionalId(body['visitor_email'], 'visitor_email'),
      phone: optionalId(body['visitor_phone'], 'visitor_phone'),
      visitorId: optionalId(body['visitor_id'], 'visitor_id'),
    },
    text: optionalText(body['message'], 'message') ?? '',
    messageId: optionalId(body['message_id'], 'message_id'),
  };
}

function toHandler(value: string): ZobotHandler {
  if (value === 'trigger' || value === 'message' || value === 'context' || value === 'failure') return value;
  throw malformed('handler', 'must be trigger, message, context or failure');
}

function parseZobot(body: JsonObject, handlerName: string): ZobotInbound {
  const handler = toHandler(handlerName);
  // One peer saw bodies wrapped like an event (contract §5.2).
  const source = isObject(body['entity']) ? { ...body, ...body['entity'] } : body;
  const visitor = child(source, 'visitor');
  const request = child(source, 'request');
  const chatId =
    optionalId(visitor['active_conversation_id'], 'visitor.active_conversation_id') ??
    optionalId(request['conversation_id'], 'request.conversation_id') ??
    optionalId(visitor['visitor_id'], 'visitor.visitor_id') ??
    optionalId(visitor['id'], 'visitor.id');
  if (chatId === null && handler !== 'trigger') throw malformed('visitor.active_conversation_id', 'is missing');
  const cause = child(source, 'cause');
  return {
    type: 'zobot',
    handler,
    requestId: requiredId(request['id'], 'request.id'),
    chatId,
    profile: parseProfile(visitor, 'visitor.'),
    text: handler === 'context' ? answersText(source['answers']) : messageText(source),
    attachmentNames: attachmentNames(source['attachments']),
    cause: optionalId(cause['desc'], 'cause.desc') ?? optionalId(cause['code'], 'cause.code'),
  };
}

function messageText(body: JsonObject): string {
  const message = body['message'];
  const text = isObject(message) ? message['text'] : message;
  return optionalText(text, 'message.text') ?? '';
}

/** `answers` is a map, an array or a string (contract §5.2); several answers are joined by line breaks. */
function answersText(answers: Json | undefined): string {
  if (answers === undefined || answers === null) return '';
  const items = typeof answers === 'object' ? Object.values(answers) : [answers];
  const texts = items.map((item) => optionalText(isObject(item) ? item['text'] : item, 'answers') ?? '');
  return optionalText(texts.filter((text) => text !== '').join('\n'), 'answers') ?? '';
}

function attachmentNames(attachments: Json | undefined): string[] {
  if (!Array.isArray(attachments)) return [];
  return attachments
    .filter(isObject)
    .map((item) => optionalId(item['name'], 'attachments.name'))
    .filter((name) => name !== null);
}

function parseSalesIqEvent(envelope: JsonObject, entity: JsonObject): SalesIqEventInbound {
  const message = child(entity, 'message');
  const sender = child(message, 'sender');
  return {
    type: 'salesiq-event',
    event: optionalId(envelope['event'], 'event') ?? 'unknown',
    entityId: requiredId(envelope['entity_id'] ?? entity['id'], 'entity_id'),
    eventTime: optionalId(envelope['event_time'], 'event_time') ?? bareEntityTime(entity),
    webhookId: optionalId(child(envelope, 'webhook')['id'], 'webhook.id'),
    agent: parseAgent(entity, sender),
    text: optionalText(message['text'], 'entity.message.text'),
    messageId: optionalId(message['msgid'] ?? message['id'], 'entity.message.msgid'),
    senderType: parseSenderType(sender['type']),
    endedBy: optionalId(entity['ended_by'], 'entity.ended_by'),
  };
}

/** The newest time that a bare entity carries, so that its repeats get the same key. */
function bareEntityTime(entity: JsonObject): string {
  const keys = ['end_time', 'missed_time', 'attended_time', 'opened_time'];
  return keys.map((key) => optionalId(entity[key], key)).find((time) => time !== null) ?? '0';
}

function parseSenderType(value: Json | undefined): SalesIqEventInbound['senderType'] {
  if (value === 'operator' || value === 'bot') return value;
  return value === 'visitor' || value === 'lead' || value === 'contact' ? 'visitor' : null;
}

function parseAgent(entity: JsonObject, sender: JsonObject): SalesIqEventInbound['agent'] {
  const isSenderAgent = sender['type'] === 'operator' || sender['type'] === 'bot';
  const person = isSenderAgent ? sender : firstObject(entity['attender'], entity['owner']);
  const name = person === null ? null : optionalId(person['name'], 'entity.owner.name');
  if (person === null || name === null) return null;
  return {
    id: optionalId(person['id'], 'entity.owner.id'),
    name,
    isBot: person['type'] === 'bot' || person['is_bot'] === true || person['is_bot'] === 'true',
  };
}

function firstObject(...values: (Json | undefined)[]): JsonObject | null {
  return values.find(isObject) ?? null;
}

function parseSeedEvent(body: JsonObject, data: JsonObject): SeedEventInbound {
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
    senderType: optionalId(data['sender_type'], 'data.sender_type'),
    operatorName: optionalId(data['operator_name'], 'data.operator_name'),
    endedBy: optionalId(data['ended_by'], 'data.ended_by'),
  };
}
