import type { Log } from './persistence.ts';
import type { Collection, CollectionOptions, Row } from './rows.ts';

type Change = { vendor: string; name: string; id: string; row: Row | null } | { counter: string; value: number };
export type Dump = { counters: Record<string, number>; collections: Record<string, Row[]> };
type Table = { rows: Map<string, Row>; options: CollectionOptions<Row> };

/** All rows of all vendors, rebuilt from the log at the start. */
export type State = ReturnType<typeof createState>;

const counterVendor = '#';

export function createState(log: Log) {
  const tables = new Map<string, Table>();
  const counters = new Map<string, number>();
  const table = (vendor: string, name: string): Table => {
    const key = `${vendor}/${name}`;
    const found = tables.get(key) ?? { rows: new Map<string, Row>(), options: {} };
    tables.set(key, found);
    return found;
  };
  for (const line of log.read()) {
    const change = line as Change;
    if ('counter' in change) counters.set(change.counter, change.value);
    else if (change.row === null) table(change.vendor, change.name).rows.delete(change.id);
    else table(change.vendor, change.name).rows.set(change.id, change.row);
  }
  log.rewrite(snapshot(tables, counters));
  const write = (vendor: string, name: string, change: { id: string; row: Row | null }): void =>
    log.append({ vendor, name, ...change });
  return {
    /** The collection, opened with these options, or else as it was opened before. */
    collection: <T extends Row>(vendor: string, name: string, options?: CollectionOptions<T>): Collection<T> => {
      const found = table(vendor, name);
      if (options !== undefined) found.options = options as CollectionOptions<Row>;
      const { rows } = found;
      return createCollection<T>(rows as Map<string, T>, (id, row) => write(vendor, name, { id, row }));
    },
    /** The collection as `GET /__emulator/state` shows it; undefined when there is none. */
    show: (vendor: string, name: string): unknown[] | undefined => {
      const found = tables.get(`${vendor}/${name}`);
      if (found === undefined || found.options.isInternal === true) return undefined;
      const toWire = found.options.toWire ?? ((row: Row): unknown => row);
      return [...found.rows.values()].map(toWire);
    },
    names: (): string[] => [...tables].filter(([, { options }]) => options.isInternal !== true).map(([key]) => key),
    counter: (name: string, start: number): number => {
      const value = (counters.get(name) ?? start - 1) + 1;
      counters.set(name, value);
      log.append({ counter: name, value });
      return value;
    },
    clear: (): void => {
      for (const { rows } of tables.values()) rows.clear();
      log.rewrite(snapshot(tables, counters));
    },
    /** The rows of each collection of a vendor. */
    rowsOf: (vendor: string): Record<string, Row[]> =>
      Object.fromEntries(
        [...tables]
          .filter(([key, { rows }]) => key.startsWith(`${vendor}/`) && rows.size > 0)
          .map(([key, { rows }]) => [key.slice(vendor.length + 1), [...rows.values()]]),
      ),
    /** All of it, as a snapshot has it. */
    dump: (): Dump => ({
      counters: Object.fromEntries(counters),
      collections: Object.fromEntries([...tables].map(([key, { rows }]) => [key, [...rows.values()]])),
    }),
    /** Puts all of it in place of what is here: on disk first, and there in one step. */
    replace: (dump: Dump): void => {
      const next = new Map(Object.entries(dump.collections));
      const lines = [...next].map(([key, rows]) => [key, { rows: new Map(rows.map((row) => [row.id, row])) }] as const);
      log.rewrite(snapshot(new Map(lines), new Map(Object.entries(dump.counters))));
      counters.clear();
      for (const [name, value] of Object.entries(dump.counters)) counters.set(name, value);
      for (const { rows } of tables.values()) rows.clear();
      for (const [key, rows] of next) {
        const [vendor = '', name = ''] = key.split('/');
        for (const row of rows) table(vendor, name).rows.set(row.id, row);
      }
    },
    /** Everything changed so far is with the operating system afterwards. */
    flush: (): void => log.flush(),
    close: (): void => log.close(),
  };
}

function createCollection<T extends Row>(
  rows: Map<string, T>,
  write: (id: string, row: T | null) => void,
): Collection<T> {
  return {
    insert: (row) => {
      write(row.id, row);
      rows.set(row.id, row);
      return row;
    },
    update: (id, patch) => {
      const current = rows.get(id);
      if (current === undefined) throw new Error(`no row ${id}`);
      const next = { ...current, ...patch };
      write(id, next);
      rows.set(id, next);
      return next;
    },
    remove: (id) => {
      write(id, null);
      rows.delete(id);
    },
    get: (id) => rows.get(id),
    list: () => [...rows.values()],
    find: (test) => [...rows.values()].find(test),
  };
}

function snapshot(tables: Map<string, Pick<Table, 'rows'>>, counters: Map<string, number>): unknown[] {
  const rows = [...tables].flatMap(([key, { rows: all }]) => {
    const [vendor = counterVendor, name = ''] = key.split('/');
    return [...all.values()].map((row) => ({ vendor, name, id: row.id, row }));
  });
  return [...[...counters].map(([counter, value]) => ({ counter, value })), ...rows];
}
