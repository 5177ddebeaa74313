import type { SealedKind, SealedValue, SealedValues } from '@baton/store';
import { change, dequeue, type Tables } from './tables.ts';

/** One value that is sealed, with what may be done to it. */
type Place = SealedValue & { replace(value: Uint8Array): void; discard(reason: string): void };

export function createMemorySealedValues(tables: Tables): SealedValues {
  const find = (kind: SealedKind, id: string): Place | undefined =>
    places[kind](tables).find((place) => place.id === id);
  return {
    list: async (kind, { after, limit }) => {
      const all = places[kind](tables);
      const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
      return all.slice(start, start + limit).map(({ id, value }) => ({ id, value: Uint8Array.from(value) }));
    },
    replace: async (kind, id, { from, to }) => {
      const found = find(kind, id);
      if (found === undefined || !Buffer.from(found.value).equals(from)) return false;
      found.replace(Uint8Array.from(to));
      return true;
    },
    discard: async (kind, id, reason) => find(kind, id)?.discard(reason),
  };
}

const places: Record<SealedKind, (tables: Tables) => Place[]> = {
  // The console has no store in memory.
  file: () => [],
  secret: ({ secrets }) =>
    [...secrets]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([id, value]) => ({
        ...{ id, value },
        replace: (next) => void secrets.set(id, next),
        discard: () => void secrets.delete(id),
      })),
  delivery: (tables) =>
    [...tables.deliveries].flatMap(([id, row]) => {
      if (row.body === null) return [];
      const discard = (reason: string): void => {
        if (row.status === 'waiting') dequeue(tables, 'delivery', row);
        change(tables, row, { status: 'rejected', body: null, reason });
      };
      return [{ id, value: row.body, replace: (body) => change(tables, row, { body }), discard }];
    }),
  answer: (tables) =>
    [...tables.deliveries].flatMap(([id, row]) => {
      if (row.sealedResponse === null) return [];
      const replace = (sealedResponse: Uint8Array | null): void => change(tables, row, { sealedResponse });
      return [{ id, value: row.sealedResponse, replace, discard: () => replace(null) }];
    }),
  message: (tables) =>
    [...tables.messages].flatMap(([conversation, rows]) =>
      rows.flatMap((row) => {
        if (row.sealed === null) return [];
        const replace = (sealed: Uint8Array | null): void => change(tables, row, { sealed });
        return [
          { id: JSON.stringify([conversation, row.seq]), value: row.sealed, replace, discard: () => replace(null) },
        ];
      }),
    ),
};
