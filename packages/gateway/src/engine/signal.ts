/** Wakes everybody who waits, or lets each go after its own time. */
export type Signal = { notify(): void; wait(timeoutMs: number): Promise<void> };

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
        const timer = setTimeout(finish, timeoutMs);
        waiters.add(finish);
      });
    },
  };
}
