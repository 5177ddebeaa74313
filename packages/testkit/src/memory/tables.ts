import { type JsonObject, joinKey, type LegChange } from '@baton/core';
import {
  type AddedDelivery,
  type Delivery,
  type Effect,
  type Message,
  type NewDelivery,
  type NewEvent,
  type StoredConversation,
  type StoredHandoff,
  type StoredResponse,
  type StoredSettings,
  type StoredWorkflow,
  toStorableKey,
  toStorableObject,
  toStorableText,
} from '@baton/store';

export type DeliveryRow = Omit<Delivery, 'receivedAt'> &
  Pick<NewDelivery, 'isRepeatable'> &
  StoredResponse & { reason: string | null; runAt: number; receivedAt: Date; sendings: number };
export type EffectRow = Omit<Effect, 'claimedAt'> & { organisation: string; runAt: number };
export type TimerRow = { id: string; conversationId: string; name: string; data: JsonObject; dueAt: number };
export type MessageRow = Message & { assignedAt: number; reason: string | null };
export type LaneRow = { lane: string; runAt: number; lockedUntil: number | null; token: string | null };
export type LaneKind = 'delivery' | 'effect';

/** Everything a memory store holds, with the undo that makes a failed transaction leave nothing. */
export type Tables = ReturnType<typeof createTables>;

export function createTables() {
  const undo: (() => void)[] = [];
  return {
    conversations: new Map<string, StoredConversation & { isClosed: boolean }>(),
    chats: new Map<string, string>(),
    deskLinks: new Map<string, string>(),
    events: new Map<string, (NewEvent & { at: Date })[]>(),
    messages: new Map<string, MessageRow[]>(),
    deliveries: new Map<string, DeliveryRow>(),
    deliveryKeys: new Map<string, string>(),
    effects: new Map<string, EffectRow>(),
    effectKeys: new Set<string>(),
    /** Sleeping timers by their key. */
    timers: new Map<string, TimerRow>(),
    lanes: { delivery: new Map<string, LaneRow>(), effect: new Map<string, LaneRow>() },
    /** Waiting rows by lane, in order of their ids. */
    waiting: { delivery: new Map<string, string[]>(), effect: new Map<string, string[]>() },
    secrets: new Map<string, Uint8Array>(),
    /** When each was taken, and when each proof was given, in milliseconds. */
    allowances: new Map<string, number[]>(),
    proofs: new Map<string, number>(),
    workflows: new Map<string, StoredWorkflow>(),
    settings: new Map<string, StoredSettings>(),
    /** In the order in which they were asked for. */
    handoffs: new Map<string, StoredHandoff & { organisation: string }>(),
    legs: new Map<string, LegChange & { organisation: string }>(),
    nextId: 1,
    /** Remembers how to take a change back. */
    onUndo: (step: () => void): void => {
      undo.push(step);
    },
    rollBack: (): void => {
      for (let step = undo.pop(); step !== undefined; step = undo.pop()) step();
    },
    commit: (): void => {
      undo.length = 0;
    },
  };
}

export function put<Value>(
  tables: Tables,
  map: Map<string, Value>,
  { key, value }: { key: string; value: Value },
): void {
  const had = map.has(key);
  const before = map.get(key);
  tables.onUndo(() => {
    if (had) map.set(key, before as Value);
    else map.delete(key);
  });
  map.set(key, value);
}

/** Changes a row's members; the row object itself stays the same. */
export function change<Row extends object>(tables: Tables, row: Row, patch: Partial<Row>): void {
  const before: Partial<Row> = {};
  for (const name of Object.keys(patch) as (keyof Row)[]) before[name] = row[name];
  tables.onUndo(() => Object.assign(row, before));
  Object.assign(row, patch);
}

/** A lane's key in `lanes` and `waiting`. */
export const laneKey = (row: { organisation: string; lane: string }): string => joinKey(row.organisation, row.lane);

type LaneItem = { id: string; organisation: string; lane: string };

export function enqueue(tables: Tables, kind: LaneKind, row: LaneItem & { runAt: number }): void {
  const lanes = tables.lanes[kind];
  const key = laneKey(row);
  if (!lanes.has(key)) {
    put(tables, lanes, { key, value: { lane: row.lane, runAt: row.runAt, lockedUntil: null, token: null } });
  }
  const ids = tables.waiting[kind].get(key) ?? [];
  const position = ids.findIndex((id) => Number(id) > Number(row.id));
  const next = position === -1 ? [...ids, row.id] : [...ids.slice(0, position), row.id, ...ids.slice(position)];
  put(tables, tables.waiting[kind], { key, value: next });
}

export function dequeue(tables: Tables, kind: LaneKind, row: LaneItem): void {
  const ids = tables.waiting[kind].get(laneKey(row)) ?? [];
  put(tables, tables.waiting[kind], { key: laneKey(row), value: ids.filter((id) => id !== row.id) });
}

/** Stores a delivery, or tells what is known of its key. */
export function addDelivery(
  tables: Tables,
  at: number,
  given: Omit<NewDelivery, 'body'> & { body: Uint8Array | null },
): AddedDelivery {
  const delivery = {
    ...given,
    key: toStorableKey(given.key),
    lane: toStorableKey(given.lane),
    kind: toStorableText(given.kind),
    redacted: toStorableObject(given.redacted),
  };
  const key = joinKey(delivery.organisation, delivery.key);
  const known = tables.deliveries.get(tables.deliveryKeys.get(key) ?? '');
  if (known !== undefined) return toAdded(known, false);
  const row: DeliveryRow = {
    ...delivery,
    id: String(tables.nextId),
    body: delivery.body === null ? null : Uint8Array.from(delivery.body),
    status: 'waiting',
    postponements: 0,
    failures: 0,
    receivedAt: new Date(at),
    response: null,
    sealedResponse: null,
    reason: null,
    runAt: at,
    sendings: 1,
  };
  tables.nextId += 1;
  tables.deliveries.set(row.id, row);
  tables.deliveryKeys.set(key, row.id);
  enqueue(tables, 'delivery', row);
  return toAdded(row, true);
}

const toAdded = (row: DeliveryRow, isNew: boolean): AddedDelivery => ({
  id: row.id,
  isNew,
  status: row.status,
  response: row.response,
  sealedResponse: row.sealedResponse,
});
