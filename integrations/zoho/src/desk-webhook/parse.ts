import { AppError, childObject, createFieldReader, isJsonObject, type Json, type JsonObject } from '@baton/core';
import { parseJson } from '@baton/http-kit';

/** One thing that Desk tells, in its own terms. Everything but the ids is a hint: the sender's proof does not cover it. */
export type DeskEvent =
  | {
      type: 'event';
      name: string;
      ticketId: string;
      /** Of the comment or thread, or of the ticket itself. */
      entityId: string;
      eventTime: string | null;
      organizationId: string | null;
      /** False where a comment or thread is private, not an agent's, or not gone out; null where it does not say. */
      isAnswer: boolean | null;
      /** False where it is told what was changed, and the status is not among it; null where it does not say. */
      isStatusChange: boolean | null;
    }
  /** One of a list that is not as it should be; the others count all the same. */
  | { type: 'unreadable'; position: number };

const { malformed, jsonObject, optionalId, requiredId } = createFieldReader('docs/contracts/zoho-desk.md');

/** Desk sends one, most of the time. */
const eventsMax = 1_000;

/** No name of a member that Desk uses. */
const listKey = '[]';

/**
 * A list of events.
 * @throws AppError `delivery-malformed`
 */
export function parseDeskEvents(rawBody: Uint8Array): [DeskEvent, ...DeskEvent[]] {
  const body = jsonObject(rawBody, (text) => {
    const value = parseJson(text);
    return Array.isArray(value) ? { [listKey]: value } : value;
  });
  const items = body[listKey];
  if (!Array.isArray(items)) throw malformed('body', 'must be a list of events');
  if (items.length > eventsMax) throw malformed('body', `must hold at most ${eventsMax} events`);
  const [first, ...rest] = items.map(readItem);
  if (first === undefined) throw malformed('body', 'must hold an event');
  return [first, ...rest];
}

function readItem(item: Json, position: number): DeskEvent {
  try {
    return isJsonObject(item) ? readEvent(item) : { type: 'unreadable', position };
  } catch (error) {
    if (error instanceof AppError && error.code === 'delivery-malformed') return { type: 'unreadable', position };
    throw error;
  }
}

function readEvent(item: JsonObject): DeskEvent {
  const payload = childObject(item, 'payload');
  const entityId = requiredId(payload['id'], 'payload.id');
  return {
    type: 'event',
    name: requiredId(item['eventType'], 'eventType'),
    ticketId: optionalId(payload['ticketId'], 'payload.ticketId') ?? entityId,
    entityId,
    eventTime: optionalId(item['eventTime'], 'eventTime'),
    organizationId: optionalId(item['orgId'], 'orgId'),
    isAnswer: readIsAnswer(payload),
    isStatusChange: isJsonObject(item['prevState'])
      ? 'status' in item['prevState'] || 'statusType' in item['prevState']
      : null,
  };
}

function readIsAnswer(payload: JsonObject): boolean | null {
  const { isPublic, direction, visibility } = payload;
  const author = childObject(payload, 'commenter')['type'] ?? childObject(payload, 'author')['type'];
  if (isPublic === false || direction === 'in' || visibility === 'private' || author === 'END_USER') return false;
  return isPublic === undefined && direction === undefined ? null : true;
}
