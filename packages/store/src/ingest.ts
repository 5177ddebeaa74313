import { AppError, joinKey } from '@baton/core';
import type { Database, Queryable, Row } from './database.ts';
import { oneOf, text } from './decode.ts';
import { type AddedDelivery, deliveryStatuses, type NewDelivery, toStoredResponse } from './delivery.ts';
import { toJsonText, toStorableKey } from './storable.ts';

type Waiting = { delivery: NewDelivery; resolve(added: AddedDelivery): void; reject(error: unknown): void };

/**
 * Adaptive group commit: while one insert is under way, deliveries collect; then they all go in one insert. No timer, so a lone
 * delivery waits for nobody. A batch that fails is repeated row by row, so that one bad row harms nobody else; one that fails because the
 * database is away fails with all that wait behind it, so that nobody waits for longer than one try takes.
 *
 * Against one insert each, paired, with 64 clients: 1.75 times as many durable answers per second, 3.2 times with 256, 3.3 times on a disk
 * that is 2 ms slower; about 0.1 ms more for a lone client, whom a fixed window of 2 ms made five times slower.
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
      await insertInto(database, batch).catch((error: unknown) => {
        if (!isAway(error)) return insertOneByOne(database, batch, error);
        for (const { reject } of [...batch, ...waiting.splice(0)]) reject(error);
        return undefined;
      });
      onAdded();
    }
    isFlushing = false;
  };
  return ({ key, lane, ...rest }) =>
    new Promise((resolve, reject) => {
      const delivery = { ...rest, key: toStorableKey(key), lane: toStorableKey(lane) };
      waiting.push({ delivery, resolve, reject });
      if (!isFlushing) flush().catch(reject);
    });
}

/** The database itself is away; two transactions in each other's way (40…) do not mean that. */
const isAway = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'store-unavailable' && !String(error.details['state']).startsWith('40');

async function insertOneByOne(database: Database, batch: Waiting[], error: unknown): Promise<void> {
  const [only] = batch;
  if (batch.length === 1 && only !== undefined) return only.reject(error);
  for (const item of batch) await insertInto(database, [item]).catch(item.reject);
}

/** Within a transaction, one that is to be stored together with something else. Nothing happens when its key is known. */
export async function addDelivery(handle: Queryable, { key, lane, ...rest }: NewDelivery): Promise<void> {
  await handle.query(insertSql, toParameters([{ ...rest, key: toStorableKey(key), lane: toStorableKey(lane) }]));
}

const toParameters = (deliveries: NewDelivery[]): string[][] => [
  list(deliveries, 'organisation'),
  list(deliveries, 'key'),
  list(deliveries, 'lane'),
  list(deliveries, 'kind'),
  deliveries.map((delivery) => Buffer.from(delivery.body).toString('hex')),
  list(deliveries, 'hash'),
  deliveries.map((delivery) => toJsonText(delivery.redacted)),
  deliveries.map((delivery) => String(delivery.isRepeatable)),
];

async function insertInto(database: Database, batch: Waiting[]): Promise<void> {
  const unique = [...new Map(batch.map(({ delivery }) => [identify(delivery), delivery])).values()];
  const inserted = await database.query(insertSql, toParameters(unique), { isUrgent: true });
  const added = new Map(inserted.map((row) => [identifyRow(row), { id: text(row, 'id'), ...fresh }]));
  const repeated = unique.filter((delivery) => !added.has(identify(delivery)));
  const known = repeated.length === 0 ? [] : await database.query(knownSql, knownParameters(repeated));
  answer(batch, new Map([...added, ...known.map((row) => [identifyRow(row), toKnown(row)] as const)]));
}

/** The second of two equal deliveries in one batch is a repetition like any other. */
function answer(batch: Waiting[], byKey: Map<string, AddedDelivery>): void {
  const seen = new Set<string>();
  for (const { delivery, resolve, reject } of batch) {
    const key = identify(delivery);
    const added = byKey.get(key);
    if (added === undefined) reject(new Error(`delivery ${delivery.key} was neither stored nor known`));
    else resolve(seen.has(key) ? { ...added, isNew: false } : added);
    seen.add(key);
  }
}

const fresh = { isNew: true, status: 'waiting', response: null, sealedResponse: null } as const;

const toKnown = (row: Row): AddedDelivery => ({
  id: text(row, 'id'),
  isNew: false,
  status: oneOf(row, 'status', deliveryStatuses),
  ...toStoredResponse(row),
});

const identify = ({ organisation, key }: { organisation: string; key: string }): string => joinKey(organisation, key);
const identifyRow = (row: Row): string => joinKey(text(row, 'organisation'), text(row, 'key'));
const list = (deliveries: NewDelivery[], name: 'organisation' | 'key' | 'lane' | 'kind' | 'hash'): string[] =>
  deliveries.map((delivery) => delivery[name]);
const knownParameters = (deliveries: NewDelivery[]): string[][] => [
  list(deliveries, 'organisation'),
  list(deliveries, 'key'),
];

/**
 * The lanes' rows come first: their lock makes the order of ids the order of commits. They are counted, so that every one of them is locked
 * before the first id is taken. In one statement, because a transaction of its own would cost four round trips.
 */
const insertSql = `
  with locked as (
    insert into lanes (organisation, kind, lane, run_at)
    select distinct organisation, 'delivery', lane, now() from unnest($1::text[], $3::text[]) as new (organisation, lane)
    order by organisation, lane
    on conflict (organisation, kind, lane) do update set run_at = lanes.run_at
    returning lane),
  every as (select count(*) as lanes from locked)
  insert into deliveries (organisation, key, lane, kind, body, hash, redacted, is_repeatable)
  select organisation, key, lane, kind, decode(body, 'hex'), hash, redacted::jsonb, is_repeatable::boolean
  from every, unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
    with ordinality as new (organisation, key, lane, kind, body, hash, redacted, is_repeatable, position)
  where every.lanes > 0
  order by position
  on conflict (organisation, key) do nothing
  returning organisation, key, id::text as id`;

const knownSql = `
  select organisation, key, id::text as id, status, response, sealed_response
  from deliveries join unnest($1::text[], $2::text[]) as asked (organisation, key) using (organisation, key)`;
