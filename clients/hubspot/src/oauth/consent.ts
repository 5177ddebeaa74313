import { createHash, timingSafeEqual } from 'node:crypto';
import { ClientError } from '@baton/http-kit';

export type HubSpotConsentRequest = {
  clientId: string;
  /** Byte for byte one of the app's. */
  redirectUri: string;
  /** All of them have to be declared by the app, else the page fails. */
  scopes: readonly string[];
  /** Asked for where the account has them. */
  optionalScopes?: readonly string[];
  /** Opaque, single use, bound to the session of the one who starts; comes back unchanged. */
  state: string;
  /** Default `https://app.hubspot.com`. */
  authorizeUrl?: string;
};

/**
 * Where to send the browser (contract hubspot §4.1).
 * @example createHubSpotConsentUrl({ clientId, redirectUri, scopes: ['oauth', 'conversations.read'], state })
 */
export function createHubSpotConsentUrl(request: HubSpotConsentRequest): string {
  const {
    clientId,
    redirectUri,
    scopes,
    optionalScopes = [],
    state,
    authorizeUrl = 'https://app.hubspot.com',
  } = request;
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    ...(optionalScopes.length === 0 ? {} : { optional_scope: optionalScopes.join(' ') }),
    state,
  });
  return `${authorizeUrl.replace(/\/$/, '')}/oauth/authorize?${query.toString()}`;
}

export type HubSpotConsent = { type: 'code'; code: string } | { type: 'denied'; error: string };

/**
 * Reads what HubSpot sent back with the browser (contract hubspot §4.1). Exchange the code at once.
 * @throws ClientError `forbidden` for another state, `invalid` when there is neither code nor error
 * @example const consent = readHubSpotConsent(new URL(request.url, base).searchParams, { state })
 */
export function readHubSpotConsent(query: URLSearchParams, { state }: { state: string }): HubSpotConsent {
  if (!isSame(query.get('state') ?? '', state))
    throw new ClientError('forbidden', 'The callback carries another state than the one that was sent.', {
      retryable: false,
      fix: 'Start the consent anew.',
    });
  const error = query.get('error');
  if (error !== null) return { type: 'denied', error };
  const code = query.get('code') ?? '';
  if (code !== '') return { type: 'code', code };
  throw new ClientError('invalid', 'The callback carries neither code nor error.', { retryable: false });
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return expected !== '' && timingSafeEqual(digest(given), digest(expected));
}
