import { AppError, joinKey } from '@baton/core';
import {
  type BufferedTurn,
  type DirectDelivery,
  type MarkOfEarlier,
  NeedsTransaction,
  onlyChat,
  type ProcessAtOnce,
  type Reading,
  type ReadMessage,
  type Store,
  type StoredConversation,
  type TogetherAccess,
  TurnBuffer,
  toStorableJson,
  toStorableKey,
  toStorableObject,
  toStorableText,
} from '@baton/store';
import { addEffect, addTimer, chatKey, deskKey, toMessage, toMessageRow } from './memory-transaction.ts';
import { laneKey, type Tables } from './tables.ts';

type Surroundings = { tables: Tables; now: () => number; poke: () => void };

/** Reads, lets the work decide, and writes when everything is as it was; as the database does. */
export function createMemoryAtOnce(surroundings: Surroundings): ProcessAtOnce {
  return async (given, work) => {
    const { tables, poke } = surroundings;
    const delivery = { ...given, key: toStorableKey(given.key), lane: toStorableKey(given.lane) };
    if (mustWait(tables, delivery)) return null;
    const reading = read(surroundings, delivery);
    const buffer = new TurnBuffer(reading);
    try {
      const { deliveryId: id, receivedAt } = reading;
      const value = await work(buffer.transaction, { id, receivedAt });
      const turn = buffer.finish();
      if (mustWait(tables, delivery) || hasMovedOn(tables, turn)) return null;
      addProcessed(surroundings, { delivery, deliveryId: id, turn });
      write(surroundings, turn);
      if (turn.effects.length > 0) poke();
      return { deliveryId: id, value };
    } catch (error) {
      if (error instanceof NeedsTransaction || (error instanceof AppError && error.code === 'version-conflict'))
        return null;
      throw error;
    }
  };
}

/** Whether it is known, or something waits before it. */
const mustWait = (tables: Tables, { organisation, key, lane }: DirectDelivery): boolean =>
  tables.deliveryKeys.has(joinKey(organisation, key)) || tables.lanes.delivery.has(laneKey({ organisation, lane }));

type FirstReading = Reading & { deliveryId: string; receivedAt: Date };

function read({ tables, now }: Surroundings, { organisation, address: chat }: DirectDelivery): FirstReading {
  const address = { organisation, ...chat };
  const row = tables.conversations.get(tables.chats.get(chatKey(address)) ?? '');
  const deliveryId = String(tables.nextId);
  tables.nextId += 1;
  const receivedAt = new Date(now());
  return {
    deliveryId,
    receivedAt,
    conversation: toStored(row),
    source: onlyChat(address),
    undelivered: { messages: row === undefined ? [] : listUndelivered({ tables, now }, row.id), at: receivedAt },
  };
}

const listUndelivered = ({ tables, now }: Pick<Surroundings, 'tables' | 'now'>, id: string): ReadMessage[] =>
  (tables.messages.get(id) ?? [])
    .filter(({ state }) => state === 'waiting' || state === 'assigned')
    .map((row) => ({
      ...toMessage(row),
      isRepeatable: tables.deliveries.get(row.deliveryId ?? '')?.isRepeatable ?? null,
      assignedForMs: row.state === 'assigned' ? now() - row.assignedAt : null,
    }));

function hasMovedOn(tables: Tables, { conversation, marks }: BufferedTurn): boolean {
  if (conversation.made !== null) return tables.chats.has(chatKey(conversation.made));
  if (conversation.after === null) return false;
  const row = tables.conversations.get(conversation.after.id);
  if (row?.version !== conversation.expectedVersion) return true;
  return marks.some((mark) => !isMarkAsRead(tables, row.id, mark));
}

const isMarkAsRead = (tables: Tables, id: string, { seq, from }: MarkOfEarlier): boolean => {
  const message = tables.messages.get(id)?.find((candidate) => candidate.seq === seq);
  return message?.state === from.state && message.deliveryId === from.deliveryId;
};

type Processed = { delivery: DirectDelivery; deliveryId: string; turn: BufferedTurn };

/** The same for deliveries that wait; as the database does it. */
export function accessMemory(surroundings: Surroundings, transaction: Store['transaction']): TogetherAccess {
  const { tables, poke } = surroundings;
  const read = async (id: string | undefined): Promise<StoredConversation | null> =>
    toStored(tables.conversations.get(id ?? ''));
  return {
    source: {
      byAddress: (address) => read(tables.chats.get(chatKey(address))),
      byId: read,
      byDesk: (address) => read(tables.deskLinks.get(deskKey(address))),
    },
    write: async (turn, finished) => {
      const isWritten = await transaction(async ({ finishDelivery }) => {
        const isAsRead = finished.every(({ id, isAnswered }) => {
          const row = tables.deliveries.get(id);
          return row?.status === 'waiting' && (row.response !== null) === isAnswered;
        });
        if (!isAsRead || hasMovedOn(tables, turn)) return false;
        for (const { id } of finished) await finishDelivery(id);
        write(surroundings, turn);
        return true;
      });
      if (isWritten && turn.effects.length > 0) poke();
      return isWritten;
    },
  };
}

const toStored = (row: (StoredConversation & { isClosed: boolean }) | undefined): StoredConversation | null => {
  if (row === undefined) return null;
  const { isClosed: _isClosed, ...conversation } = row;
  return conversation;
};

function addProcessed({ tables, now }: Surroundings, { delivery, deliveryId, turn }: Processed): void {
  const { address: _address, ...stored } = delivery;
  tables.deliveries.set(deliveryId, {
    ...stored,
    kind: toStorableText(delivery.kind),
    redacted: toStorableObject(delivery.redacted),
    id: deliveryId,
    body: null,
    status: 'processed',
    postponements: 0,
    failures: 0,
    receivedAt: new Date(now()),
    response: toStorableJson(turn.response),
    sealedResponse: null,
    reason: null,
    runAt: now(),
    sendings: 1,
  });
  tables.deliveryKeys.set(joinKey(delivery.organisation, delivery.key), deliveryId);
}

/** Everything was checked, so that nothing of this can fail. */
function write({ tables, now }: Surroundings, turn: BufferedTurn): void {
  const { after, made, isClosed } = turn.conversation;
  if (after === null) return;
  const row = { ...after, chatId: toStorableKey(after.chatId), state: toStorableObject(after.state), isClosed };
  if (made !== null) tables.chats.set(chatKey(after), after.id);
  const known = tables.conversations.get(after.id);
  if (known === undefined) tables.conversations.set(after.id, row);
  else if (turn.events.length > 0) Object.assign(known, row);
  const at = new Date(now());
  const events = turn.events.map(({ type, data }) => ({ type, data: toStorableObject(data), at }));
  tables.events.set(after.id, [...(tables.events.get(after.id) ?? []), ...events]);
  const added = turn.messages.map(({ state, deliveryId, reason, ...message }) => ({
    ...toMessageRow({ ...message, sealed: null }, at),
    state,
    deliveryId,
    reason,
    assignedAt: state === 'assigned' ? now() : 0,
  }));
  tables.messages.set(after.id, [...(tables.messages.get(after.id) ?? []), ...added]);
  for (const { seq, state, deliveryId, reason } of turn.marks) {
    const message = tables.messages.get(after.id)?.find((candidate) => candidate.seq === seq);
    if (message !== undefined)
      Object.assign(message, { state, reason, assignedAt: now(), deliveryId: deliveryId ?? message.deliveryId });
  }
  for (const effect of turn.effects) addEffect({ tables, now }, row, effect);
  for (const timer of turn.timers) addTimer({ tables, now }, row, timer);
  tables.commit();
}
