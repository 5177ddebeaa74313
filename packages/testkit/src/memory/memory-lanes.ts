import { type Claim, type Lanes, toStorableKey } from '@baton/store';
import type { DeliveryRow, EffectRow, LaneKind, Tables } from './tables.ts';

const itemsMax = 20;

export type Clocked = { tables: Tables; now: () => number };
type RowOf = { delivery: DeliveryRow; effect: EffectRow };
type Kinds<Kind extends LaneKind, Item> = {
  kind: Kind;
  rows: Map<string, RowOf[Kind]>;
  /** What handing out does to the first row. */
  onFirst(row: RowOf[Kind]): void;
  toItem(row: RowOf[Kind]): Item;
};

/** The lanes of one kind, with the same protocol as the database's. */
export function createMemoryLanes<Kind extends LaneKind, Item>(
  { tables, now }: Clocked,
  { kind, rows, onFirst, toItem }: Kinds<Kind, Item>,
): Lanes<Item> {
  const lanes = tables.lanes[kind];
  const held = (token: string) => [...lanes].find(([, row]) => row.token === token);
  const rowOf = (id: string): RowOf[Kind] => {
    const row = rows.get(id);
    if (row === undefined) throw new Error(`the lane names ${kind} ${id}, which does not exist`);
    return row;
  };
  const claim = (leaseMs: number, wanted: string | undefined): Claim<Item> | null => {
    const at = now();
    const [free] = [...lanes]
      .filter(([, row]) => wanted === undefined || row.lane === toStorableKey(wanted))
      .filter(([, row]) => row.runAt <= at && (row.lockedUntil === null || row.lockedUntil < at))
      .sort(([, left], [, right]) => left.runAt - right.runAt);
    if (free === undefined) return null;
    const [key, lane] = free;
    const token = String(tables.nextId);
    tables.nextId += 1;
    Object.assign(lane, { token, lockedUntil: at + leaseMs });
    const taken = (tables.waiting[kind].get(key) ?? []).slice(0, itemsMax).map(rowOf);
    const firstSleeping = taken.findIndex((row) => row.runAt > at);
    const due = firstSleeping === -1 ? taken : taken.slice(0, firstSleeping);
    if (due[0] !== undefined) onFirst(due[0]);
    return { lane: lane.lane, token, items: due.map(toItem) };
  };
  return {
    claim: async ({ leaseMs, lane }) => claim(leaseMs, lane),
    renew: async (token, leaseMs) => {
      const [, lane] = held(token) ?? [];
      if (lane !== undefined) lane.lockedUntil = now() + leaseMs;
      return lane !== undefined;
    },
    release: async (token) => {
      const [key, lane] = held(token) ?? [];
      if (key === undefined || lane === undefined) return;
      const head = tables.waiting[kind].get(key)?.[0];
      if (head === undefined) lanes.delete(key);
      else Object.assign(lane, { token: null, lockedUntil: null, runAt: rowOf(head).runAt });
    },
    nextDueInMs: async () => {
      const due = [...lanes.values()].map((row) => Math.max(row.runAt, row.lockedUntil ?? row.runAt));
      return due.length === 0 ? null : Math.max(0, Math.min(...due) - now());
    },
  };
}
