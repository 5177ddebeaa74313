import { AppError } from '@baton/core';
import type { DeadLetter, Delivery, Effect, NewDelivery, Store } from '@baton/store';
import { createMemoryTransaction, toMessage } from './memory-transaction.ts';
import {
  change,
  createTables,
  type DeliveryRow,
  type EffectRow,
  enqueue,
  type LaneKind,
  put,
  type Tables,
  toAdded,
} from './tables.ts';

const itemsMax = 20;

/**
 * A store that lives in this process's memory, for simulations. It passes the same suite as the real ones. JSON values are kept and
 * given out as they are, so they must not be changed afterwards; nothing of ours does.
 * `now`: the database's clock in milliseconds; default the machine's.
 */
export function createMemoryStore(options: { now?: () => number } = {}): Store & { tables: Tables } {
  const now = options.now ?? Date.now;
  const tables = createTables();
  const listeners = new Set<() => void>();
  const locks = new Map<string, Promise<unknown>>();
  const poke = (): void => {
    for (const listener of listeners) listener();
  };
  let queue: Promise<unknown> = Promise.resolve();
  return {
    tables,
    addDelivery: async (delivery) => {
      const added = addDelivery(tables, now, delivery);
      poke();
      return added;
    },
    ...deliveryMethods(tables, now),
    ...claimMethods(tables, now),
    ...readMethods(tables, now),
    ...secretMethods(tables),
    transaction: (work) => {
      let hasWork = false;
      const run = queue.then(async () => {
        tables.commit();
        try {
          const value = await work(createMemoryTransaction({ tables, now, onEffects: () => (hasWork = true) }));
          tables.commit();
          return value;
        } catch (error) {
          tables.rollBack();
          throw error;
        }
      });
      queue = run.catch(() => null);
      return run.finally(() => {
        if (hasWork) poke();
      });
    },
    withLock: (name, work) => {
      const run = (locks.get(name) ?? Promise.resolve()).then(work, work);
      locks.set(
        name,
        run.catch(() => null),
      );
      return run;
    },
    onWork: async (listener) => {
      listeners.add(listener);
      return async () => {
        listeners.delete(listener);
      };
    },
    close: async () => listeners.clear(),
  };
}

function addDelivery(tables: Tables, now: () => number, delivery: NewDelivery): ReturnType<typeof toAdded> {
  const known = tables.deliveries.get(tables.deliveryKeys.get(delivery.key) ?? '');
  if (known !== undefined) return toAdded(known, false);
  if (delivery.kind.includes('\u0000')) {
    throw new AppError('store-unavailable', 'The message could not be stored. Send it again in a moment.', {
      retryable: true,
    });
  }
  const row: DeliveryRow = {
    ...delivery,
    id: String(tables.nextId),
    body: Uint8Array.from(delivery.body),
    status: 'waiting',
    attempts: 0,
    receivedAt: new Date(now()),
    response: null,
    reason: null,
    runAt: now(),
    sendings: 1,
  };
  tables.nextId += 1;
  tables.deliveries.set(row.id, row);
  tables.deliveryKeys.set(row.key, row.id);
  enqueue(tables, 'delivery', row);
  return toAdded(row, true);
}

type DeliveryMethods = Pick<
  Store,
  'getDelivery' | 'markFlushed' | 'sendAgain' | 'releaseMessages' | 'postponeDelivery'
>;

function deliveryMethods(tables: Tables, now: () => number): DeliveryMethods {
  const assignedTo = (deliveryId: string, states: string[]) =>
    [...tables.messages.values()].flat().filter((row) => row.deliveryId === deliveryId && states.includes(row.state));
  return {
    getDelivery: async (id) => {
      const row = tables.deliveries.get(id);
      return row === undefined ? null : toDelivery(row);
    },
    markFlushed: async (id) => {
      for (const row of assignedTo(id, ['waiting', 'assigned'])) change(tables, row, { state: 'delivered' });
    },
    sendAgain: async (id) => {
      for (const row of assignedTo(id, ['waiting'])) change(tables, row, { state: 'assigned', assignedAt: now() });
      const delivery = tables.deliveries.get(id);
      if (delivery !== undefined) delivery.sendings += 1;
      return delivery?.sendings ?? 0;
    },
    releaseMessages: async (id, sending) => {
      if (tables.deliveries.get(id)?.sendings !== sending) return;
      for (const row of assignedTo(id, ['assigned'])) change(tables, row, { state: 'waiting' });
    },
    postponeDelivery: async (id, { delayMs, reason }) => {
      const row = tables.deliveries.get(id);
      if (row !== undefined) change(tables, row, { runAt: now() + delayMs, reason });
    },
  };
}

