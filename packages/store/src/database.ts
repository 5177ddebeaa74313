/** One row as the driver gives it; repositories map it. */
export type Row = Record<string, unknown>;

export interface Queryable {
  /** One statement with `$1` parameters: strings, numbers, booleans, null, Date, Uint8Array, and arrays of strings. */
  query(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** `isUrgent`: somebody outside waits for it, so that on the embedded engine it goes before work of our own. Default false. */
export type TransactionOptions = { isUrgent?: boolean };

/** `waitMs`: how long to wait for the lock, in milliseconds. Default 60 000. */
export type LockOptions = { waitMs?: number };

/** The small port both engines stand behind. */
export interface Database extends Queryable {
  readonly engine: 'embedded' | 'server';
  query(sql: string, parameters?: readonly unknown[], options?: TransactionOptions): Promise<Row[]>;
  /** Inside, use only the handle: on the embedded engine a query outside it waits forever. */
  transaction<Value>(work: (handle: Queryable) => Promise<Value>, options?: TransactionOptions): Promise<Value>;
  /** Runs a script of several statements. */
  runScript(sql: string): Promise<void>;
  notify(): Promise<void>;
  listen(listener: () => void): Promise<() => Promise<void>>;
  /** Holds a named lock across every process that shares the database. @throws AppError `store-unavailable` when it is not free in time */
  withLock<Value>(name: string, work: () => Promise<Value>, options?: LockOptions): Promise<Value>;
  close(): Promise<void>;
}
