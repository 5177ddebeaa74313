/**
 * In a statement or a function of the database: its commit does not wait for the disk (see `TransactionOptions`). It is said in the
 * statement itself, because a transaction around it would cost three more round trips.
 */
export const withoutWaitingForDisk = "set_config('synchronous_commit', 'off', true)";

/** One row as the driver gives it; repositories map it. */
export type Row = Record<string, unknown>;

export interface Queryable {
  /** One statement with `$1` parameters: strings, numbers, booleans, null, Date, Uint8Array, and arrays of strings. */
  query(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export type QueryOptions = {
  /** Somebody outside waits for it, so that on the embedded engine it goes before work of our own. Default false. */
  isUrgent?: boolean;
};

export type TransactionOptions = QueryOptions & {
  /**
   * False: the commit does not wait for the disk. What is lost at a power cut is then always the last that was committed, so everything is on
   * the disk as soon as something is that was committed durably afterwards, and within a second in any case. Only for work that is found
   * again from what is on the disk already, and that nobody outside is told of before a durable commit. Default true.
   */
  isDurable?: boolean;
};

/** `waitMs`: how long to wait for the lock, in milliseconds. Default 60 000. */
export type LockOptions = { waitMs?: number };

/** The small port both engines stand behind. */
export interface Database extends Queryable {
  readonly engine: 'embedded' | 'server';
  query(sql: string, parameters?: readonly unknown[], options?: QueryOptions): Promise<Row[]>;
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
