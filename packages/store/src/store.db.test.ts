import { createDatabase, describeStore } from '@baton/testkit';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { openStore } from './open-store.ts';

describe('on the embedded engine', () => {
  describeStore(() => openStore({ dataDir: null }));
});

describe('on a PostgreSQL server', () => {
  describeStore(async () => openStore({ url: await createDatabase(inject('postgresUrl')) }));

  it('is brought up to date by two nodes that start at once', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    const stores = await Promise.all([openStore({ url }), openStore({ url }), openStore({ url })]);
    await Promise.all(stores.map((store) => store.close()));
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
    await here.addDelivery({
      key: 'k',
      lane: 'l',
      kind: 'flat',
      body: Buffer.from('x'),
      hash: 'h',
      redacted: {},
      isRepeatable: true,
    });
    await told;
    await Promise.all([here.close(), there.close()]);
  });
});
