import type { EmulatorHost, EmulatorReply, Entry } from '@baton/emulator-kit';
import { failure } from './replies.ts';
import type { SettingsStore } from './settings.ts';

const dayMs = 86_400_000;

export type Credits = {
  /** A call that begins; refused when too many run at once, and then nothing tells how long to wait. */
  enter(): Entry;
  /** Spends credits of the day; a refusal with `Retry-After` when there are too few. */
  take(weight: number): EmulatorReply | null;
  headers(weight: number): Record<string, string>;
  /** The refusal when the day's credits are spent. */
  spent(weight: number): EmulatorReply;
};

/** Credits per portal and day on the emulator's clock (contract zoho-desk §11). Counted in memory; a reset forgets it. */
export function createCredits(host: EmulatorHost, settings: SettingsStore): Credits {
  let spent = { day: 0, count: 0 };
  const forget = (): void => {
    spent = { day: 0, count: 0 };
  };
  host.onReset(forget);
  host.onRestore(forget);
  const remaining = (): number => Math.max(0, settings.read().creditsPerDay - spent.count);
  const headers = (weight: number): Record<string, string> => ({
    'x-rate-limit-request-weight-v3': String(weight),
    'x-rate-limit-remaining-v3': String(remaining()),
  });
  const refusal = (weight: number): EmulatorReply => {
    const leftMs = dayMs - (host.clock.now().getTime() % dayMs);
    const retryAfter = String(Math.ceil(leftMs / 1_000));
    return {
      status: 429,
      headers: { ...headers(weight), 'x-rate-limit-remaining-v3': '0', 'retry-after': retryAfter },
      body: { errorCode: 'THRESHOLD_EXCEEDED', message: 'The daily API credit limit has been reached.' },
    };
  };
  let running = 0;
  return {
    enter: () => {
      const isBusy = running >= settings.read().concurrentCallsMax;
      if (!isBusy) running += 1;
      return {
        refused: isBusy ? failure(429, 'TOO_MANY_REQUESTS', 'Too many simultaneous requests.') : null,
        headers: {},
        leave: () => {
          if (!isBusy) running -= 1;
        },
      };
    },
    headers,
    spent: refusal,
    take: (weight) => {
      const day = Math.floor(host.clock.now().getTime() / dayMs);
      if (day !== spent.day) spent = { day, count: 0 };
      if (weight > remaining()) return refusal(weight);
      spent = { day, count: spent.count + weight };
      return null;
    },
  };
}
