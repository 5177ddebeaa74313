import type { DeadLetter, Operations } from '@baton/store';
import type { Clocked } from './memory-lanes.ts';
import { type DeliveryRow, type EffectRow, enqueue, laneKey } from './tables.ts';

export function createMemoryOperations({ tables, now }: Clocked): Operations {
  const givenUp = () => [...tables.effects.values()].filter(({ status }) => status === 'failed' || status === 'dead');
  const rejected = () =>
    [...tables.deliveries.values()].filter(({ status, body }) => status === 'rejected' && body !== null);
  return {
    listDeadLetters: async () => [...givenUp().map(toDeadEffect), ...rejected().map(toDeadDelivery)],
    replayDeadLetter: async (id) => {
      const [kind, number] = id.split('-');
      const laneKind = kind === 'effect' ? 'effect' : 'delivery';
      const row = (laneKind === 'effect' ? givenUp() : rejected()).find((candidate) => candidate.id === number);
      if (row === undefined) return false;
      Object.assign(row, { status: 'waiting', runAt: now() });
      enqueue(tables, laneKind, row);
      const lane = tables.lanes[laneKind].get(laneKey(row));
      if (lane !== undefined) lane.runAt = now();
      return true;
    },
    countBacklog: async () => ({
      deliveries: [...tables.deliveries.values()].filter(({ status }) => status === 'waiting').length,
      effects: [...tables.effects.values()].filter(({ status }) => status === 'waiting').length,
      timers: tables.timers.size,
      deadLetters: givenUp().length + rejected().length,
    }),
    tryWriting: async () => undefined,
  };
}

const toDeadEffect = (row: EffectRow): DeadLetter => ({
  ...pickShared(row),
  id: `effect-${row.id}`,
  conversationId: row.conversationId,
  attempts: row.attempts,
  lastError: row.lastError,
  createdAt: row.createdAt,
});

const toDeadDelivery = (row: DeliveryRow): DeadLetter => ({
  ...pickShared(row),
  id: `delivery-${row.id}`,
  conversationId: null,
  attempts: row.postponements + 1,
  lastError: row.reason,
  createdAt: row.receivedAt,
});

const pickShared = ({ organisation, kind, lane, status }: EffectRow | DeliveryRow) => ({
  organisation,
  kind,
  lane,
  status: status as DeadLetter['status'],
});
