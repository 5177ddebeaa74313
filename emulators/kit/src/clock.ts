import { AsyncLocalStorage } from 'node:async_hooks';

/** Real time plus an offset that tests move. */
export interface EmulatorClock {
  now(): Date;
  /** Moves on and runs everything that became due, oldest first. */
  advance(ms: number): Promise<void>;
  at(due: Date, work: () => void | Promise<void>): { cancel(): void };
  /** How far it was moved. */
  offsetMs(): number;
  /** Puts it to real time plus `ms`, backwards as well. */
  set(ms: number): void;
  /** Runs the work with a clock that is ahead by `ms` for all that the work does, and for nothing else. */
  skewed<Result>(ms: number, work: () => Result): Result;
}

type Task = { due: Date; work: () => void | Promise<void>; timer: NodeJS.Timeout | null };

const timerMaxMs = 2_000_000_000;

/** A clock whose offset can be moved; work due later runs by real timers or when the clock is moved past it. */
export function createClock(onError: (error: unknown) => void): EmulatorClock & { stop(): void } {
  let offsetMs = 0;
  const tasks = new Set<Task>();
  const skew = new AsyncLocalStorage<number>();
  const now = (): Date => new Date(Date.now() + offsetMs + (skew.getStore() ?? 0));
  const run = async (task: Task): Promise<void> => {
    if (!tasks.delete(task)) return;
    if (task.timer !== null) clearTimeout(task.timer);
    try {
      await skew.run(0, task.work);
    } catch (error) {
      onError(error);
    }
  };
  const arm = (task: Task): void => {
    if (task.timer !== null) clearTimeout(task.timer);
    const waitMs = Math.min(timerMaxMs, Math.max(0, task.due.getTime() - now().getTime()));
    task.timer = setTimeout(() => {
      // A wait longer than a timer can be is taken in parts.
      if (task.due > now()) arm(task);
      else run(task).catch(onError);
    }, waitMs);
    task.timer.unref();
  };
  const runDue = async (): Promise<void> => {
    for (;;) {
      const [next] = [...tasks]
        .filter((task) => task.due <= now())
        .sort((left, right) => left.due.getTime() - right.due.getTime());
      if (next === undefined) break;
      await run(next);
    }
    for (const task of tasks) arm(task);
  };
  return {
    now,
    at: (due, work) => {
      const task: Task = { due, work, timer: null };
      tasks.add(task);
      arm(task);
      return {
        cancel: () => {
          if (task.timer !== null) clearTimeout(task.timer);
          tasks.delete(task);
        },
      };
    },
    advance: async (ms) => {
      offsetMs += ms;
      await runDue();
    },
    offsetMs: () => offsetMs,
    set: (ms) => {
      offsetMs = ms;
      for (const task of tasks) arm(task);
    },
    skewed: (ms, work) => (ms === 0 ? work() : skew.run(ms, work)),
    stop: () => {
      for (const task of tasks) if (task.timer !== null) clearTimeout(task.timer);
      tasks.clear();
    },
  };
}
