import { AppError } from '@baton/core';
import { PGlite } from '@electric-sql/pglite';
import { type Database, type Queryable, withoutWaitingForDisk } from '../database.ts';
import { guardCommit } from '../guard-commit.ts';
import { DurableFiles } from './durable-files.ts';
import { type EngineSession, keepEngine, type OpenedEngine, type Reopening } from './engine-session.ts';
import { createLateCall } from './late-call.ts';
import { createTurnstile } from './turnstile.ts';

/** The engine's own start parameters without `-F` (no fsync), and with the one sync method that reaches our hook. */
const startParams = [
  '--single',
  '-O',
  '-j',
  '-c',
  'search_path=public',
  '-c',
  'exit_on_error=false',
  '-c',
  'log_checkpoints=false',
  '-c',
  'max_worker_processes=0',
  '-c',
  'max_parallel_workers=0',
  '-c',
  'max_parallel_workers_per_gather=0',
  '-c',
  'io_method=sync',
  '-c',
  'max_parallel_maintenance_workers=0',
  '-c',
  'wal_sync_method=fsync',
  '-c',
  'fsync=on',
  '-c',
  'synchronous_commit=on',
];

/**
 * Opens the embedded engine on a folder (null: in memory, for tests) and proves that a commit reaches the disk. `reopenAfterMs`: how long to
 * wait between two tries after it broke off; each takes more than a second, and up to 200 MB until that is cleared away.
 * @throws AppError `durability-unproven`
 */
export async function openEmbedded(folder: string | null, { reopenAfterMs = 5_000 } = {}): Promise<Database> {
  if (folder === null) return wrap({ engine: await PGlite.create(), discard: () => undefined }, null);
  const open = (): Promise<OpenedEngine> => openDurably(folder);
  return wrap(await open(), { folder, open, afterMs: reopenAfterMs });
}

async function openDurably(folder: string): Promise<OpenedEngine> {
  const files = new DurableFiles(folder);
  try {
    const engine = await PGlite.create({ fs: files, dataDir: folder, startParams });
    files.watchForEnd();
    await proveDurability(engine, files);
    return { engine, discard: () => files.closeAll() };
  } catch (error) {
    files.closeAll();
    throw error;
  }
}

async function proveDurability(engine: PGlite, files: DurableFiles): Promise<void> {
  await engine.exec('create table if not exists durability_probe (at timestamptz not null)');
  const before = files.fsyncCount;
  await engine.query('insert into durability_probe values (now())');
  const isProven = files.fsyncCount > before;
  await engine.exec('delete from durability_probe');
  if (isProven) return;
  await engine.close();
  throw new AppError(
    'durability-unproven',
    'A commit of the embedded store did not reach the disk (no fsync was seen), so a power cut could lose acknowledged messages. Install the pinned version of @electric-sql/pglite, or set DATABASE_URL to use a PostgreSQL server.',
  );
}

/** How long what was committed without waiting for the disk stays off it at most, in milliseconds. */
const flushAfterMs = 200;
const flushSql = "select pg_logical_emit_message(false, 'baton', '', true)";

/** `reopening` null: an engine that broke off stays away, with all that was in it. */
function wrap(engine: OpenedEngine, reopening: Reopening | null): Database {
  const pass = createTurnstile();
  const kept = keepEngine(engine, reopening);
  const listeners = new Set<() => void>();
  const locks = new Map<string, Promise<unknown>>();
  // A server has a process of its own for this. What fails is tried with the next, and counts for nothing before.
  const flushing = createLateCall(flushAfterMs, () => {
    pass('normal', () => kept.use((session) => session.execute(flushSql, []))).catch(() => undefined);
  });
  return {
    engine: 'embedded',
    query: (sql, parameters = [], { isUrgent = false } = {}) =>
      pass(isUrgent ? 'urgent' : 'normal', () => kept.use((session) => session.execute(sql, parameters))),
    transaction: async (work, { isUrgent = false, isDurable = true } = {}) => {
      const value = await pass(isUrgent ? 'urgent' : 'normal', () =>
        kept.use((session) => inTransaction(session, work, isDurable)),
      );
      if (!isDurable) flushing.begin();
      return value;
    },
    runScript: (sql) => pass('normal', () => kept.use((session) => session.runScript(sql))),
    notify: () => {
      for (const listener of listeners) listener();
      return Promise.resolve();
    },
    listen: (listener) => {
      listeners.add(listener);
      return Promise.resolve(() => {
        listeners.delete(listener);
        return Promise.resolve();
      });
    },
    withLock: (name, work) => {
      const run = (locks.get(name) ?? Promise.resolve()).then(work, work);
      locks.set(
        name,
        run.catch(() => null),
      );
      return run;
    },
    close: () => {
      flushing.end();
      return pass('normal', () => kept.close());
    },
  };
}

async function inTransaction<Value>(
  session: EngineSession,
  work: (handle: Queryable) => Promise<Value>,
  isDurable: boolean,
): Promise<Value> {
  await session.execute('begin', []);
  try {
    if (!isDurable) await session.execute(`select ${withoutWaitingForDisk}`, []);
    const handle = guardCommit((sql, parameters) => session.execute(sql, parameters));
    const value = await work(handle);
    handle.checkCommit();
    await session.execute('commit', []);
    return value;
  } catch (error) {
    // What broke off has rolled back by itself; the first error is the one that tells why.
    await session.execute('rollback', []).catch(() => undefined);
    throw error;
  }
}
