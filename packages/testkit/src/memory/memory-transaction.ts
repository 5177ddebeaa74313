import { AppError, type ConversationId } from '@baton/core';
import type { Message, StoredConversation, StoreTransaction, Turn } from '@baton/store';
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
    findConversation: async (channel, chatId) => find(tables.chats.get(`${channel}/${chatId}`)),
    findConversationById: async (id) => find(id),
    findConversationByDesk: async (desk, reference) => find(tables.deskLinks.get(`${desk}/${reference}`)),
    createConversation: async ({ id, channel, chatId, state }) => {
      const chat = `${channel}/${chatId}`;
      if (tables.chats.has(chat)) throw conflict();
      put(tables, tables.chats, { key: chat, value: id });
      const row = { id, channel, chatId, version: 0, generation: 1, lastMessageSeq: 0, state: state };
      put(tables, tables.conversations, { key: id, value: { ...row, isClosed: false } });
    },
    linkDesk: async (desk, reference, conversation) => {
      const key = `${desk}/${reference}`;
      if (!tables.deskLinks.has(key)) put(tables, tables.deskLinks, { key, value: conversation });
    },
    appendTurn: async (turn) => appendTurn(options, turn),
    ...messageMethods(options),
    ...deliveryMethods(tables),
    hasAwaitedEffects: async (conversation) =>
      [...tables.effects.values()].some(
        (row) => row.conversationId === conversation && row.status === 'waiting' && row.isAwaited,
      ),
    recordProgress: async (id, progress) => {
      const row = tables.effects.get(id);
      if (row !== undefined) change(tables, row, { progress: progress });
    },
    lockWaitingEffect: async (id) => {
      const row = tables.effects.get(id);
      return row?.status === 'waiting' ? { progress: row.progress } : null;
    },
    settleEffect: async (id, status, reason) => {
      const row = tables.effects.get(id);
      if (row === undefined) return;
      change(tables, row, { status, lastError: reason ?? row.lastError });
      dequeue(tables, 'effect', row);
    },
  };
}

function deliveryMethods(
  tables: Tables,
): Pick<StoreTransaction, 'lockDelivery' | 'finishDelivery' | 'rejectDelivery' | 'storeResponse'> {
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
      return { isWaiting: row?.status === 'waiting', response: row?.response ?? null };
    },
    finishDelivery: async (id) => finish(id, 'processed', { reason: null, keepsBody: false }),
    rejectDelivery: async (id, { reason, isReplayable }) => finish(id, 'rejected', { reason, keepsBody: isReplayable }),
    storeResponse: async (id, response) => {
      const row = tables.deliveries.get(id);
      if (row === undefined) return response;
      if (row.response === null) change(tables, row, { response });
      return row.response;
    },
  };
}

type MessageMethods = Pick<
  StoreTransaction,
  'listUndelivered' | 'assignMessages' | 'dropMessages' | 'markPushed' | 'restoreMessages'
>;

function messageMethods({ tables, now }: Options): MessageMethods {
  const mark = (conversation: ConversationId, seqs: number[], patch: Partial<MessageRow>): void => {
    for (const row of tables.messages.get(conversation) ?? [])
      if (seqs.includes(row.seq)) change(tables, row, { ...patch, assignedAt: now() });
  };
  return {
    listUndelivered: async (conversation, { reassignAfterMs }) =>
      (tables.messages.get(conversation) ?? [])
        .filter((row) => isUndelivered(tables, row, now() - reassignAfterMs))
        .map(toMessage),
    assignMessages: async (conversation, seqs, deliveryId) =>
      mark(conversation, seqs, { state: 'assigned', deliveryId }),
    dropMessages: async (conversation, seqs, reason) => mark(conversation, seqs, { state: 'dropped', reason }),
    markPushed: async (conversation, seqs) => mark(conversation, seqs, { state: 'delivered' }),
    restoreMessages: async (conversation, seqs) => mark(conversation, seqs, { state: 'waiting' }),
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

const conflict = (): AppError =>
  new AppError('version-conflict', 'The conversation changed meanwhile.', { retryable: true });

function appendTurn({ tables, now, onEffects }: Options, turn: Turn): void {
  const row = tables.conversations.get(turn.conversationId);
  if (row === undefined || row.version !== turn.expectedVersion) throw conflict();
  const at = new Date(now());
  change(tables, row, {
    version: row.version + 1,
    generation: turn.generation,
    state: turn.state,
    isClosed: turn.isClosed,
    lastMessageSeq: turn.messages.at(-1)?.seq ?? row.lastMessageSeq,
  });
  const events = tables.events.get(row.id) ?? [];
  put(tables, tables.events, { key: row.id, value: [...events, ...turn.events.map((event) => ({ ...event, at }))] });
  const messages = tables.messages.get(row.id) ?? [];
  const added = turn.messages.map(
    (message): MessageRow => ({
      ...message,
      at,
      deliveryId: null,
      state: message.isForCustomer ? 'waiting' : 'none',
      assignedAt: 0,
      reason: null,
    }),
  );
  put(tables, tables.messages, { key: row.id, value: [...messages, ...added] });
  for (const effect of turn.effects) addEffect({ tables, now }, turn.conversationId, effect);
  if (turn.effects.length > 0) onEffects();
}

function addEffect(
  { tables, now }: Pick<Options, 'tables' | 'now'>,
  conversationId: ConversationId,
  effect: Turn['effects'][number],
): void {
  if (tables.effectKeys.has(effect.key)) throw new Error(`effect ${effect.key} exists already`);
  tables.effectKeys.add(effect.key);
  tables.onUndo(() => tables.effectKeys.delete(effect.key));
  const { delayMs, ...rest } = effect;
  const row = {
    ...rest,
    id: String(tables.nextId),
    conversationId,
    data: effect.data,
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
