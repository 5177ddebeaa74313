import { createHash } from 'node:crypto';
import {
  ClientError,
  createMemoryStore,
  createSharedTokens,
  type Http,
  isAlive,
  type SharedStore,
  type TokenSource,
} from '@baton/http-kit';
import { checkAccountsUrl } from './data-centres.ts';
import { requestToken, type TokenAnswer, throttledByZoho } from './token-endpoint.ts';

/** What processes share of one connection. Keep it as it is given, members you do not know included. */
export type StoredToken = {
  /** Empty when there is none. */
  accessToken: string;
  /** ISO instant. */
  expiresAt: string;
  /** When token requests were made lately, epoch milliseconds. */
  requestedAt?: number[];
  /** Fingerprint of a refresh token that Zoho has refused for good. */
  refused?: string;
};

/** Where a token is shared between processes; `lock` makes a refresh single across them. */
export type TokenStore = SharedStore<StoredToken>;

export type TokenSourceOptions = {
  http: Http;
  accountsUrl: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  store: TokenStore;
  now(): Date;
  /** Accounts servers besides Zoho's own and this machine's. */
  trustedAccountsUrls?: readonly string[];
};

const marginMs = 5 * 60_000;
const guardWindowMs = 10 * 60_000;
const guardMax = 8;
/** After a failure, how long an old token that still lives is used without asking again. */
const calmMs = 30_000;

/**
 * Access tokens of one connection (contract zoho-oauth §5, §8, §11): cached until 5 minutes before the end, refreshed by one caller
 * at a time across processes, never more than 8 times in 10 minutes. A refresh token that Zoho refuses is not sent a second time,
 * by no process that shares the store, until it is replaced.
 * @throws ClientError `reauth-required`, `misconfigured`, `throttled` or `unavailable`
 * @example const tokens = createTokenSource({ http: createHttp(), accountsUrl, clientId, clientSecret, refreshToken, store: createMemoryTokenStore(), now: () => new Date() });
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const accountsUrl = checkAccountsUrl(options.accountsUrl, options.trustedAccountsUrls);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([accountsUrl, options.clientId, options.refreshToken]))
    .digest('base64url');
  return createSharedTokens({
    store: options.store,
    now: options.now,
    marginMs: () => marginMs,
    renew: (stored, refusedToken) => renew({ ...options, accountsUrl }, { stored, refusedToken, fingerprint }),
  });
}

type Renewal = { stored: StoredToken | null; refusedToken: string | null; fingerprint: string };

/**
 * Asks for a token under the lock, and leaves in the store what the other processes must know, whatever the outcome. While Zoho Accounts
 * is out of order the old token serves to its last moment.
 */
async function renew(
  options: TokenSourceOptions,
  { stored, refusedToken, fingerprint }: Renewal,
): Promise<StoredToken> {
  if (stored?.refused === fingerprint) throw refusedBefore();
  const now = options.now().getTime();
  const recent = (stored?.requestedAt ?? []).filter((at) => now - at < guardWindowMs);
  const mayServe = stored !== null && isAlive(stored, refusedToken, now);
  if (mayServe && now - (recent.at(-1) ?? 0) < calmMs) return stored;
  if (recent.length >= guardMax) {
    if (mayServe) return stored;
    throw throttledByZoho();
  }
  const requestedAt = [...recent, now];
  const answer = await refresh(options).catch(async (error: unknown) => {
    const isRefused = error instanceof ClientError && error.code === 'reauth-required';
    const kept = mayServe && !isRefused ? stored : nothing;
    const { accessToken, expiresAt } = kept;
    await options.store.write({ accessToken, expiresAt, requestedAt, ...(isRefused ? { refused: fingerprint } : {}) });
    if (kept === stored && error instanceof ClientError && error.retryable) return null;
    throw error;
  });
  if (answer === null) return stored ?? nothing;
  const expiresAt = new Date(options.now().getTime() + answer.lifeMs).toISOString();
  const token = { accessToken: answer.accessToken, expiresAt, requestedAt };
  await options.store.write(token);
  return token;
}

const nothing: StoredToken = { accessToken: '', expiresAt: new Date(0).toISOString() };

const refresh = ({
  http,
  accountsUrl,
  clientId,
  clientSecret,
  refreshToken,
}: TokenSourceOptions): Promise<TokenAnswer> =>
  requestToken({
    http,
    accountsUrl,
    form: {
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    },
  });

const refusedBefore = (): ClientError =>
  new ClientError('reauth-required', 'Zoho has refused this refresh token for good; it is not sent again.', {
    retryable: false,
    fix: 'Consent again and replace it.',
  });

/** A store for one process. */
export const createMemoryTokenStore = (): TokenStore => createMemoryStore<StoredToken>();