type ClaimMethods =
  | 'claimDeliveries'
  | 'claimEffects'
  | 'retryEffect'
  | 'recordProgress'
  | 'renewClaim'
  | 'releaseClaim'
  | 'clearLeases'
  | 'nextDueInMs';

function claimMethods(tables: Tables, now: () => number): Pick<Store, ClaimMethods> {
  const kinds: LaneKind[] = ['delivery', 'effect'];
  const byToken = (token: string) => {
    for (const kind of kinds)
      for (const [lane, row] of tables.lanes[kind]) if (row.token === token) return { kind, lane, row };
    return null;
  };
  return {
    claimDeliveries: async ({ leaseMs, lane }) => {
      const claim = claimLane({ tables, now }, 'delivery', {
        leaseMs,
        accepts: (name) => lane === undefined || name === lane,
      });
      return claim === null ? null : { ...claim, items: claim.rows.map((row) => toDelivery(row as DeliveryRow)) };
    },
    claimEffects: async ({ leaseMs, conversationId }) => {
      const accepts = (name: string): boolean => conversationId === undefined || name.startsWith(`${conversationId}:`);
      const claim = claimLane({ tables, now }, 'effect', { leaseMs, accepts });
      return claim === null ? null : { ...claim, items: claim.rows.map((row) => toEffect(row as EffectRow, now())) };
    },
    retryEffect: async (id, { delayMs, error, isFailure }) => {
      const row = tables.effects.get(id);
      if (row === undefined) return;
      change(tables, row, { runAt: now() + delayMs, lastError: error, failures: row.failures + (isFailure ? 1 : 0) });
    },
    recordProgress: async (id, progress) => {
      const row = tables.effects.get(id);
      if (row !== undefined) change(tables, row, { progress: progress });
    },
    renewClaim: async (token, leaseMs) => {
      const held = byToken(token);
      if (held !== null) held.row.lockedUntil = now() + leaseMs;
      return held !== null;
    },
    releaseClaim: async (token) => {
      const held = byToken(token);
      if (held === null) return;
      const head = tables.waiting[held.kind].get(held.lane)?.[0];
      if (head === undefined) tables.lanes[held.kind].delete(held.lane);
      else Object.assign(held.row, { token: null, lockedUntil: null, runAt: rowOf(tables, held.kind, head).runAt });
    },
    clearLeases: async () => {
      for (const kind of kinds)
        for (const row of tables.lanes[kind].values()) Object.assign(row, { token: null, lockedUntil: null });
    },
    nextDueInMs: async () => {
      const due = kinds.flatMap((kind) =>
        [...tables.lanes[kind].values()].map((row) => Math.max(row.runAt, row.lockedUntil ?? row.runAt)),
      );
      return due.length === 0 ? null : Math.max(0, Math.min(...due) - now());
    },
  };
}

type ClaimOptions = { leaseMs: number; accepts: (lane: string) => boolean };
type Clocked = { tables: Tables; now: () => number };
type RawClaim = { lane: string; token: string; rows: (DeliveryRow | EffectRow)[] };

function claimLane({ tables, now }: Clocked, kind: LaneKind, { leaseMs, accepts }: ClaimOptions): RawClaim | null {
  const at = now();
  const free = [...tables.lanes[kind]]
    .filter(([lane, row]) => accepts(lane) && row.runAt <= at && (row.lockedUntil === null || row.lockedUntil < at))
    .sort(([, left], [, right]) => left.runAt - right.runAt)[0];
  if (free === undefined) return null;
  const [lane, row] = free;
  const token = String(tables.nextId);
  tables.nextId += 1;
  Object.assign(row, { token, lockedUntil: at + leaseMs });
  const rows = (tables.waiting[kind].get(lane) ?? []).slice(0, itemsMax).map((id) => rowOf(tables, kind, id));
  for (const item of rows) item.attempts += 1;
  const firstSleeping = rows.findIndex((item) => item.runAt > at);
  return { lane, token, rows: firstSleeping === -1 ? rows : rows.slice(0, firstSleeping) };
}

function rowOf(tables: Tables, kind: LaneKind, id: string): DeliveryRow | EffectRow {
  const row = kind === 'delivery' ? tables.deliveries.get(id) : tables.effects.get(id);
  if (row === undefined) throw new Error(`the lane names ${kind} ${id}, which does not exist`);
  return row;
}

