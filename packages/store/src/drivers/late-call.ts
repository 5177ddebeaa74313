/** Calls once, `afterMs` after the first of any number of beginnings. It keeps no process alive. */
export function createLateCall(afterMs: number, call: () => void): { begin(): void; end(): void } {
  let timer: NodeJS.Timeout | null = null;
  return {
    begin: () => {
      timer ??= setTimeout(() => {
        timer = null;
        call();
      }, afterMs).unref();
    },
    end: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
