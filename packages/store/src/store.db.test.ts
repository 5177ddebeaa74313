import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { conversationId, defaultOrganisation } from '@baton/core';
import { createDatabase, describeStore } from '@baton/testkit';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import type { NewDelivery } from './delivery.ts';
import { nextDueLaneSql } from './lanes.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';
import { nextDueTimerSql } from './timers.ts';

const migrations = new URL('../migrations/', import.meta.url);
const readMigration = (name: string): string => readFileSync(new URL(name, migrations), 'utf8');

const newDelivery = (key: string): NewDelivery => ({
  organisation: defaultOrganisation,
  key,
  lane: 'l',
  kind: 'flat',
  body: Buffer.from('x'),
  hash: 'h',
  redacted: {},
  isRepeatable: true,
});

/** Databases have run these: one that is changed is missed by all of them. A change is a new file, and a new line here. */
const published: Record<string, string> = {
  '0001-initial.sql': '9c2df609e39cdf0e',
  '0002-count-sendings-from-the-first.sql': '5a47b00381ee6ca7',
  '0003-failures-codes-and-workflow-versions.sql': 'a3e811bb10b763e1',
  '0004-organisations-and-failures-of-deliveries.sql': '632f1964c78595e6',
  '0005-timers-and-whose-answer-waits.sql': '6fec883e722b5fb9',
  '0006-timers-that-were-effects.sql': 'aa6c96d26c347e3f',
  '0007-allowances-and-proofs.sql': '984e00977b3a91c5',
  '0008-trials-of-writing.sql': '63f6ed0e5ea79f90',
  '0009-versions-of-settings.sql': '9d396a86bdfc782b',
  '0010-handoffs-and-legs.sql': 'ad9741997304d0d0',
  '0011-turns-in-one-commit.sql': '50126f91f624be12',
  '0012-words-at-rest.sql': '9a7c1bd35eed2a00',
  '0013-lanes-released-in-one-call.sql': '89cc943c66d130c7',
  '0014-console-desk.sql': '903ff9549dc11a8b',
  '0015-turns-of-a-lane-in-one-commit.sql': 'e5a735271506a0da',
};

it('changes no migration that databases have run', () => {
  const hashOf = (name: string): string => createHash('sha256').update(readMigration(name)).digest('hex').slice(0, 16);
  expect(Object.fromEntries(readdirSync(migrations).map((name) => [name, hashOf(name)]))).toEqual(published);
});

/** PostgreSQL answers the commit of a transaction in which a statement failed with a rollback and no error. */
async function expectNoSilentRollback(store: Store): Promise<void> {
  const delivery = { key: randomUUID(), lane: randomUUID(), kind: 'flat', hash: 'h', redacted: {}, isRepeatable: true };
  const { id } = await store.inbox.add({ ...delivery, organisation: defaultOrganisation, body: Buffer.from('x') });
  const work = store.transaction(async (transaction) => {
    await transaction.finishDelivery(id);
    const address = { organisation: defaultOrganisation, desk: 'salesiq', reference: randomUUID() };
    await transaction.linkDesk(address, conversationId('of nobody')).catch(() => null);
  });
  await expect(work).rejects.toThrow();
  expect(await store.inbox.get(id)).toMatchObject({ status: 'waiting' });
}

describe('on the embedded engine', () => {
  let store: Store;
  describeStore(async () => {
    store = await openStore({ dataDir: null });
    return store;
  });

  it('tells of a transaction that is not committed, though its work caught the failure', () =>
    expectNoSilentRollback(store));
});