function toDelivery({
  isRepeatable: _isRepeatable,
  reason: _reason,
  runAt: _runAt,
  sendings: _sendings,
  ...row
}: DeliveryRow): Delivery {
  return { ...row, body: row.body === null ? null : Uint8Array.from(row.body), response: row.response };
}

function toEffect({ runAt: _runAt, ...row }: EffectRow, claimedAt: number): Effect {
  return { ...row, data: row.data, progress: row.progress, claimedAt: new Date(claimedAt) };
}

type ReadMethods =
  | 'getConversation'
  | 'listMessages'
  | 'listEvents'
  | 'countCodeMails'
  | 'listDeadLetters'
  | 'replayDeadLetter'
  | 'countBacklog';

function readMethods(tables: Tables, now: () => number): Pick<Store, ReadMethods> {
  return {
    getConversation: async (id) => {
      const row = tables.conversations.get(id);
      return row === undefined ? null : { ...row, state: row.state };
    },
    listMessages: async (conversation, { fromSeq, toSeq }) =>
      (tables.messages.get(conversation) ?? []).filter(({ seq }) => seq >= fromSeq && seq <= toSeq).map(toMessage),
    countCodeMails: async (to, { withinMs, beforeEffectId }) =>
      [...tables.effects.values()].filter(
        ({ id, status, kind, data, createdAt }) =>
          BigInt(id) < BigInt(beforeEffectId) &&
          (status === 'waiting' || status === 'done') &&
          kind === 'send-mail' &&
          typeof data['challengeId'] === 'string' &&
          data['to'] === to &&
          createdAt.getTime() > (tables.effects.get(beforeEffectId)?.createdAt.getTime() ?? now()) - withinMs,
      ).length,
    listEvents: async (conversation) =>
      (tables.events.get(conversation) ?? []).map((event, index) => ({ ...event, seq: index + 1 })),
    listDeadLetters: async () => [
      ...[...tables.effects.values()].filter(isGivenUp).map(toDeadEffect),
      ...[...tables.deliveries.values()].filter(isRejected).map(toDeadDelivery),
    ],
    replayDeadLetter: async (id) => {
      const [kind, number = ''] = id.split('-');
      const row = kind === 'effect' ? tables.effects.get(number) : tables.deliveries.get(number);
      if (row === undefined || !(isGivenUp(row) || isRejected(row))) return false;
      Object.assign(row, { status: 'waiting', runAt: now() });
      const laneKind = kind === 'effect' ? 'effect' : 'delivery';
      enqueue(tables, laneKind, row);
      const lane = tables.lanes[laneKind].get(row.lane);
      if (lane !== undefined) lane.runAt = now();
      return true;
    },
    countBacklog: async () => ({
      deliveries: [...tables.deliveries.values()].filter(({ status }) => status === 'waiting').length,
      effects: [...tables.effects.values()].filter(({ status }) => status === 'waiting').length,
      deadLetters:
        [...tables.effects.values()].filter(isGivenUp).length +
        [...tables.deliveries.values()].filter(isRejected).length,
    }),
  };
}

const isGivenUp = (row: EffectRow | DeliveryRow): boolean => row.status === 'failed' || row.status === 'dead';
const isRejected = (row: EffectRow | DeliveryRow): boolean =>
  row.status === 'rejected' && 'body' in row && row.body !== null;

const toDeadEffect = (row: EffectRow): DeadLetter => ({
  ...pickShared(row),
  id: `effect-${row.id}`,
  conversationId: row.conversationId,
  lastError: row.lastError,
  createdAt: row.createdAt,
});

const toDeadDelivery = (row: DeliveryRow): DeadLetter => ({
  ...pickShared(row),
  id: `delivery-${row.id}`,
  conversationId: null,
  lastError: row.reason,
  createdAt: row.receivedAt,
});

const pickShared = ({ kind, lane, attempts, status }: EffectRow | DeliveryRow) => ({
  kind,
  lane,
  attempts,
  status: status as DeadLetter['status'],
});

function secretMethods(tables: Tables): Pick<Store, 'getSecret' | 'setSecret' | 'keepWorkflow' | 'listWorkflows'> {
  return {
    keepWorkflow: async (workflow) => {
      const key = `${workflow.name}/${workflow.version}`;
      if (!tables.workflows.has(key)) tables.workflows.set(key, workflow);
    },
    listWorkflows: async () => [...tables.workflows.values()],
    getSecret: async (name) => tables.secrets.get(name) ?? null,
    setSecret: async (name, value) => put(tables, tables.secrets, { key: name, value: Uint8Array.from(value) }),
  };
}
