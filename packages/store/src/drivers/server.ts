import { AppError } from '@baton/core';
import pg from 'pg';
import type { Database, Queryable, Row } from '../database.ts';
import { guardCommit } from '../guard-commit.ts';

const connectionsMax = 12;

/** Connects to a PostgreSQL server, version 15 or later. */
export async function openServer(url: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: connectionsMax, connectionTimeoutMillis: 5_000 });
  const listeners = new Set<() => void>();
  // A broken idle connection is replaced by the pool; queries report their own failures.
  pool.on('error', () => undefined);
  // For its whole life: one that is thrown away as broken may report its end when the pool no longer listens to it.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  const wakeAll = (): void => {
    for (const listener of listeners) listener();
  };
  const subscription = await keepSubscribed(url, wakeAll);
  const toStatement = nameStatements();
  return {
    engine: 'server',
    query: async (sql, parameters = []) => (await pool.query<Row>(toStatement(sql, parameters))).rows,
    transaction: (work) => inTransaction(pool, toStatement, work),
    runScript: async (sql) => {
      await pool.query(sql);
    },
    notify: async () => {
      wakeAll();
      await pool.query("select pg_notify('baton_work', '')");
    },
    listen: (listener) => {
      listeners.add(listener);
      return Promise.resolve(() => {
        listeners.delete(listener);
        return Promise.resolve();
      });
    },
    withLock: (name, work) => withAdvisoryLock(pool, name, work),
    close: async () => {
      await subscription.close();
      await pool.end();
    },
  };
}

const subscribeAgainMs = 1_000;

/** Listens for work on a connection of its own, and on a new one when that breaks. Between the two, polling finds the work. */
async function keepSubscribed(url: string, onNotice: () => void): Promise<{ close(): Promise<void> }> {
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let client = await subscribe(url, onNotice);
  const watch = (): void => {
    client.once('end', () => {
      if (!isClosed) timer = setTimeout(again, subscribeAgainMs);
    });
  };
  const again = (): void => {
    subscribe(url, onNotice).then(
      (fresh) => {
        client = fresh;
        if (isClosed) client.end().catch(() => undefined);
        else watch();
        onNotice();
      },
      () => {
        if (!isClosed) timer = setTimeout(again, subscribeAgainMs);
      },
    );
  };
  watch();
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await client.end();
    },
  };
}

async function subscribe(url: string, onNotice: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  client.on('notification', onNotice);
  try {
    await client.connect();
    await client.query('listen baton_work');
  } catch (cause) {
    throw new AppError(
      'store-unavailable',
      'The database at DATABASE_URL does not answer. Check that it runs and that user and password are right.',
      { retryable: true, cause },
    );
  }
  return client;
}

type ToStatement = (sql: string, parameters: readonly unknown[]) => { name: string; text: string; values: unknown[] };

/** Each text has a name of its own, so that a connection parses and plans it once. All texts are constants of this package. */
function nameStatements(): ToStatement {
  const names = new Map<string, string>();
  return (text, parameters) => {
    const name = names.get(text) ?? `baton_${names.size + 1}`;
    names.set(text, name);
    return { name, text, values: [...parameters] };
  };
}

async function inTransaction<Value>(
  pool: pg.Pool,
  toStatement: ToStatement,
  work: (handle: Queryable) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  let isBroken = false;
  // The pool hears of a connection that breaks only while it is idle; unheard, the event would end the process.
  const onError = (): void => {
    isBroken = true;
  };
  client.on('error', onError);
  try {
    await client.query('begin');
    const handle = guardCommit(async (sql, parameters) => (await client.query<Row>(toStatement(sql, parameters))).rows);
    const value = await work(handle);
    handle.checkCommit();
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch(() => {
      isBroken = true;
    });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(isBroken);
  }
}

async function withAdvisoryLock<Value>(pool: pg.Pool, name: string, work: () => Promise<Value>): Promise<Value> {
  const client = await pool.connect();
  let isBroken = false;
  const onError = (): void => {
    isBroken = true;
  };
  client.on('error', onError);
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [name]).catch(onError);
    client.off('error', onError);
    client.release(isBroken);
  }
}
