import { createHash, timingSafeEqual } from 'node:crypto';
import { ClientError } from '@baton/http-kit';
import { checkAccountsUrl, type DataCentre, dataCentres } from './data-centres.ts';

export type ConsentRequest = {
  accountsUrl: string;
  /** `user`: whoever consents; `org`: an administrator for one app instance, as the SalesIQ Visitor API needs. */
  as: 'user' | 'org';
  clientId: string;
  scopes: readonly string[];
  /** Byte for byte one of the registered ones. */
  redirectUri: string;
  /** Opaque, single use, bound to the session of the one who starts; comes back unchanged. */
  state: string;
  /** Default true: without it no refresh token is given. */
  isOffline?: boolean;
  /** Default true: shows the screen again and so gives a new refresh token. Each user has 20 of them per client, the 21st ends the oldest. */
  isPrompted?: boolean;
};

/**
 * Where to send the browser (contract zoho-oauth §3).
 * @example createConsentUrl({ accountsUrl: findDataCentre('in').accountsUrl, as: 'org', clientId, scopes: ['SalesIQ.conversations.ALL'], redirectUri, state })
 */
export function createConsentUrl(request: ConsentRequest): string {
  const { as, clientId, scopes, redirectUri, state, isOffline = true, isPrompted = true } = request;
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    scope: scopes.join(','),
    redirect_uri: redirectUri,
    access_type: isOffline ? 'offline' : 'online',
    ...(isPrompted ? { prompt: 'consent' } : {}),
    state,
  });
  return `${request.accountsUrl}/oauth/v2/${as === 'org' ? 'org/auth' : 'auth'}?${query.toString()}`;
}

export type ConsentCallback =
  | { type: 'code'; code: string; accountsUrl: string; dataCentre: DataCentre | null }
  | { type: 'denied'; error: string };

export type CallbackOptions = {
  /** The one that was sent. */
  state: string;
  /** Where the consent was started; counts when the callback names no server, as for clients of a single data centre. */
  accountsUrl: string;
  /** Accounts servers besides Zoho's own, for example an emulator's. */
  trustedAccountsUrls?: readonly string[];
};

/**
 * Reads what Zoho sent back with the browser (contract zoho-oauth §3.3). The code lives for 60 seconds: exchange it at once, at the
 * `accountsUrl` of this answer.
 * @throws ClientError `forbidden` for another state, `misconfigured` for an accounts server that is not in the table or does not fit
 * its `location`, `invalid` when there is neither code nor error
 * @example const callback = readConsentCallback(new URL(request.url, base).searchParams, { state, accountsUrl })
 */
export function readConsentCallback(query: URLSearchParams, options: CallbackOptions): ConsentCallback {
  if (!isSame(query.get('state') ?? '', options.state))
    throw new ClientError('forbidden', 'The callback carries another state than the one that was sent.', {
      retryable: false,
      fix: 'Start the consent anew.',
    });
  const error = query.get('error');
  if (error !== null) return { type: 'denied', error };
  const code = query.get('code') ?? '';
  if (code === '')
    throw new ClientError('invalid', 'The callback carries neither code nor error.', { retryable: false });
  return { type: 'code', code, ...readServer(query, options) };
}

function readServer(
  query: URLSearchParams,
  { accountsUrl, trustedAccountsUrls = [] }: CallbackOptions,
): { accountsUrl: string; dataCentre: DataCentre | null } {
  const location = query.get('location');
  const named = query.get('accounts-server');
  const byLocation = dataCentres.find(({ code }) => code === location);
  const origin = checkCallbackServer(named ?? byLocation?.accountsUrl ?? accountsUrl, [
    accountsUrl,
    ...trustedAccountsUrls,
  ]);
  const dataCentre = dataCentres.find((entry) => entry.accountsUrl === origin) ?? null;
  const isContradiction = location !== null && dataCentre !== null && dataCentre.code !== location;
  if (isContradiction || (location !== null && byLocation === undefined))
    throw new ClientError('misconfigured', 'The callback names a location that does not fit its accounts server.', {
      retryable: false,
      fix: 'Start the consent anew; if it happens again, do not trust the link that was used.',
    });
  return { accountsUrl: origin, dataCentre };
}

/** Unlike a setting, a callback may not point to this machine unless it was named: it comes from outside. */
function checkCallbackServer(url: string, trusted: readonly string[]): string {
  const plain = url.replace(/\/$/, '');
  if (dataCentres.some((entry) => entry.accountsUrl === plain)) return plain;
  if (trusted.some((other) => other.replace(/\/$/, '') === plain)) return checkAccountsUrl(plain, trusted);
  throw new ClientError('misconfigured', 'The callback names an accounts server that is not Zoho’s.', {
    retryable: false,
    fix: 'Do not exchange this code; look who sent the link.',
  });
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return expected !== '' && timingSafeEqual(digest(given), digest(expected));
}
