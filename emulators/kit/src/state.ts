import type { Log } from './persistence.ts';
import type { Collection, CollectionOptions, Row } from './types.ts';

type Change = { vendor: string; name: string; id: string; row: Row | null } | { counter: string; value: number };
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
    collection: <T extends Row>(vendor: string, name: string, options: CollectionOptions<T> = {}): Collection<T> => {
      const { rows } = Object.assign(table(vendor, name), { options: options as CollectionOptions<Row> });
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

function snapshot(tables: Map<string, Table>, counters: Map<string, number>): unknown[] {
  const rows = [...tables].flatMap(([key, { rows: all }]) => {
    const [vendor = counterVendor, name = ''] = key.split('/');
    return [...all.values()].map((row) => ({ vendor, name, id: row.id, row }));
  });
  return [...[...counters].map(([counter, value]) => ({ counter, value })), ...rows];
}
