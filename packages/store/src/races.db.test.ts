import { randomUUID } from 'node:crypto';
import { defaultOrganisation } from '@baton/core';
import { createDatabase } from '@baton/testkit';
import pg from 'pg';
import { afterEach, expect, inject, it } from 'vitest';
import type { NewDelivery } from './delivery.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

let store: Store | undefined;
afterEach(() => store?.close());

const newDelivery = (lane: string): NewDelivery => ({
  organisation: defaultOrganisation,
  key: randomUUID(),
  lane,
  kind: 'flat',
  body: Buffer.from('x'),
  hash: 'h',
  redacted: {},
  isRepeatable: true,
});

it('loses no delivery that is being stored while a worker leaves its lane', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  store = await openStore({ url });
  const lane = randomUUID();
  const first = await store.inbox.add(newDelivery(lane));
  const claim = await store.inbox.claim({ leaseMs: 60_000, lane });
  await store.transaction((transaction) => transaction.finishDelivery(first.id));
  const between = new pg.Client({ connectionString: url });
  await between.connect();
  try {
    // The lane's row is found before anything can be inserted: there the second delivery is held up.
    await between.query('begin; lock table deliveries in share mode');
    const second = store.inbox.add(newDelivery(lane));
    await untilWaiting(between, 1);
    let isReleased = false;
    const released = store.inbox.release(claim?.token ?? '').then(() => {
      isReleased = true;
    });
    // Either the worker waits for the writer, as it should, or it has deleted the lane by now.
    await untilWaiting(between, 2, () => isReleased);
    await between.query('commit');
    const { id } = await second;
    await released;
    expect((await store.inbox.claim({ leaseMs: 60_000, lane }))?.items.map((item) => item.id)).toEqual([id]);
  } finally {
    await between.end();
  }
});

/** Looks until so many sessions wait for a lock, or `isOver`. */
async function untilWaiting(client: pg.Client, count: number, isOver = (): boolean => false): Promise<void> {
  const stopAt = Date.now() + 15_000;
  for (;;) {
    const { rows } = await client.query<{ waiting: number }>(
      `select count(*)::integer as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.waiting ?? 0) >= count || isOver()) return;
    if (Date.now() > stopAt) throw new Error(`${count} sessions never waited for a lock`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
