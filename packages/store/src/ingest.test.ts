import { AppError } from '@baton/core';
import { expect, it } from 'vitest';
import type { Database } from './database.ts';
import { createIngest } from './ingest.ts';

const organisation = 'default';
const deliver = (key: string) => ({
  organisation,
  key,
  lane: 'lane',
  kind: 'flat',
  body: Buffer.from('x'),
  hash: '',
  redacted: {},
  isRepeatable: true,
});

/** A database each try of which fails with what `fail` makes of the number of deliveries in it. */
function failing(fail: (deliveries: number) => Error | null): { database: Database; tries: number[] } {
  const tries: number[] = [];
  const query = async (_sql: string, parameters: readonly unknown[] = []) => {
    const keys = parameters[1] as string[];
    if (parameters.length < 3) return [];
    tries.push(keys.length);
    const error = fail(keys.length);
    if (error !== null) throw error;
    return keys.map((key, index) => ({ organisation, key, id: String(index + 1) }));
  };
  const database = { query, transaction: (work: (handle: { query: typeof query }) => unknown) => work({ query }) };
  return { database: database as unknown as Database, tries };
}

const refused = (state: string): AppError =>
  new AppError('store-unavailable', 'planned', { retryable: true, details: { state } });

it('refuses everybody who waits after one try, when the database is away', async () => {
  const { database, tries } = failing(() => refused('57P01'));
  const ingest = createIngest(database, () => undefined);
  const results = await Promise.allSettled(Array.from({ length: 500 }, (_each, index) => ingest(deliver(`${index}`))));
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(tries).toEqual([1]);
});

it.each([
  ['one bad row', new RangeError('planned')],
  ['a deadlock', refused('40P01')],
])('tries each alone after %s in a batch', async (_what, error) => {
  const { database, tries } = failing((deliveries) => (deliveries > 1 ? error : null));
  const ingest = createIngest(database, () => undefined);
  const results = await Promise.all(['a', 'b', 'c', 'd'].map((key) => ingest(deliver(key))));
  expect(results.every(({ isNew }) => isNew)).toBe(true);
  expect(tries).toEqual([1, 3, 1, 1, 1]);
});
