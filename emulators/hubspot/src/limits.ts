import { randomUUID } from 'node:crypto';
import type { EmulatorHost, EmulatorReply, Entry } from '@baton/emulator-kit';
import type { SettingsStore } from './settings.ts';

export type CallKind = 'call' | 'search';

export type Limits = {
  /** Counts a call, and refuses it when there were too many. */
  enter(kind: CallKind): Entry;
  /** The refusal that such a call gets. */
  refusal(kind: CallKind): EmulatorReply;
};

const windows = { second: 1_000, tenSeconds: 10_000, day: 86_400_000 } as const;

/** Rolling windows on the emulator's clock (contract hubspot §11). Counted in memory; a reset forgets them. */
export function createLimits(host: EmulatorHost, settings: SettingsStore): Limits {
  let calls: number[] = [];
  let searches: number[] = [];
  const forget = (): void => {
    calls = [];
    searches = [];
  };
  host.onReset(forget);
  host.onRestore(forget);
  const within = (times: readonly number[], ms: number): number => {
    const from = host.clock.now().getTime() - ms;
    return times.filter((time) => time > from).length;
  };
  const headers = (kind: CallKind): Record<string, string> => {
    if (kind === 'search') return {};
    const { callsPerTenSeconds } = settings.read();
    return {
      'x-hubspot-ratelimit-max': String(callsPerTenSeconds),
      'x-hubspot-ratelimit-remaining': String(Math.max(0, callsPerTenSeconds - within(calls, windows.tenSeconds))),
      'x-hubspot-ratelimit-interval-milliseconds': String(windows.tenSeconds),
    };
  };
  const refuse = (kind: CallKind): EmulatorReply | null => {
    const { callsPerTenSeconds, callsPerDay, searchesPerSecond } = settings.read();
    if (callsPerDay > 0 && within(calls, windows.day) >= callsPerDay) return dailyRefusal(callsPerDay);
    if (within(calls, windows.tenSeconds) >= callsPerTenSeconds) return rollingRefusal(callsPerTenSeconds);
    return kind === 'search' && within(searches, windows.second) >= searchesPerSecond ? searchRefusal() : null;
  };
  return {
    enter: (kind) => {
      const refused = refuse(kind);
      const now = host.clock.now().getTime();
      if (refused === null) {
        calls = [...calls.filter((time) => time > now - windows.day), now];
        if (kind === 'search') searches = [...searches.filter((time) => time > now - windows.second), now];
      }
      return { refused, headers: refused === null ? headers(kind) : {}, leave: () => undefined };
    },
    refusal: (kind) => (kind === 'search' ? searchRefusal() : rollingRefusal(settings.read().callsPerTenSeconds)),
  };
}

const refusal = (words: string, policyName: string, headers: Record<string, string>): EmulatorReply => ({
  status: 429,
  headers,
  body: {
    status: 'error',
    message: `You have reached your ${words} limit.`,
    errorType: 'RATE_LIMIT',
    correlationId: randomUUID(),
    policyName,
  },
});

const rollingRefusal = (max: number): EmulatorReply =>
  refusal('ten_secondly_rolling', 'TEN_SECONDLY_ROLLING', {
    'x-hubspot-ratelimit-max': String(max),
    'x-hubspot-ratelimit-remaining': '0',
    'x-hubspot-ratelimit-interval-milliseconds': String(windows.tenSeconds),
  });

const dailyRefusal = (max: number): EmulatorReply =>
  refusal('daily', 'DAILY', {
    'x-hubspot-ratelimit-daily': String(max),
    'x-hubspot-ratelimit-daily-remaining': '0',
  });

const searchRefusal = (): EmulatorReply => refusal('secondly', 'SECONDLY', {});
