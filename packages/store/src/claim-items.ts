import { AppError } from '@baton/core';
import type { Database, Row } from './database.ts';
import { type Claim, claimLane, type LaneKind } from './lanes.ts';

type Source<Item> = {
  kind: LaneKind;
  /** Selects the first items of the lane in `leased`; see `claimLane`. */
  itemsSql: string;
  /** @throws AppError when the row is none of ours */
  decode(row: Row): Item;
  options: { leaseMs: number; lane?: string };
};

/**
 * A claim whose rows are decoded. A row that cannot be decoded is set aside as a dead letter as soon as it is the first. If it stayed, its
 * lane could never go on; and because that lane would always be the one that is due longest, every claim would get it and no other.
 */
export async function claimItems<Item>(database: Database, source: Source<Item>): Promise<Claim<Item> | null> {
  const claim = await claimLane(database, source, source.options);
  if (claim === null) return null;
  const items: Item[] = [];
  for (const row of claim.rows) {
    try {
      items.push(source.decode(row));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // What is behind it is handed out by the next claim.
      if (items.length === 0) await database.query(setAsideSql[source.kind], [row['id']]);
      break;
    }
  }
  return { lane: claim.lane, token: claim.token, items };
}

const setAsideSql: Record<LaneKind, string> = {
  delivery:
    "update deliveries set status = 'rejected', reason = 'row-unreadable' where id = $1::bigint and status = 'waiting'",
  effect:
    "update effects set status = 'dead', last_error = 'row-unreadable' where id = $1::bigint and status = 'waiting'",
};
