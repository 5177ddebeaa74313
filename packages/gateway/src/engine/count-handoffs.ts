import type { HandoffChanges } from '@baton/core';
import type { Counters } from '../metrics.ts';

/** Counts what a committed turn made of handoffs. */
export function countHandoffs(counters: Pick<Counters, 'add'>, { legs, handoffs, skipped }: HandoffChanges): void {
  for (const { desk, reason } of skipped) counters.add('baton_handoff_steps_failed_total', { desk, reason });
  for (const { desk, end } of legs)
    if (end !== null && !endsWell.includes(end.reason))
      counters.add('baton_handoff_steps_failed_total', { desk, reason: toCode(end.reason) });
  for (const { desk, requestedAt, connectedAt, outcome } of handoffs) {
    if (outcome !== null) counters.add('baton_handoffs_ended_total', { outcome });
    if (desk === null || connectedAt === null || requestedAt === null) continue;
    // One that a human began without being asked was answered before it was asked for.
    const waitedMs = Date.parse(connectedAt) - Date.parse(requestedAt);
    if (waitedMs <= 0) continue;
    counters.add('baton_handoffs_answered_total', { desk });
    counters.add('baton_time_to_human_seconds_total', { desk }, waitedMs / 1_000);
  }
}

const endsWell = ['completed', 'cancelled-by-customer', 'callback-instead'];

/** What a vendor writes as the cause of a failed hand-over is no code. */
const toCode = (reason: string): string => (reason.startsWith('forward-failed') ? 'forward-failed' : reason);
