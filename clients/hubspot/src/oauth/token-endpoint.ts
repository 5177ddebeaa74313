import { ClientError, type Http, type HttpResponse, text, texts } from '@baton/http-kit';

/** What the token endpoint gave. */
export type HubSpotTokenAnswer = {
  accessToken: string;
  /** Keep what comes back: today it is the same on each refresh. */
  refreshToken: string | null;
  lifeMs: number;
  /** The account (portal); null on v1. */
  hubId: string | null;
  userId: string | null;
  scopes: string[];
};

export type OAuthCall = { http: Http; url: string; form: Record<string, string>; signal?: AbortSignal | undefined };

/** One call with a form, as HubSpot wants it; a JSON body is answered with 415. @throws ClientError */
export async function sendForm({ http, url, form, signal }: OAuthCall): Promise<HttpResponse> {
  const response = await http.send({ method: 'POST', url, form, ...(signal && { signal }) });
  if (response.status >= 200 && response.status < 300) return response;
  throw toOAuthError(response, form['grant_type'] ?? '');
}

/**
 * One call of the token endpoint (contract hubspot §4.2); never repeated by itself.
 * @throws ClientError `reauth-required`, `misconfigured`, `throttled`, `unavailable`, …
 */
export async function requestHubSpotToken(call: OAuthCall): Promise<HubSpotTokenAnswer> {
  const { body } = await sendForm(call);
  const accessToken = text(body, 'access_token') ?? '';
  const seconds = Number(text(body, 'expires_in'));
  if (accessToken === '' || !(seconds > 0))
    throw new ClientError('undecodable', 'HubSpot answered with success, but without a token.', { retryable: true });
  return {
    accessToken,
    refreshToken: text(body, 'refresh_token'),
    lifeMs: seconds * 1_000,
    hubId: text(body, 'hub_id'),
    userId: text(body, 'user_id'),
    scopes: texts(body, 'scopes'),
  };
}

/** `error` counts, where it is missing (v1) `status` (contract hubspot §4.4). */
function toOAuthError({ status, body, requestId, retryAfterMs }: HttpResponse, grant: string): ClientError {
  const vendorCode = text(body, 'status') ?? text(body, 'error');
  const options = { status, vendorCode, requestId, retryAfterMs, retryable: false };
  if (status === 429)
    return new ClientError('throttled', 'HubSpot asks to slow down.', { ...options, retryable: true });
  if (status >= 500 || status === 408)
    return new ClientError('unavailable', 'HubSpot does not give a token at the moment.', {
      ...options,
      retryable: true,
    });
  if (text(body, 'error') === 'invalid_grant' || vendorCode === 'BAD_REFRESH_TOKEN' || vendorCode === 'BAD_AUTH_CODE')
    return grant === 'refresh_token'
      ? new ClientError('reauth-required', 'HubSpot no longer accepts the refresh token.', {
          ...options,
          fix: 'Connect the account again: the app was removed there, or the token was revoked.',
        })
      : new ClientError('reauth-required', 'HubSpot does not accept the code.', {
          ...options,
          fix: 'Start anew: a code lives shortly, works once, and only with the redirect address it was made for.',
        });
  if (status === 404)
    return new ClientError('misconfigured', 'This OAuth endpoint is not there.', {
      ...options,
      fix: 'Check the address and the version; v1 is switched off on 2027-02-16.',
    });
  return new ClientError('misconfigured', `HubSpot refused the OAuth client (${vendorCode ?? status}).`, {
    ...options,
    fix: 'Check client id, client secret and redirect address against those of the app.',
  });
}
