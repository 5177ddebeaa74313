import { conversationId, type Json, type JsonObject } from '@baton/core';
import type { Row } from './database.ts';
import type { DeadLetter, Delivery, Effect, Message, StoredConversation } from './store.ts';

const text = (row: Row, name: string): string => String(row[name]);
const optionalText = (row: Row, name: string): string | null => (row[name] === null ? null : String(row[name]));
const count = (row: Row, name: string): number => Number(row[name]);
const instant = (row: Row, name: string): Date => (row[name] instanceof Date ? row[name] : new Date(String(row[name])));
const object = (row: Row, name: string): JsonObject => row[name] as JsonObject;
const bytes = (row: Row, name: string): Uint8Array | null => (row[name] instanceof Uint8Array ? row[name] : null);

export const toConversation = (row: Row): StoredConversation => ({
  id: conversationId(text(row, 'id')),
  channel: text(row, 'channel'),
  chatId: text(row, 'chat_id'),
  version: count(row, 'version'),
  generation: count(row, 'generation'),
  lastMessageSeq: count(row, 'last_message_seq'),
  state: object(row, 'state'),
});

export const toDelivery = (row: Row): Delivery => ({
  id: text(row, 'id'),
  key: text(row, 'key'),
  lane: text(row, 'lane'),
  kind: text(row, 'kind'),
  body: bytes(row, 'body'),
  redacted: object(row, 'redacted'),
  status: text(row, 'status') as Delivery['status'],
  attempts: count(row, 'attempts'),
  receivedAt: instant(row, 'received_at'),
  response: (row['response'] ?? null) as Json,
});

export const toMessage = (row: Row): Message => ({
  seq: count(row, 'seq'),
  author: text(row, 'author') as Message['author'],
  authorName: optionalText(row, 'author_name'),
  text: text(row, 'text'),
  suggestions: row['suggestions'] as string[],
  generation: count(row, 'generation'),
  isForCustomer: row['is_for_customer'] === true,
  at: instant(row, 'at'),
  deliveryId: optionalText(row, 'delivery_id'),
  state: text(row, 'state') as Message['state'],
});

export const toEffect = (row: Row): Effect => ({
  id: text(row, 'id'),
  conversationId: conversationId(text(row, 'conversation_id')),
  key: text(row, 'key'),
  lane: text(row, 'lane'),
  kind: text(row, 'kind'),
  data: object(row, 'data'),
  generation: row['generation'] === null ? null : count(row, 'generation'),
  isAwaited: row['is_awaited'] === true,
  status: text(row, 'status') as Effect['status'],
  attempts: count(row, 'attempts'),
  failures: count(row, 'failures'),
  progress: object(row, 'progress'),
  createdAt: instant(row, 'created_at'),
  lastError: optionalText(row, 'last_error'),
  claimedAt: instant(row, 'claimed_at'),
});

export const toDeadLetter = (row: Row): DeadLetter => ({
  id: text(row, 'id'),
  conversationId: row['conversation_id'] === null ? null : conversationId(text(row, 'conversation_id')),
  kind: text(row, 'kind'),
  lane: text(row, 'lane'),
  attempts: count(row, 'attempts'),
  status: text(row, 'status') as DeadLetter['status'],
  lastError: optionalText(row, 'last_error'),
  createdAt: instant(row, 'created_at'),
});
