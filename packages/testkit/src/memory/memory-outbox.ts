import { type Effect, type Outbox, toStorableObject, toStorableText } from '@baton/store';
import { type Clocked, createMemoryLanes } from './memory-lanes.ts';
import { change, type EffectRow } from './tables.ts';

export function createMemoryOutbox({ tables, now }: Clocked): Outbox {
  const start = (row: EffectRow): { attempts: number } => {
    change(tables, row, { attempts: row.attempts + 1 });
    return { attempts: row.attempts };
  };
  const lanes = createMemoryLanes(
    { tables, now },
    { kind: 'effect', rows: tables.effects, onFirst: start, toItem: (row) => toEffect(row, now()) },
  );
  return {
    ...lanes,
    start: async (id) => {
      const row = tables.effects.get(id);
      return row?.status === 'waiting' ? start(row) : null;
    },
    retry: async (id, { delayMs, error, isFailure }) => {
      const row = tables.effects.get(id);
      if (row === undefined) return;
      change(tables, row, {
        runAt: now() + delayMs,
        lastError: toStorableText(error),
        failures: row.failures + (isFailure ? 1 : 0),
      });
    },
    recordProgress: async (id, progress) => {
      const row = tables.effects.get(id);
      if (row !== undefined) change(tables, row, { progress: toStorableObject(progress) });
    },
  };
}

function toEffect({ runAt: _runAt, organisation: _organisation, ...row }: EffectRow, claimedAt: number): Effect {
  return { ...row, claimedAt: new Date(claimedAt) };
}
