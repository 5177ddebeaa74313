import { randomUUID } from 'node:crypto';
import type { Database, Queryable, Row } from './database.ts';

type LaneKind = 'delivery' | 'effect';
type ClaimOptions = { leaseMs: number; condition?: { sql: string; value: string } };
export type RawClaim = { lane: string; token: string; rows: Row[] };

const itemsMax = 20;
const tables: Record<LaneKind, string> = { delivery: 'deliveries', effect: 'effects' };

/** Leases the next due lane and hands out its first waiting items; their attempts are counted in the same transaction. */
export function claimLane(database: Database, kind: LaneKind, options: ClaimOptions): Promise<RawClaim | null> {
  return database.transaction(async (handle) => {
    const token = randomUUID();
    const lane = await leaseLane(handle, kind, { ...options, token });
    if (lane === null) return null;
    const rows = await takeItems(handle, kind, lane);
    return { lane, token, rows };
  });
}

async function leaseLane(
  handle: Queryable,
  kind: LaneKind,
  options: ClaimOptions & { token: string },
): Promise<string | null> {
  const { condition } = options;
  const parameters: unknown[] = [kind, options.token, options.leaseMs];
  if (condition !== undefined) parameters.push(condition.value);
  const rows = await handle.query(
    `update lanes set token = $2, locked_until = now() + $3::integer * interval '1 millisecond'
     where (kind, lane) = (
       select kind, lane from lanes
       where kind = $1 and run_at <= now() and (locked_until is null or locked_until < now()) ${condition?.sql ?? ''}
       order by run_at limit 1 for update skip locked)
     returning lane`,
    parameters,
  );
  return rows[0] === undefined ? null : String(rows[0]['lane']);
}

async function takeItems(handle: Queryable, kind: LaneKind, lane: string): Promise<Row[]> {
  const rows = await handle.query(
    `update ${tables[kind]} set attempts = attempts + 1
     where id in (select id from ${tables[kind]} where lane = $1 and status = 'waiting' order by id limit ${itemsMax})
     returning *, id::text as id, run_at <= now() as is_due, now() as claimed_at`,
    [lane],
  );
  const ordered = rows.sort((left, right) => Number(left['id']) - Number(right['id']));
  const firstSleeping = ordered.findIndex((row) => row['is_due'] !== true);
  return firstSleeping === -1 ? ordered : ordered.slice(0, firstSleeping);
}

/** Ends a lease. The lane's row is locked first, then its items are looked at with a fresh snapshot, so no wake-up is lost. */
export function releaseLane(database: Database, token: string): Promise<void> {
  return database.transaction(async (handle) => {
    const [lane] = await handle.query('select kind, lane from lanes where token = $1 for update', [token]);
    if (lane === undefined) return;
    const kind: LaneKind = lane['kind'] === 'delivery' ? 'delivery' : 'effect';
    const [head] = await handle.query(
      `select run_at from ${tables[kind]} where lane = $1 and status = 'waiting' order by id limit 1`,
      [lane['lane']],
    );
    if (head === undefined) await handle.query('delete from lanes where token = $1', [token]);
    else
      await handle.query('update lanes set token = null, locked_until = null, run_at = $2 where token = $1', [
        token,
        head['run_at'],
      ]);
  });
}

export async function renewLane(database: Database, token: string, leaseMs: number): Promise<boolean> {
  const rows = await database.query(
    "update lanes set locked_until = now() + $2::integer * interval '1 millisecond' where token = $1 returning lane",
    [token, leaseMs],
  );
  return rows.length > 0;
}
