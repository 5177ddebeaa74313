/** One line per key in this time, so that a flood of the same does not flood the log. */
const quietMs = 60_000;

/** Tells how many of a key went unlogged before this one, which is to be logged; null: it is one of those that are not. */
export function createQuieter(now: () => Date): (key: string) => number | null {
  const last = new Map<string, { loggedAtMs: number; suppressed: number }>();
  return (key) => {
    const before = last.get(key);
    const nowMs = now().getTime();
    if (before !== undefined && nowMs - before.loggedAtMs < quietMs) {
      before.suppressed += 1;
      return null;
    }
    last.set(key, { loggedAtMs: nowMs, suppressed: 0 });
    return before?.suppressed ?? 0;
  };
}
