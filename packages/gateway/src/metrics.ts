/** What this process has counted since it started, for Prometheus. */
export type Counters = {
  /** `amount`: default 1. */
  add(name: CounterName, labels: Record<string, string>, amount?: number): void;
  /** Lines of the exposition format. */
  render(): string[];
};

/** Every counter with what it counts. */
export const counterHelp = {
  baton_webhooks_refused_total: 'Requests to a webhook that were refused, by adapter and reason.',
  baton_connections_refused_total: 'Connections that were closed before a request could be taken from them, by reason.',
  baton_handoff_steps_failed_total: 'Desks that were asked for a human, or left out, in vain, by desk and reason.',
  baton_handoffs_answered_total: 'Wishes for a human that a human answered, by desk.',
  baton_handoffs_ended_total: 'Wishes for a human that ended, by outcome; `completed`: a human handed the chat back.',
  baton_time_to_human_seconds_total: 'How long customers waited for those answers, in seconds, by desk.',
  baton_turns_total:
    'Requests of customers, by the way they were processed: `one-commit`, or `queued` because something else came first.',
  baton_console_actions_total: 'What agents did at the console, by action and outcome.',
  baton_console_sign_ins_total: 'Sign-ins at the console, by outcome.',
  baton_deliveries_rejected_total: 'Stored deliveries that were not processed, by kind and reason.',
} as const;

export type CounterName = keyof typeof counterHelp;

/** Label values must be codes: each new one is kept for as long as the process lives. */
export function createCounters(): Counters {
  const counts = new Map<CounterName, Map<string, number>>();
  return {
    add: (name, labels, amount = 1) => {
      const key = Object.entries(labels)
        .map(([label, value]) => `${label}="${value.replaceAll(/["\\\n]/g, '_')}"`)
        .join(',');
      const rows = counts.get(name) ?? new Map<string, number>();
      rows.set(key, (rows.get(key) ?? 0) + amount);
      counts.set(name, rows);
    },
    render: () =>
      Object.entries(counterHelp).flatMap(([name, help]) => [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} counter`,
        ...[...(counts.get(name as CounterName) ?? [])].map(([labels, count]) => `${name}{${labels}} ${count}`),
      ]),
  };
}
