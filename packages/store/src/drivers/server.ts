import { randomUUID } from 'node:crypto';
import { type Database, type LockOptions, type Queryable, withoutWaitingForDisk } from '../database.ts';
import { groupCalls } from '../group-calls.ts';
import { guardCommit } from '../guard-commit.ts';
import {
  type BoundedPool,
  type Connection,
  createBoundedPool,
  defaultLimits,
  type ServerLimits,
} from './bounded-pool.ts';
import { keepSubscribed } from './subscription.ts';

/** A migration of large tables takes its time. */
const scriptMs = 600_000;
const lockWaitMs = 60_000;
/** A lock may be held for as long as the work takes, which has limits of its own. */
const lockHeldMs = 900_000;

/** Connects to a PostgreSQL server, version 15 or later. @throws AppError `store-unavailable` */
export async function openServer(url: string, limits: ServerLimits = defaultLimits): Promise<Database> {
  const listeners = new Set<() => void>();
  const wakeAll = (): void => {
    for (const listener of listeners) listener();
  };
  // What this process tells the others it hears as well, and knows already.
  const self = randomUUID();
  const subscription = await keepSubscribed(url, limits, (sender) => {
    if (sender !== self) wakeAll();
  });
  const pool = createBoundedPool(url, limits);
  const toStatement = nameStatements();
  const { operationMs } = limits;
  // Commits that notify go one after the other in the whole database, so one notice is for all that came meanwhile.
  const tellOthers = groupCalls<null>(async () => {
    await pool.use(operationMs, (connection) =>
      connection.query(toStatement(`select pg_notify('baton_work', $1), ${withoutWaitingForDisk}`, [self])),
    );
  });
  return {
    engine: 'server',
    query: (sql, parameters = []) =>
      pool.use(operationMs, async (connection) => (await connection.query(toStatement(sql, parameters))).rows),
    transaction: (work, { isDurable = true } = {}) =>
      pool.use(operationMs, async (connection) => {
        await begin(connection, isDurable);
        return inTransaction(connection, toStatement, work);
      }),
    runScript: (sql) => pool.use(scriptMs, (connection) => runUnlimited(connection, sql)),
    notify: () => {
      wakeAll();
      return tellOthers(null);
    },
    listen: (listener) => {
      listeners.add(listener);
      return Promise.resolve(() => {
        listeners.delete(listener);
        return Promise.resolve();
      });
    },
    withLock: (name, work, options) => withAdvisoryLock(pool, { name, ...options }, work),
    close: async () => {
      await subscription.close();
      await pool.close();
    },
  };
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

async function begin(connection: Connection, isDurable: boolean): Promise<void> {
  try {
    await connection.query(isDurable ? 'begin' : 'begin; set local synchronous_commit = off');
  } catch (error) {
    connection.spoil();
    throw error;
  }
}

/** The transaction is open. */
async function inTransaction<Value>(
  connection: Connection,
  toStatement: ToStatement,
  work: (handle: Queryable) => Promise<Value>,
): Promise<Value> {
  try {
    const handle = guardCommit(async (sql, parameters) => (await connection.query(toStatement(sql, parameters))).rows);
    const value = await work(handle);
    handle.checkCommit();
    await connection.query('commit');
    return value;
  } catch (error) {
    await connection.query('rollback').catch(() => connection.spoil());
    throw error;
  }
}

async function runUnlimited(connection: Connection, sql: string): Promise<void> {
  await connection.query('set statement_timeout = 0');
  try {
    await connection.query(sql);
    await connection.query('reset statement_timeout');
  } catch (error) {
    // It may stand in the middle of a transaction, and has no limit any more.
    connection.spoil();
    throw error;
  }
}

function withAdvisoryLock<Value>(
  pool: BoundedPool,
  { name, waitMs = lockWaitMs }: { name: string } & LockOptions,
  work: () => Promise<Value>,
): Promise<Value> {
  const values = [name];
  return pool.use(waitMs + lockHeldMs, async (connection) => {
    // Whatever happens, the lock ends with the connection.
    connection.spoil();
    await connection.query(`set statement_timeout = ${Math.round(waitMs)}`);
    await connection.query({ text: 'select pg_advisory_lock(hashtext($1))', values });
    const value = await work();
    await connection.query({ text: 'select pg_advisory_unlock(hashtext($1))', values });
    return value;
  });
}
