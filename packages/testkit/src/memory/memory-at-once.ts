import { AppError, joinKey } from '@baton/core';
import {
  type BufferedTurn,
  type DirectDelivery,
  type MarkOfEarlier,
  NeedsTransaction,
  type ProcessAtOnce,
  type Reading,
  type ReadMessage,
  TurnBuffer,
  toStorableJson,
  toStorableKey,
  toStorableObject,
  toStorableText,
} from '@baton/store';
import { addEffect, addTimer, chatKey, toMessage, toMessageRow } from './memory-transaction.ts';
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
      if (mustWait(tables, delivery) || hasMovedOn(tables, reading, turn)) return null;
      write(surroundings, { delivery, reading, turn });
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

function read({ tables, now }: Surroundings, { organisation, address: chat }: DirectDelivery): Reading {
  const address = { organisation, ...chat };
  const row = tables.conversations.get(tables.chats.get(chatKey(address)) ?? '');
  const deliveryId = String(tables.nextId);
  tables.nextId += 1;
  const { isClosed: _isClosed, ...conversation } = row ?? { isClosed: false };
  return {
    deliveryId,
    receivedAt: new Date(now()),
    address,
    conversation: 'id' in conversation ? conversation : null,
    undelivered: row === undefined ? [] : listUndelivered({ tables, now }, row.id),
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

function hasMovedOn(tables: Tables, { address }: Reading, { conversation, marks }: BufferedTurn): boolean {
  const row = tables.conversations.get(tables.chats.get(chatKey(address)) ?? '');
  if (conversation.made !== null) return row !== undefined;
  if (conversation.after === null) return false;
  if (row?.version !== conversation.expectedVersion) return true;
  return marks.some((mark) => !isAsRead(tables, row.id, mark));
}

const isAsRead = (tables: Tables, id: string, { seq, from }: MarkOfEarlier): boolean => {
  const message = tables.messages.get(id)?.find((candidate) => candidate.seq === seq);
  return message?.state === from.state && message.deliveryId === from.deliveryId;
};

type Written = { delivery: DirectDelivery; reading: Reading; turn: BufferedTurn };

/** Everything was checked, so that nothing of this can fail. */
function write({ tables, now }: Surroundings, { delivery, reading, turn }: Written): void {
  const { address: _address, ...stored } = delivery;
  tables.deliveries.set(reading.deliveryId, {
    ...stored,
    kind: toStorableText(delivery.kind),
    redacted: toStorableObject(delivery.redacted),
    id: reading.deliveryId,
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
  tables.deliveryKeys.set(joinKey(delivery.organisation, delivery.key), reading.deliveryId);
  const { after, made, isClosed } = turn.conversation;
  if (after === null) return;
  const row = { ...after, chatId: toStorableKey(after.chatId), state: toStorableObject(after.state), isClosed };
  if (made !== null) tables.chats.set(chatKey(reading.address), after.id);
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
