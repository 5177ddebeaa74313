import type { consoleGaugeHelp } from '../console/create-console.ts';
import type { GaugeName } from '../health/vendor-health.ts';
import type { CounterName } from '../metrics.ts';

/** When a metric is a reason to act, and what to do then. */
export const metricAdvice: Record<
  CounterName | GaugeName | keyof typeof consoleGaugeHelp | 'baton_backlog' | 'baton_ready',
  string
> = {
  baton_backlog:
    '`inbox` or `outbox` that grows for minutes: look at the database, and at `baton_vendor_up`. `dead_letters` above 0: `baton dead-letters list`. Left out while the store does not answer.',
  baton_connections_refused_total:
    'A steep rise is an attack, a broken proxy, or a bound that is too low; `connection-refused` in the log says which.',
  baton_console_actions_total:
    'Mostly `chat-taken` or `agent-busy`: agents stand in each other’s way, or have too many chats.',
  baton_console_agents: '0 within office hours: nobody answers at the console, and customers go to the next desk.',
  baton_console_chats: '`waiting` that grows: too few agents, or none who accepts.',
  baton_console_sign_ins_total:
    'A rise of `refused` or `too-many`: somebody tries passwords, or an agent has forgotten theirs.',
  baton_deliveries_rejected_total:
    '`unknown-chat` and `unknown-ticket` are usual. Any other `reason`: look it up below.',
  baton_handoff_steps_failed_total:
    '`failing` or a `reason` that begins with `desk-`: `baton_vendor_up` of that desk. `closed` is usual. `full`, `missed` and `no-answer-in-time`: too few people are there.',
  baton_handoffs_answered_total: 'Below half of the wishes for a human for an hour: look at the failed steps.',
  baton_handoffs_ended_total:
    'A rise of `failed` or `unavailable`: customers get tickets instead of people; the failed steps say at which desk and why.',
  baton_ready: '0 for a minute: `detail` of `/readyz` and `store-lost` in the log say why.',
  baton_time_to_human_seconds_total:
    'Divided by the answered ones it is the mean wait; alarm when it nears the time that a desk has.',
  baton_turns_total:
    'Mostly `queued` without a backlog: slower than it need be. Is BATON_TURNS_IN_ONE_COMMIT off, or do many requests come for one chat at a time?',
  baton_vendor_failing_since_seconds: 'Alarm on its age: `time() - baton_vendor_failing_since_seconds > 300`.',
  baton_vendor_last_success_seconds: 'Nothing by itself: it is old also where nobody needed the vendor.',
  baton_vendor_up: '0 for minutes: the log line `vendor-failing` of this part says why and what to do.',
  baton_webhooks_refused_total:
    'A steep rise: somebody tries to get in, or a key was changed at the sender. `webhook-refused` in the log says which.',
};
