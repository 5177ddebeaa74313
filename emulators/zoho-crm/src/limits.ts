import type { EmulatorHost, EmulatorReply, EmulatorRequest, Entry, Settings } from '@baton/emulator-kit';
import { bodyOf, failed } from './replies.ts';

export type CrmSettings = {
  /** Refuse a second record with the same address (contract zoho-crm §5). */
  uniqueEmail: boolean;
  /** In any 24 hours; the most that an Enterprise edition can have (contract zoho-crm §8). */
  creditsPerDay: number;
  /** Enterprise edition. */
  concurrentCallsMax: number;
  /** COQL, sorted lists and writes of more than ten records. */
  heavyCallsMax: number;
};

export const openCrmSettings = (host: EmulatorHost): Settings<CrmSettings> =>
  host.settings('crm', {
    defaults: { uniqueEmail: false, creditsPerDay: 5_000_000, concurrentCallsMax: 20, heavyCallsMax: 10 },
  });

export type CrmLimits = { enter(request: EmulatorRequest): Entry };

const dayMs = 86_400_000;
const recordsPerCredit = 10;

/**
 * Credits in a rolling window of 24 hours, and calls at the same time, with a smaller number for heavy ones (contract zoho-crm §8).
 * Counted in memory; a reset forgets it.
 */
export function createCrmLimits(host: EmulatorHost, settings: Settings<CrmSettings>): CrmLimits {
  const credits = createCredits(host);
  const running = { all: 0, heavy: 0 };
  return {
    enter: (request) => {
      const { creditsPerDay, concurrentCallsMax, heavyCallsMax } = settings.read();
      const records = recordCount(request);
      const isHeavy = /\/coql$/.test(request.path) || records > recordsPerCredit || 'sort_by' in request.query;
      const cost = Math.max(1, Math.ceil(records / recordsPerCredit));
      const isBusy = running.all >= concurrentCallsMax || (isHeavy && running.heavy >= heavyCallsMax);
      const refused: EmulatorReply | null = isBusy || credits.used() + cost > creditsPerDay ? failed(429) : null;
      const places = refused === null ? 1 : 0;
      const heavyPlaces = isHeavy ? places : 0;
      credits.spend(cost * places);
      running.all += places;
      running.heavy += heavyPlaces;
      const left = creditsPerDay - credits.used();
      return {
        refused,
        headers: left < creditsPerDay / 2 ? { 'x-api-credits-remaining': String(left) } : {},
        leave: () => {
          running.all -= places;
          running.heavy -= heavyPlaces;
        },
      };
    },
  };
}

/** What was spent in the last 24 hours. */
function createCredits(host: EmulatorHost): { used(): number; spend(cost: number): void } {
  let spent: { at: number; cost: number }[] = [];
  let sum = 0;
  const forget = (): void => {
    spent = [];
    sum = 0;
  };
  host.onReset(forget);
  host.onRestore(forget);
  return {
    used: () => {
      const oldest = host.clock.now().getTime() - dayMs;
      const fresh = spent.findIndex(({ at }) => at > oldest);
      const gone = spent.splice(0, fresh === -1 ? spent.length : fresh);
      for (const { cost } of gone) sum -= cost;
      return sum;
    },
    spend: (cost) => {
      if (cost > 0) spent.push({ at: host.clock.now().getTime(), cost });
      sum += cost;
    },
  };
}

/** How many records a write carries. */
function recordCount(request: EmulatorRequest): number {
  if (request.method === 'GET') return 0;
  try {
    const { data } = bodyOf(request);
    return Array.isArray(data) ? data.length : 0;
  } catch {
    return 0;
  }
}
