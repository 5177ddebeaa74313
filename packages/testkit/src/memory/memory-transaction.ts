import { AppError, type ConversationId, joinKey } from '@baton/core';
import {
  type ChatAddress,
  type DeliveryWork,
  type DeskAddress,
  type EffectWork,
  type Message,
  type MessageWork,
  type NewMessage,
  type NewTimer,
  type StoredConversation,
  type StoreTransaction,
  type Turn,
  toStorableJson,
  toStorableKey,
  toStorableObject,
  toStorableText,
} from '@baton/store';
import { memoryAllowances } from './memory-allowances.ts';
import { memoryHandoffs } from './memory-handoffs.ts';
import { change, dequeue, enqueue, type MessageRow, put, type Tables } from './tables.ts';

type Options = { tables: Tables; now: () => number; onEffects: () => void };

/** One transaction on the tables; nothing else runs meanwhile. */
export function createMemoryTransaction(options: Options): StoreTransaction {
  const { tables } = options;
  const find = (id: string | undefined): StoredConversation | null => {
    const row = id === undefined ? undefined : tables.conversations.get(id);
    return row === undefined ? null : { ...row, state: row.state };
  };
  return {
    findConversation: async (address) => find(tables.chats.get(chatKey(address))),
    findConversationById: async (id) => find(id),
    findConversationByDesk: async (address) => find(tables.deskLinks.get(deskKey(address))),
    createConversation: async (given) => {
      const conversation = {
        ...given,
        chatId: toStorableKey(given.chatId),
        state: toStorableObject(given.state),
      };
      const chat = chatKey(conversation);
      if (tables.chats.has(chat)) throw conflict();
      put(tables, tables.chats, { key: chat, value: conversation.id });
      const row = { ...conversation, version: 0, generation: 1, lastMessageSeq: 0, isClosed: false };
      put(tables, tables.conversations, { key: conversation.id, value: row });
    },
    linkDesk: async (address, conversation) => {
      const key = deskKey(address);
      if (!tables.deskLinks.has(key)) put(tables, tables.deskLinks, { key, value: conversation });
    },
    appendTurn: async (turn) => appendTurn(options, turn),
    ...messageWork(options),
    ...deliveryWork(tables),
    ...effectWork(tables),
    ...memoryAllowances(options),
    ...memoryHandoffs(options),
  };
}

export const chatKey = ({ organisation, channel, chatId }: ChatAddress): string =>
  joinKey(organisation, channel, toStorableKey(chatId));
export const deskKey = ({ organisation, desk, reference }: DeskAddress): string =>
  joinKey(organisation, desk, toStorableKey(reference));

function effectWork(tables: Tables): EffectWork {
  return {
    hasAwaitedEffects: async (deliveryId) =>
      [...tables.effects.values()].some((row) => row.awaitedBy === deliveryId && row.status === 'waiting'),
    recordProgress: async (id, progress) => {
      const row = tables.effects.get(id);
      if (row !== undefined) change(tables, row, { progress: toStorableObject(progress) });
    },
    lockWaitingEffect: async (id) => {
      const row = tables.effects.get(id);
      return row?.status === 'waiting' ? { progress: row.progress } : null;
    },
    settleEffect: async (id, status, reason) => {
      const row = tables.effects.get(id);
      if (row === undefined) return;
      change(tables, row, { status, lastError: reason === null ? row.lastError : toStorableText(reason) });
      dequeue(tables, 'effect', row);
    },
  };
}

function deliveryWork(tables: Tables): DeliveryWork {
  const finish = (
    id: string,
    status: 'processed' | 'rejected',
    end: { reason: string | null; keepsBody: boolean },
  ): void => {
    const row = tables.deliveries.get(id);
    if (row === undefined) return;
    change(tables, row, { status, reason: end.reason, body: end.keepsBody ? row.body : null });
    dequeue(tables, 'delivery', row);
  };
  return {
    lockDelivery: async (id) => {
      const row = tables.deliveries.get(id);
      const isRejected = row?.status === 'rejected';
      const { response = null, sealedResponse = null } = row ?? {};
      return { isWaiting: row?.status === 'waiting', isRejected, response, sealedResponse };
    },
    finishDelivery: async (id) => finish(id, 'processed', { reason: null, keepsBody: false }),
    rejectDelivery: async (id, { reason, isReplayable }) => finish(id, 'rejected', { reason, keepsBody: isReplayable }),
    storeResponse: async (id, given) => {
      const row = tables.deliveries.get(id);
      if (row === undefined) return given;
      if (row.response === null)
        change(tables, row, {
          response: toStorableJson(given.response),
          sealedResponse: copyBytes(given.sealedResponse),
        });
      return { response: row.response, sealedResponse: row.sealedResponse };
    },
  };
}

