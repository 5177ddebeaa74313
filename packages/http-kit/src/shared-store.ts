/** Where processes share what one connection must remember; `lock` makes a change single across them. */
export type SharedStore<Value> = {
  read(): Promise<Value | null>;
  write(value: Value | null): Promise<void>;
  lock<Result>(work: () => Promise<Result>): Promise<Result>;
};

/** A store for one process; the lock is a queue. */
export function createMemoryStore<Value>(first: Value | null = null): SharedStore<Value> {
  let kept = first;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: () => Promise.resolve(kept),
    write: (value) => {
      kept = value;
      return Promise.resolve();
    },
    lock: (work) => {
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
