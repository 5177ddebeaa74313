import { ClientError, type Http } from '@baton/http-kit';
import { text } from './decode.ts';

export type StoredToken = { accessToken: string; expiresAt: string };

/** Where a token is shared between processes; `lock` makes a refresh single across them. */
export type TokenStore = {
  read(): Promise<StoredToken | null>;
  write(token: StoredToken | null): Promise<void>;
  lock<Value>(work: () => Promise<Value>): Promise<Value>;
};

export type TokenSourceOptions = {
  http: Http;
  accountsUrl: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  store: TokenStore;
  now(): Date;
};

export type TokenSource = { token(): Promise<string>; invalidate(refused: string): Promise<void> };

const marginMs = 5 * 60_000;
const guardWindowMs = 10 * 60_000;
const guardMax = 8;

/**
 * Access tokens of one connection (contract zoho-oauth §5, §8, §11): cached until 5 minutes before the end, refreshed by one caller
 * at a time across processes, never more than 8 times in 10 minutes.
 * @throws ClientError `reauth-required`, `misconfigured`, `throttled` or `unavailable`
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  let cached: StoredToken | null = null;
  let inFlight: Promise<string> | null = null;
  let refreshedAt: number[] = [];
  const isFresh = (token: StoredToken | null): token is StoredToken =>
    token !== null && Date.parse(token.expiresAt) - marginMs > options.now().getTime();
  const obtain = (): Promise<string> =>
    options.store.lock(async () => {
      const stored = await options.store.read();
      if (!isFresh(stored)) {
        const now = options.now().getTime();
        refreshedAt = refreshedAt.filter((at) => now - at < guardWindowMs);
        if (refreshedAt.length >= guardMax) throw throttled();
        refreshedAt.push(now);
        const token = await refresh(options);
        await options.store.write(token);
        cached = token;
        return token.accessToken;
      }
      cached = stored;
      return stored.accessToken;
    });
  return {
    token: () => {
      if (isFresh(cached)) return Promise.resolve(cached.accessToken);
      inFlight ??= obtain().finally(() => {
        inFlight = null;
      });
      return inFlight;
    },
    invalidate: async (refused) => {
      if (cached?.accessToken === refused) cached = null;
      await options.store.lock(async () => {
        const stored = await options.store.read();
        if (stored?.accessToken === refused) await options.store.write(null);
      });
    },
  };
}

const throttled = (): ClientError =>
  new ClientError('throttled', 'Zoho allows only a few token requests in 10 minutes; waiting.', {
    retryable: true,
    retryAfterMs: guardWindowMs,
  });

async function refresh({
  http,
  accountsUrl,
  clientId,
  clientSecret,
  refreshToken,
  now,
}: TokenSourceOptions): Promise<StoredToken> {
  const { status, body } = await http.send({
    method: 'POST',
    url: `${accountsUrl}/oauth/v2/token`,
    form: {
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    },
  });
  const accessToken = text(body, 'access_token');
  if (status >= 200 && status < 300 && accessToken !== null && accessToken !== '') {
    const lifeSeconds = Number(text(body, 'expires_in') ?? 3600);
    const lifeMs = lifeSeconds > 86_400 ? lifeSeconds : lifeSeconds * 1_000;
    return { accessToken, expiresAt: new Date(now().getTime() + lifeMs).toISOString() };
  }
  throw toTokenError(status, text(body, 'error'));
}

/** Zoho's token endpoint answers most failures with status 200 (contract zoho-oauth §9). */
function toTokenError(status: number, error: string | null): ClientError {
  const options = { status, vendorCode: error };
  if (error === 'Access Denied') return throttled();
  if (error === 'invalid_code' || error === 'invalid_grant') {
    return new ClientError(
      'reauth-required',
      'Zoho no longer accepts the refresh token. Consent again and replace it.',
      { ...options, retryable: false },
    );
  }
  if (error !== null && status < 500) {
    return new ClientError(
      'misconfigured',
      `Zoho refused the OAuth client (${error}). Check client id, secret and data centre.`,
      { ...options, retryable: false },
    );
  }
  return new ClientError('unavailable', 'Zoho Accounts does not give a token at the moment.', {
    ...options,
    retryable: true,
  });
}
