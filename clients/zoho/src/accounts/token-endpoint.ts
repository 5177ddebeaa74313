import { ClientError, type Http, type HttpResponse, text } from '@baton/http-kit';

/** What the token endpoint gave. */
export type TokenAnswer = {
  accessToken: string;
  /** Null unless it is a first, offline consent: then keep the stored one. */
  refreshToken: string | null;
  lifeMs: number;
  scopes: string[];
  apiDomain: string | null;
};

export type TokenCall = {
  http: Http;
  accountsUrl: string;
  form: Record<string, string>;
  signal?: AbortSignal | undefined;
};

const throttleMs = 10 * 60_000;

/**
 * One call of `POST {accounts}/oauth/v2/token` (contract zoho-oauth §4–§6, §9); never repeated by itself.
 * @throws ClientError `reauth-required`, `misconfigured`, `throttled`, `unavailable`, …
 */
export async function requestToken({ http, accountsUrl, form, signal }: TokenCall): Promise<TokenAnswer> {
  const url = `${accountsUrl}/oauth/v2/token`;
  const response = await http.send({ method: 'POST', url, form, ...(signal && { signal }) });
  const accessToken = text(response.body, 'access_token');
  if (response.status >= 200 && response.status < 300 && accessToken !== null && accessToken !== '') {
    return {
      accessToken,
      refreshToken: text(response.body, 'refresh_token'),
      lifeMs: readLife(response.body),
      scopes: (text(response.body, 'scope') ?? '').split(/[\s,]+/).filter((scope) => scope !== ''),
      apiDomain: text(response.body, 'api_domain'),
    };
  }
  throw toTokenError(response, form['grant_type'] ?? '');
}

/** `expires_in` is seconds, but milliseconds where `expires_in_sec` stands beside it or the number is beyond a day (§4). */
function readLife(body: unknown): number {
  const seconds = Number(text(body, 'expires_in_sec'));
  if (seconds > 0) return seconds * 1_000;
  const value = Number(text(body, 'expires_in') ?? 3_600);
  if (!(value > 0)) return 3_600_000;
  return value > 86_400 ? value : value * 1_000;
}

export const throttledByZoho = (): ClientError =>
  new ClientError('throttled', 'Zoho allows only a few token requests in 10 minutes; waiting.', {
    retryable: true,
    retryAfterMs: throttleMs,
  });

/** Zoho's token endpoint answers most failures with status 200 (contract zoho-oauth §9). */
export function toTokenError({ status, body, requestId }: HttpResponse, grantType: string): ClientError {
  const error = text(body, 'error');
  const options = { status, vendorCode: error, requestId, retryable: false };
  if (error === 'Access Denied' || status === 429) return throttledByZoho();
  if (error === 'invalid_code' || error === 'invalid_grant') {
    if (grantType === 'revoke')
      return new ClientError('not-found', 'Zoho does not know the token; it may have ended already.', options);
    return grantType === 'refresh_token'
      ? new ClientError('reauth-required', 'Zoho no longer accepts the refresh token.', {
          ...options,
          fix: 'Consent again and replace it. Each user has 20 refresh tokens per client; one more ends the oldest.',
        })
      : new ClientError('reauth-required', 'Zoho does not accept the code.', {
          ...options,
          fix: 'Start the consent anew: a code lives for 60 seconds, works once, and only in its own data centre.',
        });
  }
  if (error !== null && status < 500) {
    return new ClientError('misconfigured', `Zoho refused the OAuth client (${error}).`, {
      ...options,
      fix: fixes[error] ?? 'Check client id, secret and data centre.',
    });
  }
  return new ClientError('unavailable', 'Zoho Accounts does not give a token at the moment.', {
    ...options,
    retryable: true,
  });
}

const fixes: Record<string, string> = {
  invalid_client: 'Check the client id, and that the client is enabled in this data centre.',
  invalid_client_secret: 'Check the client secret; it can differ per data centre.',
  invalid_redirect_uri: 'Send byte for byte the redirect URI that is registered.',
  missing_org_info: 'Name the organisation as soid, for example ZohoCRM.60040001234.',
};
