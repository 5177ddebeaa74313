import { createStore } from '../src/create-store.ts';
import type { Store } from '../src/index.ts';
import { type Inspection, inspectDatabase } from './inspection.ts';
import { openSimulatedDatabase } from './simulated-database.ts';

/** A mistake in one statement of the store, as a maintainer might make it. */
export type PlantedSql = { find: string; replace: string };

/** A store on SQL whose time is told by a test. */
export type SimulatedStore = {
  store: Store;
  inspection: Inspection;
  /** Empties it; from now on it is as late as `now` says, in milliseconds. */
  begin(now: () => number, planted?: PlantedSql | null): Promise<void>;
  /** Resolves when nothing is under way, and what was waiting for it has asked for nothing more. */
  settle(): Promise<void>;
  /** The latest time in any row. */
  latestTime(): Promise<Date>;
  close(): Promise<void>;
};

/** `url`: an empty database on a PostgreSQL server; else the embedded engine in memory. */
export async function openSimulatedStore(options: { url: string } | 'embedded'): Promise<SimulatedStore> {
  const { database, seen, begin, settle } = await openSimulatedDatabase(options);
  return {
    store: createStore(database),
    inspection: inspectDatabase(seen),
    settle,
    begin: (now, planted = null) => begin({ now, rewrite: toRewrite(planted) }),
    latestTime: async () => {
      const columns = await database.query(timeColumnsSql);
      const latest = columns.map((row) => `select max(${String(row['name'])}) as at from ${String(row['table'])}`);
      const [row] = await database.query(`select max(at) as at from (${latest.join(' union all ')}) as times`);
      return new Date(String(row?.['at']));
    },
    close: () => database.close(),
  };
}

const toRewrite = (planted: PlantedSql | null) => (sql: string) =>
  planted === null ? sql : sql.replaceAll(planted.find, planted.replace);

const timeColumnsSql = `
  select table_name as table, column_name as name from information_schema.columns
  where table_schema = 'public' and data_type = 'timestamp with time zone'`;
