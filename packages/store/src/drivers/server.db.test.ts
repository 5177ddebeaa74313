import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createDatabase } from '@baton/testkit';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, it, vi } from 'vitest';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';

const limits = { connectMs: 400, operationMs: 600 };
/** Both together, and what a busy machine adds. */
const answeredWithinMs = 4_000;

/** Stands between the store and the server, and can fall silent without closing anything: a firewall, a cable, a stopped machine. */
class Line {
  url = '';
  private readonly target: URL;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private isSilent = false;

  constructor(target: string) {
    this.target = new URL(target);
    this.server = createServer((near) => {
      const far = connect(Number(this.target.port), this.target.hostname);
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => this.sockets.delete(socket));
        if (this.isSilent) socket.pause();
      }
      near.on('data', (bytes) => far.write(bytes));
      far.on('data', (bytes) => near.write(bytes));
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
      if (this.isSilent) for (const socket of [near, far]) socket.pause();
    });
  }

  async open(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const url = new URL(this.target);
    url.port = String((this.server.address() as AddressInfo).port);
    this.url = url.href;
  }

  fallSilent(): void {
    this.isSilent = true;
    for (const socket of this.sockets) socket.pause();
  }

  speak(): void {
    this.isSilent = false;
    for (const socket of this.sockets) socket.resume();
  }

  /** Breaks every connection; new ones are taken. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }
}

let url: string;
let line: Line;
let store: Store;
let operator: pg.Client;
beforeEach(async () => {
  url = await createDatabase(inject('postgresUrl'));
  line = new Line(url);
  await line.open();
  store = await openStore({ url: line.url, limits });
  operator = new pg.Client({ connectionString: url });
  await operator.connect();
});
afterEach(async () => {
  await operator.end();
  await store.close();
  await line.close();
});

let keys = 0;
const add = (): Promise<unknown> => {
  keys += 1;
  return store.inbox.add({
    organisation: 'default',
    key: `key-${keys}`,
    lane: 'lane',
    kind: 'flat',
    body: Buffer.from('x'),
    hash: '',
    redacted: {},
    isRepeatable: true,
  });
};

/** One call of every part, each of which has to end in time. */
const calls: Record<string, () => Promise<unknown>> = {
  add,
  get: () => store.inbox.get('1'),
  claim: () => store.inbox.claim({ leaseMs: 1_000 }),
  due: () => store.outbox.nextDueInMs(),
  timers: () => store.timers.moveDue({ max: 1 }),
  transaction: () => store.transaction((transaction) => transaction.lockDelivery('1')),
  secret: () => store.secrets.get({ organisation: 'default', name: 'x' }),
  backlog: () => store.operations.countBacklog(),
  trial: () => store.operations.tryWriting({ isThorough: true }),
};

const unavailable = { code: 'store-unavailable', retryable: true };

async function expectRefused(call: () => Promise<unknown>): Promise<void> {
  const startedAtMs = performance.now();
  await expect(call()).rejects.toMatchObject(unavailable);
  expect(performance.now() - startedAtMs).toBeLessThan(answeredWithinMs);
}

it('answers everything in time while the database says nothing, and goes on when it speaks again', async () => {
  for (const call of Object.values(calls)) await call();
  line.fallSilent();
  await Promise.all(Object.values(calls).map(expectRefused));
  await expectRefused(add);
  line.speak();
  await vi.waitFor(add, { timeout: 10_000 });
  for (const call of Object.values(calls)) await call();
});

it('says within its time that a database does not answer that it is to open', async () => {
  line.fallSilent();
  await expectRefused(() => openStore({ url: line.url, limits }));
});

it('closes also while the database says nothing', async () => {
  const other = await openStore({ url: line.url, limits });
  await other.inbox.claim({ leaseMs: 1_000 });
  line.fallSilent();
  const startedAtMs = performance.now();
  await other.close();
  expect(performance.now() - startedAtMs).toBeLessThan(5_000);
});

it('gives up a statement that another one holds up, and works again afterwards', async () => {
  await operator.query('begin; lock table lanes in access exclusive mode');
  await expectRefused(add);
  await expectRefused(() => store.inbox.claim({ leaseMs: 1_000 }));
  await operator.query('rollback');
  await vi.waitFor(add, { timeout: 10_000 });
  // The server has ended what was given up, so nothing of ours stands in the way of anybody.
  const { rows } = await operator.query(
    "select 1 from pg_stat_activity where datname = current_database() and state = 'idle in transaction'",
  );
  expect(rows).toEqual([]);
});

it('says that broken connections and a database that is shut down are to be tried again', async () => {
  for (const trouble of [
    () => line.cut(),
    () =>
      operator.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
      ),
  ]) {
    const pending = Promise.allSettled(Array.from({ length: 20 }, add));
    await trouble();
    for (const result of await pending)
      if (result.status === 'rejected') expect(result.reason).toMatchObject(unavailable);
    await vi.waitFor(add, { timeout: 10_000 });
  }
});

it('says that a read-only database is to be tried again, and a database that is not there too', async () => {
  const name = new URL(url).pathname.slice(1);
  await operator.query(`alter database ${name} set default_transaction_read_only = on`);
  line.cut();
  await vi.waitFor(() => expect(add()).rejects.toMatchObject({ ...unavailable, details: { state: '25006' } }), {
    timeout: 10_000,
  });
  await operator.query('set transaction read write');
  const missing = new URL(line.url);
  missing.pathname = '/nowhere';
  await expect(openStore({ url: missing.href, limits })).rejects.toMatchObject({
    code: 'store-unavailable',
    message: expect.stringContaining('There is no database "nowhere"'),
  });
});

it('leaves an error of our own what it is', async () => {
  const id = 'c' as never;
  const conversation = { id, organisation: 'default', channel: 'flat', chatId: 'x', state: {} };
  await store.transaction((transaction) => transaction.createConversation(conversation));
  const again = store.transaction((transaction) =>
    transaction.createConversation({ ...conversation, chatId: 'another' }),
  );
  await expect(again).rejects.toMatchObject({ code: '23505' });
  await expect(store.transaction(() => Promise.reject(new RangeError('planned')))).rejects.toThrow(RangeError);
});
