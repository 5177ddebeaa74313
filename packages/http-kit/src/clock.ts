/** Time as the kit sees it, so that tests can move it. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs the work once after so many milliseconds; the answer cancels it. */
  after(delayMs: number, work: () => void): () => void;
};

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, work) => {
    // Node fires at once when a delay exceeds 2^31 - 1 ms; a long wait is looked at again on the way.
    const timer = setTimeout(work, Math.min(delayMs, 2_147_483_647));
    return () => clearTimeout(timer);
  },
};

/** Waits; rejects with the signal's reason as soon as it is aborted. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