function messageWork({ tables, now }: Options): MessageWork {
  const mark = (conversation: ConversationId, seqs: number[], patch: Partial<MessageRow>): void => {
    for (const row of tables.messages.get(conversation) ?? [])
      if (seqs.includes(row.seq)) change(tables, row, { ...patch, assignedAt: now() });
  };
  return {
    listUndelivered: async (conversation, { reassignAfterMs, leavesRepeatable }) =>
      (tables.messages.get(conversation) ?? [])
        .filter((row) => isUndelivered(tables, row, now() - reassignAfterMs))
        .filter((row) => !(leavesRepeatable && tables.deliveries.get(row.deliveryId ?? '')?.isRepeatable))
        .map(toMessage),
    assignMessages: async (conversation, seqs, deliveryId) =>
      mark(conversation, seqs, { state: 'assigned', deliveryId }),
    findMessages: async (conversation, seqs) =>
      (tables.messages.get(conversation) ?? []).filter(({ seq }) => seqs.includes(seq)).map(toMessage),
    dropMessages: async (conversation, seqs, reason) =>
      mark(conversation, seqs, { state: 'dropped', reason, sealed: null }),
    markPushed: async (conversation, seqs) => mark(conversation, seqs, { state: 'delivered' }),
    restoreMessages: async (conversation, seqs) => mark(conversation, seqs, { state: 'waiting' }),
    forgetWords: async (conversation, seqs) => {
      for (const row of tables.messages.get(conversation) ?? [])
        if (seqs.includes(row.seq) && (row.state === 'delivered' || row.state === 'dropped'))
          change(tables, row, { sealed: null });
    },
  };
}

function isUndelivered(tables: Tables, row: MessageRow, assignedBefore: number): boolean {
  if (row.state === 'waiting') return true;
  const isRepeatable = tables.deliveries.get(row.deliveryId ?? '')?.isRepeatable ?? true;
  return row.state === 'assigned' && !isRepeatable && row.assignedAt <= assignedBefore;
}

export function toMessage({ assignedAt: _assignedAt, reason: _reason, ...message }: MessageRow): Message {
  return { ...message, suggestions: [...message.suggestions] };
}

const copyBytes = (bytes: Uint8Array | null): Uint8Array | null => (bytes === null ? null : Uint8Array.from(bytes));

const conflict = (): AppError =>
  new AppError('version-conflict', 'The conversation changed meanwhile.', { retryable: true });

function appendTurn({ tables, now, onEffects }: Options, turn: Turn): void {
  const row = tables.conversations.get(turn.conversationId);
  if (row === undefined || row.version !== turn.expectedVersion) throw conflict();
  const at = new Date(now());
  change(tables, row, {
    version: row.version + 1,
    generation: turn.generation,
    state: toStorableObject(turn.state),
    isClosed: turn.isClosed,
    lastMessageSeq: turn.messages.at(-1)?.seq ?? row.lastMessageSeq,
  });
  const events = tables.events.get(row.id) ?? [];
  put(tables, tables.events, {
    key: row.id,
    value: [...events, ...turn.events.map(({ type, data }) => ({ type, data: toStorableObject(data), at }))],
  });
  const messages = tables.messages.get(row.id) ?? [];
  const added = turn.messages.map((message) => toMessageRow(message, at));
  put(tables, tables.messages, { key: row.id, value: [...messages, ...added] });
  for (const effect of turn.effects) addEffect({ tables, now }, row, effect);
  for (const timer of turn.timers) addTimer({ tables, now }, row, timer);
  if (turn.effects.length > 0) onEffects();
}

export const toMessageRow = (message: NewMessage, at: Date): MessageRow => ({
  ...message,
  text: toStorableText(message.text),
  sealed: copyBytes(message.sealed),
  authorName: message.authorName === null ? null : toStorableText(message.authorName),
  suggestions: message.suggestions.map(toStorableText),
  at,
  deliveryId: null,
  state: message.isForCustomer ? 'waiting' : 'none',
  assignedAt: 0,
  reason: null,
});

export function addTimer(
  { tables, now }: Pick<Options, 'tables' | 'now'>,
  { id: conversationId, organisation }: StoredConversation,
  { key: name, delayMs, ...rest }: NewTimer,
): void {
  const key = joinKey(organisation, toStorableKey(name));
  if (tables.timers.has(key)) throw new Error(`timer ${name} sleeps already`);
  const row = {
    ...rest,
    data: toStorableObject(rest.data),
    id: String(tables.nextId),
    conversationId,
    dueAt: now() + delayMs,
  };
  tables.nextId += 1;
  put(tables, tables.timers, { key, value: row });
}

export function addEffect(
  { tables, now }: Pick<Options, 'tables' | 'now'>,
  { id: conversationId, organisation }: StoredConversation,
  effect: Turn['effects'][number],
): void {
  const stored = { ...effect, key: toStorableKey(effect.key), lane: toStorableKey(effect.lane) };
  const key = joinKey(organisation, stored.key);
  if (tables.effectKeys.has(key)) throw new Error(`effect ${effect.key} exists already`);
  tables.effectKeys.add(key);
  tables.onUndo(() => tables.effectKeys.delete(key));
  const { delayMs, ...rest } = stored;
  const row = {
    ...rest,
    id: String(tables.nextId),
    organisation,
    conversationId,
    data: toStorableObject(effect.data),
    status: 'waiting' as const,
    attempts: 0,
    failures: 0,
    progress: {},
    createdAt: new Date(now()),
    lastError: null,
    runAt: now() + delayMs,
  };
  tables.nextId += 1;
  put(tables, tables.effects, { key: row.id, value: row });
  enqueue(tables, 'effect', row);
}
