import type { Row } from './start-loop.ts';

/** What all collections held at one moment, each by its name. */
export type Look = ReadonlyMap<string, readonly Row[]>;

type Waiter = { what: string; find(look: Look): boolean; reject(error: Error): void };

/**
 * One look at the emulators for all who wait. Two hundred that look for themselves would be most of the load, and keep what they wait for
 * from happening.
 */
export function startWatch(read: (collection: string) => Promise<Row[]>, collections: readonly string[]) {
  let waiters: Waiter[] = [];
  let isOver = false;
  const lookOnce = async (): Promise<Look> => {
    const look = new Map<string, Row[]>();
    for (const collection of collections) look.set(collection, await read(collection));
    return look;
  };
  const goOn = async (): Promise<void> => {
    while (!isOver) {
      const look = await lookOnce();
      waiters = waiters.filter(({ find }) => !find(look));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const running = goOn();
  return {
    /** @throws Error that says what did not happen, when the watch ends before it does */
    until: <Value>(what: string, find: (look: Look) => Value | undefined): Promise<Value> =>
      new Promise((resolve, reject) => {
        waiters.push({
          what,
          reject,
          find: (look) => {
            const found = find(look);
            if (found !== undefined) resolve(found);
            return found !== undefined;
          },
        });
      }),
    end: async (): Promise<void> => {
      isOver = true;
      await running;
      for (const { what, reject } of waiters) reject(new Error(`${what} did not happen`));
    },
  };
}

export type Watch = ReturnType<typeof startWatch>;