describe('on a PostgreSQL server', () => {
  describeStore(async () => openStore({ url: await createDatabase(inject('postgresUrl')) }));

  it('tells of a transaction that is not committed, though its work caught the failure', async () => {
    const store = await openStore({ url: await createDatabase(inject('postgresUrl')) });
    await expectNoSilentRollback(store);
    await store.close();
  });

  it('is brought up to date by two nodes that start at once', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    const stores = await Promise.all([openStore({ url }), openStore({ url }), openStore({ url })]);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('brings the database of the first version up to date, with what waits in it', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(readMigration('0001-initial.sql'));
    await client.query(
      "create table schema_migrations (name text primary key, at timestamptz not null default now()); insert into schema_migrations (name) values ('0001-initial.sql')",
    );
    await client.query(`insert into lanes (kind, lane, run_at) values ('effect', 'c:mail', now());
      insert into conversations (id, channel, chat_id, state) values ('c', 'flat', 'chat', '{}');
      insert into effects (conversation_id, key, lane, kind, data, is_awaited, run_at) values ('c', 'k', 'c:mail', 'send-mail', '{}', false, now())`);
    await client.end();
    const store = await openStore({ url });
    const claim = await store.outbox.claim({ leaseMs: 60_000 });
    expect(claim?.items).toMatchObject([{ key: 'k', failures: 0 }]);
    await store.outbox.retry(claim?.items[0]?.id ?? '', { delayMs: 0, error: 'down', isFailure: true });
    expect(await store.workflows.list(defaultOrganisation)).toEqual([]);
    await store.close();
  });

  it('asks what is due next from the beginning of an index, however much sleeps', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    await (await openStore({ url })).close();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`insert into conversations (id, organisation, channel, chat_id, state) values ('c', 'default', 'flat', 'chat', '{}');
      insert into timers (organisation, conversation_id, key, name, data, due_at)
        select 'default', 'c', n::text, 'x', '{}', now() + n * interval '1 minute' from generate_series(1, 20000) n;
      insert into lanes (organisation, kind, lane, run_at)
        select 'default', 'effect', n::text, now() + n * interval '1 minute' from generate_series(1, 20000) n;
      analyze timers; analyze lanes`);
    for (const sql of [nextDueTimerSql, nextDueLaneSql.replaceAll('$1', "'effect'")]) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain analyze ${sql}`);
      const plan = rows.map((row) => row['QUERY PLAN']);
      expect(plan.filter((line) => line.includes('Seq Scan'))).toEqual([]);
      const read = plan.map((line) => Number(/Scan.*actual.*rows=(\d+)/.exec(line)?.[1] ?? 0));
      expect(Math.max(...read)).toBe(1);
    }
    await client.end();
  });

  it('sets a row aside that holds something else than ours, with what is behind it going on', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    const store = await openStore({ url });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const ids: string[] = [];
    for (const key of ['1', '2', '3']) ids.push((await store.inbox.add(newDelivery(key))).id);
    await client.query(`update deliveries set redacted = '[]' where key = '2'`);
    const handedOut: string[][] = [];
    for (let round = 0; round < 4; round += 1) {
      const claim = await store.inbox.claim({ leaseMs: 60_000 });
      if (claim === null) break;
      handedOut.push(claim.items.map(({ id }) => id));
      await store.transaction(async (transaction) => {
        for (const { id } of claim.items) await transaction.finishDelivery(id);
      });
      await store.inbox.release(claim.token);
    }
    expect(handedOut).toEqual([[ids[0]], [], [ids[2]]]);
    expect(await store.operations.listDeadLetters()).toMatchObject([
      { id: `delivery-${ids[1]}`, status: 'rejected', lastError: 'row-unreadable' },
    ]);
    await expect(store.inbox.get(ids[1] ?? '')).rejects.toMatchObject({
      code: 'internal',
      details: { column: 'redacted' },
    });
    await client.end();
    await store.close();
  });

  it('refuses a database that a newer version made', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    await (await openStore({ url })).close();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("insert into schema_migrations (name) values ('9999-from-the-future.sql')");
    await client.end();
    await expect(openStore({ url })).rejects.toMatchObject({ code: 'database-newer' });
  });

  it('says what to check when the server does not answer', async () => {
    await expect(openStore({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toMatchObject({
      code: 'store-unavailable',
    });
  });

  it('tells the other node about new work', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    const [here, there] = await Promise.all([openStore({ url }), openStore({ url })]);
    const told = new Promise<void>((resolve) => {
      void there.onWork(resolve);
    });
    await here.inbox.add(newDelivery('k'));
    await told;
    await Promise.all([here.close(), there.close()]);
  });
});
