import type { Database } from './database.ts';

/** The time of day, which somebody may set, and time that only passes, both in milliseconds. */
export type Clocks = { wall(): number; passing(): number };

const ownClocks: Clocks = { wall: () => Date.now(), passing: () => performance.now() };

/** Less is left to itself: clocks are trimmed all the time. */
const noticedMs = 1_000;

/** Everything that says when work may go on. */
const dueTimes = [
  ['lanes', 'run_at'],
  ['lanes', 'locked_until'],
  ['deliveries', 'run_at'],
  ['effects', 'run_at'],
  ['timers', 'due_at'],
  ['messages', 'assigned_at'],
] as const;

/**
 * The embedded engine has the clock of this machine. When that is set back by an hour, what is to be done in a second would be done in an
 * hour and a second; here it comes forward by as much as the clock went back. A clock that is set on makes waiting shorter, and is left.
 */
export function withSteadyClock(database: Database, clocks: Clocks = ownClocks): Database {
  let ahead = clocks.wall() - clocks.passing();
  let mending: Promise<void> | null = null;
  const watch = (): Promise<void> | null => {
    const now = clocks.wall() - clocks.passing();
    const setBackMs = ahead - now;
    if (Math.abs(setBackMs) >= noticedMs) ahead = now;
    if (setBackMs < noticedMs) return mending;
    mending = bringForward(database, setBackMs).finally(() => {
      mending = null;
    });
    return mending;
  };
  return {
    ...database,
    query: async (sql, parameters, options) => {
      await watch();
      return database.query(sql, parameters, options);
    },
    transaction: async (work, options) => {
      await watch();
      return database.transaction(work, options);
    },
  };
}

function bringForward(database: Database, ms: number): Promise<void> {
  return database.transaction(async (handle) => {
    for (const [table, column] of dueTimes)
      await handle.query(
        `update ${table} set ${column} = ${column} - $1::bigint * interval '1 millisecond' where ${column} > now()`,
        [String(Math.round(ms))],
      );
  });
}
