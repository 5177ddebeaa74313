/** Wakes everybody who waits, or lets each go after its own time. */
export type Signal = { notify(): void; wait(timeoutMs: number): Promise<void> };

/** `setTimeout` takes more than 24.8 days for one millisecond. */
const longestTimeoutMs = 2 ** 31 - 1;

export function createSignal(): Signal {
  let waiters = new Set<() => void>();
  return {
    notify() {
      const woken = waiters;
      waiters = new Set();
      for (const wake of woken) wake();
    },
    wait(timeoutMs) {
      return new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          waiters.delete(finish);
          resolve();
        };
        const timer = setTimeout(finish, Math.min(timeoutMs, longestTimeoutMs));
        waiters.add(finish);
      });
    },
  };
}

/** A signal per key: what happens under one key wakes nobody who waits for another. */
export type KeyedSignal = { notify(key: string): void; wait(key: string, timeoutMs: number): Promise<void> };

export function createKeyedSignal(): KeyedSignal {
  const signals = new Map<string, { signal: Signal; waiting: number }>();
  return {
    notify(key) {
      signals.get(key)?.signal.notify();
    },
    async wait(key, timeoutMs) {
      const entry = signals.get(key) ?? { signal: createSignal(), waiting: 0 };
      signals.set(key, entry);
      entry.waiting += 1;
      await entry.signal.wait(timeoutMs);
      entry.waiting -= 1;
      if (entry.waiting === 0) signals.delete(key);
    },
  };
}
