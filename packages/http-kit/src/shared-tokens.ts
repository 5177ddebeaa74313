import type { TokenSource } from './caller.ts';
import type { SharedStore } from './shared-store.ts';

/** What processes share of an access token. */
export type KeptToken = {
  /** Empty when there is none. */
  accessToken: string;
  /** ISO 8601. */
  expiresAt: string;
};

export type SharedTokensOptions<Kept extends KeptToken> = {
  store: SharedStore<Kept>;
  now: () => Date;
  /** How long before its end a token is renewed, in milliseconds. */
  marginMs: (kept: Kept) => number;
  /**
   * Makes a new token, or says which may serve on. Called by one caller at a time across processes, under the store's lock; keeps what the
   * others must know, whatever the outcome.
   * @param refusedToken the token that the vendor has refused last, or null
   */
  renew: (stored: Kept | null, refusedToken: string | null) => Promise<Kept>;
};

/** Whether a token may be sent at a time, in epoch milliseconds. */
export const isAlive = (kept: KeptToken | null, refusedToken: string | null, at: number): kept is KeptToken =>
  kept !== null && kept.accessToken !== '' && kept.accessToken !== refusedToken && Date.parse(kept.expiresAt) > at;

/**
 * Access tokens of one connection: cached until a margin before their end, then renewed by one caller at a time across processes.
 * @throws what `renew` and the store throw
 */
export function createSharedTokens<Kept extends KeptToken>(options: SharedTokensOptions<Kept>): TokenSource {
  let cached: Kept | null = null;
  let refusedToken: string | null = null;
  let inFlight: Promise<string> | null = null;
  const isUsable = (kept: Kept | null): kept is Kept =>
    kept !== null && isAlive(kept, refusedToken, options.now().getTime() + options.marginMs(kept));
  const obtain = (): Promise<string> =>
    options.store.lock(async () => {
      const stored = await options.store.read();
      const kept = isUsable(stored) ? stored : await options.renew(stored, refusedToken);
      cached = kept;
      return kept.accessToken;
    });
  return {
    token: () => {
      if (isUsable(cached)) return Promise.resolve(cached.accessToken);
      inFlight ??= obtain().finally(() => {
        inFlight = null;
      });
      return inFlight;
    },
    // Only the token in use counts: thousands of late callers must not bring a newer one down with an older one's refusal.
    invalidate: (refused) => {
      if (cached?.accessToken === refused) {
        refusedToken = refused;
        cached = null;
      }
      return Promise.resolve();
    },
  };
}
