export type Row = { id: string } & { [key: string]: unknown };

/** A list of rows in memory, each write of which is on disk before it returns. */
export interface Collection<T extends Row> {
  insert(row: T): T;
  update(id: string, patch: Partial<T>): T;
  remove(id: string): void;
  get(id: string): T | undefined;
  /** Oldest first. */
  list(): T[];
  find(test: (row: T) => boolean): T | undefined;
}

export type CollectionOptions<T extends Row> = { isInternal?: boolean; toWire?: (row: T) => unknown };
