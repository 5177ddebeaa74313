import type { PendingRow } from '../rows.ts';
import type { SalesIqStore } from '../store.ts';
import type { BotAction } from './answer.ts';

/** What came of a pending answer while someone waited: its texts, or nothing when the time was over. */
export type PendingOutcome = 'answered' | 'expired';

/**
 * Bot answers that were put off. A final answer is taken once and only within the limit of 3 minutes; after that
 * `expire` is called and the callbacks API knows the request no more (salesiq.md §2.4, §5.1).
 */
export function createPendingAnswers(store: SalesIqStore, expire: (row: PendingRow) => void) {
  const { pending } = store.tables;
  const timers = new Map<string, { cancel(): void }>();
  const waiters = new Map<string, (outcome: PendingOutcome) => void>();

  const settle = (id: string, status: PendingOutcome): PendingRow => {
    timers.get(id)?.cancel();
    timers.delete(id);
    return pending.update(id, { status });
  };
  const arm = (row: PendingRow): void => {
    const due = new Date(row.deadlineAt);
    timers.set(
      row.id,
      store.host.clock.at(due, () => {
        if (pending.get(row.id)?.status !== 'open') return;
        expire(settle(row.id, 'expired'));
        wake(row.id, 'expired');
      }),
    );
  };
  const wake = (id: string, outcome: PendingOutcome): void => {
    waiters.get(id)?.(outcome);
    waiters.delete(id);
  };

  return {
    put(requestId: string, conversationId: string | null): void {
      const deadlineAt = store.now() + store.settings().callbackLimitMs;
      arm(pending.insert({ id: requestId, conversationId, status: 'open', deadlineAt }));
    },
    find: (requestId: string): PendingRow | undefined => {
      const row = pending.get(requestId);
      return row?.status === 'open' ? row : undefined;
    },
    /** Takes the final answer: nobody else can give one any more. */
    take: (requestId: string): PendingRow => settle(requestId, 'answered'),
    /** Tells the driver that waits that the final answer stands in the transcript. */
    finish: (requestId: string): void => wake(requestId, 'answered'),
    /** Resolves when the request is finished, or after real milliseconds. */
    wait(requestId: string, timeoutMs: number): Promise<PendingOutcome | 'timeout'> {
      const status = pending.get(requestId)?.status;
      if (status === 'answered' || status === 'expired') return Promise.resolve(status);
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiters.delete(requestId);
          resolve('timeout');
        }, timeoutMs);
        waiters.set(requestId, (outcome) => {
          clearTimeout(timer);
          resolve(outcome);
        });
      });
    },
    resume(): void {
      const latest = store.now() + store.settings().callbackLimitMs;
      for (const row of pending.list()) {
        if (row.status === 'open') arm({ ...row, deadlineAt: Math.min(row.deadlineAt, latest) });
      }
    },
    /** Stops all timers and lets every waiting driver go. */
    clear(): void {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
      for (const id of [...waiters.keys()]) wake(id, 'expired');
    },
  };
}
export type PendingAnswers = ReturnType<typeof createPendingAnswers>;

/** A `pending` within a final answer makes no sense: the callbacks API refuses it. */
export function isFinal(answer: BotAction): boolean {
  return answer.action !== 'pending';
}
