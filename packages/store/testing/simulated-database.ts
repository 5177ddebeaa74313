import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database, Queryable } from '../src/database.ts';
import { openEmbedded } from '../src/drivers/embedded.ts';
import { openServer } from '../src/drivers/server.ts';
import { migrate } from '../src/migrate.ts';
import { withStorableTexts } from '../src/storable.ts';

/** A database whose time is told by a test. */
export type SimulatedDatabase = {
  database: Database;
  /** The same for the eyes of a test: within a transaction its queries are part of it. */
  seen: Database;
  /** Empties all tables; from now on it is as late as `now` says, in milliseconds. `rewrite`: what becomes of each statement. */
  begin(options: { now(): number; rewrite(sql: string): string }): Promise<void>;
  /** Resolves when nothing is under way, and what was waiting for it has asked for nothing more. */
  settle(): Promise<void>;
};

/** Ours come before the engine's own, which have to be named for that. */
const searchPath = 'public, pg_catalog';

/** All our SQL, and what columns take by themselves, asks `now()`: under the search path above that is this one. */
const clockSql = `
  create table public.clock (at timestamptz not null);
  insert into public.clock values ('epoch');
  create function public.now() returns timestamptz language sql stable as 'select at from public.clock';`;

/** What a story leaves nothing in. */
const storyTablesSql = `
  select tablename from pg_tables
  where schemaname = 'public' and tablename not in ('clock', 'schema_migrations', 'durability_probe')`;

/** `url`: an empty database on a PostgreSQL server; else the embedded engine in memory. Brings the schema up to date. */
export async function openSimulatedDatabase(options: { url: string } | 'embedded'): Promise<SimulatedDatabase> {
  const opened = options === 'embedded' ? await openEmbedded(null) : await openServer(withSearchPath(options.url));
  await opened.runScript(`set search_path = ${searchPath}; ${clockSql}`);
  await migrate(opened);
  const tables = (await opened.query(storyTablesSql)).map((row) => String(row['tablename']));
  const pace = createPace(opened);
  const database = withStorableTexts(pace.database);
  return {
    database,
    seen: { ...database, query: (sql, parameters) => (pace.within() ?? database).query(sql, parameters) },
    settle: pace.settle,
    begin: async ({ now, rewrite }) => {
      await pace.settle();
      await opened.query(`truncate ${tables.join(', ')} restart identity`);
      pace.follow(now, rewrite);
    },
  };
}

/** Each of the pool's connections has it. */
function withSearchPath(url: string): string {
  const address = new URL(url);
  address.searchParams.set('options', `-c search_path=${searchPath.replace(' ', '')}`);
  return address.toString();
}

type Pace = {
  database: Database;
  /** The transaction that this very piece of work is in. */
  within(): Queryable | undefined;
  settle(): Promise<void>;
  follow(now: () => number, rewrite: (sql: string) => string): void;
};

/** Sets the clock before each piece of work, and knows whether one is under way. */
function createPace(database: Database): Pace {
  const transactions = new AsyncLocalStorage<Queryable>();
  let now = (): number => 0;
  let rewrite = (sql: string): string => sql;
  let setTo = 0;
  let setting: Promise<unknown> = Promise.resolve();
  let underWay = 0;
  const waiting: (() => void)[] = [];
  const setClock = (): Promise<unknown> => {
    const at = now();
    if (at === setTo) return setting;
    setTo = at;
    const isoTime = new Date(at).toISOString();
    setting = setting.then(() => database.query('update public.clock set at = $1', [isoTime]));
    return setting;
  };
  const watch = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    underWay += 1;
    try {
      await setClock();
      return await work();
    } finally {
      underWay -= 1;
      if (underWay === 0) for (const resolve of waiting.splice(0)) resolve();
    }
  };
  const rewritten = (queryable: Queryable): Queryable => ({
    query: (sql, parameters) => queryable.query(rewrite(sql), parameters),
  });
  return {
    database: {
      ...database,
      query: (sql, parameters) => watch(() => database.query(rewrite(sql), parameters)),
      transaction: (work, options) =>
        watch(() => database.transaction((handle) => transactions.run(handle, () => work(rewritten(handle))), options)),
    },
    within: () => transactions.getStore(),
    settle: async () => {
      await nextRound();
      while (underWay > 0) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        await nextRound();
      }
    },
    follow: (newNow, newRewrite) => {
      now = newNow;
      rewrite = newRewrite;
    },
  };
}

const nextRound = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
