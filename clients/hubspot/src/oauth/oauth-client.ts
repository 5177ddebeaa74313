import { ClientError, flag, type Http, number, text, texts } from '@baton/http-kit';
import { hubSpotApiUrl } from '../context.ts';
import { type HubSpotVersions, hubSpotVersions } from '../versions.ts';
import { type HubSpotTokenAnswer, requestHubSpotToken, sendForm } from './token-endpoint.ts';

export type HubSpotOAuthOptions = {
  http: Http;
  clientId: string;
  clientSecret: string;
  /** Default `https://api.hubapi.com`; without a slash at the end. */
  oauthUrl?: string;
  /** Default that of `hubSpotVersions`. */
  version?: HubSpotVersions['oauth'];
};

/** What HubSpot says of a token. */
export type HubSpotIntrospection = {
  isActive: boolean;
  /** `access_token` or `refresh_token`. */
  use: string | null;
  hubId: string | null;
  appId: string | null;
  userId: string | null;
  /** The address of who connected the account. */
  user: string | null;
  scopes: string[];
  expiresInSeconds: number | null;
  raw: unknown;
};

export type OAuthCallOptions = { signal?: AbortSignal };

export type HubSpotOAuth = ReturnType<typeof createHubSpotOAuth>;

/**
 * HubSpot's OAuth endpoints (contract hubspot §4). Nothing here is repeated by itself; what is secret travels in the body alone.
 * @example
 * const oauth = createHubSpotOAuth({ http: createHttp(), clientId, clientSecret });
 * const { refreshToken, hubId } = await oauth.exchangeCode({ code, redirectUri });
 */
export function createHubSpotOAuth({ http, clientId, clientSecret, ...given }: HubSpotOAuthOptions) {
  const { version = hubSpotVersions.oauth } = given;
  const root = `${checkOAuthUrl(given.oauthUrl ?? hubSpotApiUrl)}/oauth/${version}`;
  const client = { client_id: clientId, client_secret: clientSecret };
  const token = (form: Record<string, string>, { signal }: OAuthCallOptions): Promise<HubSpotTokenAnswer> =>
    requestHubSpotToken({ http, url: `${root}/token`, form: { ...client, ...form }, signal });
  return {
    /**
     * Tokens for the code of a consent. Contract §4.2 · no scope · unsafe: a code works once.
     * @throws ClientError `reauth-required` when the code is used up, `misconfigured` for a wrong client or redirect address
     * @example await oauth.exchangeCode({ code, redirectUri })
     */
    exchangeCode: (
      { code, redirectUri, codeVerifier }: { code: string; redirectUri: string; codeVerifier?: string },
      call: OAuthCallOptions = {},
    ): Promise<HubSpotTokenAnswer> =>
      token(
        {
          grant_type: 'authorization_code',
          redirect_uri: redirectUri,
          code,
          ...(codeVerifier === undefined ? {} : { code_verifier: codeVerifier }),
        },
        call,
      ),
    /**
     * A new access token. Contract §4.2 · no scope · unsafe. For calls use `createHubSpotTokenSource`, which shares tokens.
     * @throws ClientError `reauth-required` when the refresh token has ended: do not try again
     * @example await oauth.refresh(refreshToken)
     */
    refresh: (refreshToken: string, call: OAuthCallOptions = {}): Promise<HubSpotTokenAnswer> =>
      token({ grant_type: 'refresh_token', refresh_token: refreshToken }, call),
    /**
     * What a token is good for. Contract §4.3 · no scope · read. Not there on v1.
     * @example const { isActive, hubId, scopes } = await oauth.introspect({ token: accessToken, type: 'access_token' })
     */
    introspect: async (
      { token: asked, type }: { token: string; type: 'access_token' | 'refresh_token' },
      { signal }: OAuthCallOptions = {},
    ): Promise<HubSpotIntrospection> => {
      if (version === 'v1') throw notOnV1();
      const form = { ...client, token: asked, token_type_hint: type };
      const { body } = await sendForm({ http, url: `${root}/token/introspect`, form, signal });
      return {
        isActive: flag(body, 'active') === true,
        use: text(body, 'token_use'),
        hubId: text(body, 'hub_id'),
        appId: text(body, 'app_id'),
        userId: text(body, 'user_id'),
        user: text(body, 'user'),
        scopes: texts(body, 'scopes'),
        expiresInSeconds: number(body, 'expires_in'),
        raw: body,
      };
    },
    /**
     * Ends a token. Contract §4.3 · no scope · idempotent. Not there on v1, where a secret would have to go into the address.
     * @example await oauth.revoke({ token: refreshToken, type: 'refresh_token' })
     */
    revoke: async (
      { token: ended, type }: { token: string; type: 'access_token' | 'refresh_token' },
      { signal }: OAuthCallOptions = {},
    ): Promise<void> => {
      if (version === 'v1') throw notOnV1();
      const form = { ...client, token: ended, token_type_hint: type };
      await sendForm({ http, url: `${root}/token/revoke`, form, signal });
    },
  };
}

/** The client secret goes over TLS, or stays on this machine. */
function checkOAuthUrl(url: string): string {
  const plain = url.replace(/\/$/, '');
  const { protocol, hostname } = URL.canParse(plain) ? new URL(plain) : { protocol: '', hostname: '' };
  if (protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return plain;
  throw new ClientError('misconfigured', 'The client secret is not sent without TLS.', {
    retryable: false,
    fix: 'Correct the OAuth address.',
  });
}

const notOnV1 = (): ClientError =>
  new ClientError('unsupported', 'OAuth v1 has no such call that keeps the secret out of the address.', {
    retryable: false,
    fix: 'Use a dated version; v1 is switched off on 2027-02-16.',
  });
