import type { Json } from '@baton/core';
import type { Database } from './database.ts';
import type { AddedDelivery, NewDelivery } from './store.ts';

type Waiting = { delivery: NewDelivery; resolve(added: AddedDelivery): void; reject(error: unknown): void };

/**
 * Adaptive group commit: while one insert is under way, deliveries collect; then they all go in one insert. No timer, so a lone
 * delivery waits for nobody. A batch that fails is repeated row by row, so that one bad row harms nobody else.
 */
export function createIngest(
  database: Database,
  onAdded: () => void,
): (delivery: NewDelivery) => Promise<AddedDelivery> {
  const waiting: Waiting[] = [];
  let isFlushing = false;
  const flush = async (): Promise<void> => {
    isFlushing = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, 200);
      await insertInto(database, batch).catch((error: unknown) => insertOneByOne(database, batch, error));
      onAdded();
    }
    isFlushing = false;
  };
  return (delivery) =>
    new Promise((resolve, reject) => {
      waiting.push({ delivery, resolve, reject });
      if (!isFlushing) flush().catch(reject);
    });
}

async function insertOneByOne(database: Database, batch: Waiting[], error: unknown): Promise<void> {
  const [only] = batch;
  if (batch.length === 1 && only !== undefined) return only.reject(error);
  for (const item of batch) await insertInto(database, [item]).catch(item.reject);
}

async function insertInto(database: Database, batch: Waiting[]): Promise<void> {
  const unique = [...new Map(batch.map((item) => [item.delivery.key, item.delivery])).values()];
  const inserted = await database.transaction(
    async (handle) => {
      const lanes = [...new Set(unique.map((delivery) => delivery.lane))].sort();
      await handle.query(lockLanesSql, [lanes]);
      const rows = await handle.query(insertSql, [
        unique.map((delivery) => delivery.key),
        unique.map((delivery) => delivery.lane),
        unique.map((delivery) => delivery.kind),
        unique.map((delivery) => Buffer.from(delivery.body).toString('hex')),
        unique.map((delivery) => delivery.hash),
        unique.map((delivery) => JSON.stringify(delivery.redacted)),
        unique.map((delivery) => String(delivery.isRepeatable)),
      ]);
      return new Map(rows.map((row) => [String(row['key']), String(row['id'])]));
    },
    { isUrgent: true },
  );
  const repeated = unique.filter((delivery) => !inserted.has(delivery.key)).map((delivery) => delivery.key);
  const known = repeated.length === 0 ? [] : await database.query(knownSql, [repeated]);
  const byKey = new Map<string, AddedDelivery>(
    [...inserted].map(([key, id]) => [key, { id, isNew: true, status: 'waiting', response: null }]),
  );
  for (const row of known) {
    const status = String(row['status']) as AddedDelivery['status'];
    byKey.set(String(row['key']), {
      id: String(row['id']),
      isNew: false,
      status,
      response: (row['response'] ?? null) as Json,
    });
  }
  const seen = new Set<string>();
  for (const { delivery, resolve, reject } of batch) {
    const added = byKey.get(delivery.key);
    if (added === undefined) reject(new Error(`delivery ${delivery.key} was neither stored nor known`));
    else resolve(seen.has(delivery.key) ? { ...added, isNew: false } : added);
    seen.add(delivery.key);
  }
}

const lockLanesSql = `
  insert into lanes (kind, lane, run_at)
  select 'delivery', lane, now() from unnest($1::text[]) as lane order by lane
  on conflict (kind, lane) do update set run_at = lanes.run_at`;

const insertSql = `
  insert into deliveries (key, lane, kind, body, hash, redacted, is_repeatable)
  select key, lane, kind, decode(body, 'hex'), hash, redacted::jsonb, is_repeatable::boolean
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
    with ordinality as new (key, lane, kind, body, hash, redacted, is_repeatable, position)
  order by position
  on conflict (key) do nothing
  returning key, id::text as id`;

const knownSql = 'select key, id::text as id, status, response from deliveries where key = any($1::text[])';
