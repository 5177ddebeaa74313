import type { SealedKind, SealedValues } from '@baton/store';
import { change, dequeue, type Tables } from './tables.ts';

export function createMemorySealedValues(tables: Tables): SealedValues {
  const values = (kind: SealedKind): [string, Uint8Array][] =>
    kind === 'secret'
      ? [...tables.secrets].sort(([left], [right]) => (left < right ? -1 : 1))
      : [...tables.deliveries].flatMap(([id, { body }]) => (body === null ? [] : [[id, body]]));
  return {
    list: async (kind, { after, limit }) => {
      const all = values(kind);
      const start = after === null ? 0 : all.findIndex(([id]) => id === after) + 1;
      return all.slice(start, start + limit).map(([id, value]) => ({ id, value: Uint8Array.from(value) }));
    },
    replace: async (kind, id, { from, to }) => {
      const found = values(kind).find(([key]) => key === id);
      if (found === undefined || !Buffer.from(found[1]).equals(from)) return false;
      const value = Uint8Array.from(to);
      const delivery = tables.deliveries.get(id);
      if (kind === 'secret') tables.secrets.set(id, value);
      else if (delivery !== undefined) change(tables, delivery, { body: value });
      return true;
    },
    discard: async (kind, id, reason) => {
      if (kind === 'secret') tables.secrets.delete(id);
      const delivery = kind === 'delivery' ? tables.deliveries.get(id) : undefined;
      if (delivery === undefined) return;
      if (delivery.status === 'waiting') dequeue(tables, 'delivery', delivery);
      change(tables, delivery, { status: 'rejected', body: null, reason });
    },
  };
}
