import { createHash } from 'node:crypto';
import {
  ClientError,
  createMemoryStore,
  createSharedTokens,
  isAlive,
  type SharedStore,
  type TokenSource,
} from '@baton/http-kit';
import { createHubSpotOAuth, type HubSpotOAuth, type HubSpotOAuthOptions } from './oauth-client.ts';
import type { HubSpotTokenAnswer } from './token-endpoint.ts';

/** What processes share of one connection. Keep it as it is given, members you do not know included. */
export type HubSpotConnection = {
  refreshToken: string;
  /** Empty when there is none. */
  accessToken: string;
  /** ISO instant. */
  expiresAt: string;
  /** How long the access token was to live, in milliseconds. */
  lifeMs: number;
  /** The account it is for; null when HubSpot did not say. */
  hubId: string | null;
  /** Fingerprint of a refresh token that HubSpot has refused for good. */
  refused?: string;
  /** When a refresh failed last, epoch milliseconds. */
  failedAt?: number;
};

export type HubSpotTokenStore = SharedStore<HubSpotConnection>;

export type HubSpotTokenSourceOptions = HubSpotOAuthOptions & {
  /** Holds the connection; `toHubSpotConnection` makes one of an answer. */
  store: HubSpotTokenStore;
  now(): Date;
};

const marginMs = 5 * 60_000;
/** After a failure, how long an old token that still lives is used without asking again. */
const calmMs = 30_000;

/**
 * Access tokens of one connection (contract hubspot §4.5): renewed 5 minutes before the end, or a tenth of a short life, by one caller at a
 * time across processes. What comes back is kept, the refresh token included; one that HubSpot refuses is not sent a second time until
 * the account is connected again.
 * @throws ClientError `reauth-required`, `misconfigured`, `throttled` or `unavailable`
 * @example const tokens = createHubSpotTokenSource({ http: createHttp(), clientId, clientSecret, store, now: () => new Date() });
 */
export function createHubSpotTokenSource(options: HubSpotTokenSourceOptions): TokenSource {
  const oauth = createHubSpotOAuth(options);
  return createSharedTokens({
    store: options.store,
    now: options.now,
    marginMs: ({ lifeMs }) => Math.min(marginMs, lifeMs / 10),
    renew: (stored, refusedToken) => renew({ ...options, oauth }, { stored, refusedToken }),
  });
}

/** What a store keeps of an answer of the token endpoint. */
export const toHubSpotConnection = (
  answer: { accessToken: string; lifeMs: number; hubId: string | null },
  { refreshToken, now }: { refreshToken: string; now: Date },
): HubSpotConnection => ({
  refreshToken,
  accessToken: answer.accessToken,
  expiresAt: new Date(now.getTime() + answer.lifeMs).toISOString(),
  lifeMs: answer.lifeMs,
  hubId: answer.hubId,
});

type Renewal = { stored: HubSpotConnection | null; refusedToken: string | null };

/** Asks for a token under the lock, and leaves in the store what other processes must know, whatever the outcome. */
async function renew(
  { oauth, store, now }: HubSpotTokenSourceOptions & { oauth: HubSpotOAuth },
  { stored, refusedToken }: Renewal,
): Promise<HubSpotConnection> {
  if (stored === null || stored.refreshToken === '') throw notConnected();
  if (stored.refused === fingerprintOf(stored.refreshToken)) throw refusedBefore();
  const at = now().getTime();
  const mayServe = isAlive(stored, refusedToken, at);
  if (mayServe && at - (stored.failedAt ?? 0) < calmMs) return stored;
  try {
    const answer = await oauth.refresh(stored.refreshToken);
    const connection = toRenewed(stored, answer, now());
    await store.write(connection);
    return connection;
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    const isOver = error.code === 'reauth-required';
    await store.write({ ...stored, failedAt: at, ...(isOver ? { refused: fingerprintOf(stored.refreshToken) } : {}) });
    if (mayServe && error.retryable) return stored;
    throw error;
  }
}

function toRenewed(stored: HubSpotConnection, answer: HubSpotTokenAnswer, now: Date): HubSpotConnection {
  const { refused: _refused, failedAt: _failedAt, ...kept } = stored;
  const refreshToken = answer.refreshToken ?? stored.refreshToken;
  return { ...kept, ...toHubSpotConnection({ ...answer, hubId: answer.hubId ?? stored.hubId }, { refreshToken, now }) };
}

const fingerprintOf = (refreshToken: string): string => createHash('sha256').update(refreshToken).digest('base64url');

const refusedBefore = (): ClientError =>
  new ClientError('reauth-required', 'HubSpot has refused this refresh token for good; it is not sent again.', {
    retryable: false,
    fix: 'Connect the account again.',
  });

const notConnected = (): ClientError =>
  new ClientError('reauth-required', 'No HubSpot account is connected.', {
    retryable: false,
    fix: 'Send an administrator to the consent page and keep what the code gives.',
  });

/** A store for one process. */
export const createHubSpotMemoryStore = (connection: HubSpotConnection | null = null): HubSpotTokenStore =>
  createMemoryStore<HubSpotConnection>(connection);
