import { ClientError, type Http, member } from '@baton/http-kit';
import { checkAccountsUrl } from './data-centres.ts';
import { requestToken, type TokenAnswer, toTokenError } from './token-endpoint.ts';

export type AccountsOptions = {
  http: Http;
  /** The accounts server of the token's data centre; after a consent the one the callback named. */
  accountsUrl: string;
  clientId: string;
  clientSecret: string;
  /** Accounts servers besides Zoho's own. Addresses of this machine need no mention. */
  trustedAccountsUrls?: readonly string[];
};

export type AccountsCallOptions = { signal?: AbortSignal };

export type AccountsClient = ReturnType<typeof createAccountsClient>;

/**
 * Zoho Accounts (contract zoho-oauth). Nothing here is repeated by itself: token requests are few (10 in 10 minutes).
 * @throws ClientError `misconfigured` for an accounts server that is not Zoho's
 * @example
 * const accounts = createAccountsClient({ http: createHttp(), accountsUrl: callback.accountsUrl, clientId, clientSecret });
 * const { refreshToken } = await accounts.exchangeCode({ code: callback.code, redirectUri });
 */
export function createAccountsClient(options: AccountsOptions) {
  const { http, clientId, clientSecret } = options;
  const accountsUrl = checkAccountsUrl(options.accountsUrl, options.trustedAccountsUrls);
  const token = (form: Record<string, string>, { signal }: AccountsCallOptions): Promise<TokenAnswer> =>
    requestToken({ http, accountsUrl, signal, form: { client_id: clientId, client_secret: clientSecret, ...form } });
  return {
    /**
     * A token for the code of a consent. Contract §4 · no scope · unsafe, never repeated: a code works once.
     * @throws ClientError `reauth-required` when the code is used up, `misconfigured` for a wrong client or redirect URI
     * @example await accounts.exchangeCode({ code, redirectUri: 'https://gateway.example.com/oauth/zoho/callback' })
     */
    exchangeCode: (
      { code, redirectUri }: { code: string; redirectUri: string },
      call: AccountsCallOptions = {},
    ): Promise<TokenAnswer> => token({ grant_type: 'authorization_code', redirect_uri: redirectUri, code }, call),
    /**
     * A token for a code that the API console made (Self Client): without a redirect URI. Contract §2, §4 · no scope · unsafe.
     * @example await accounts.exchangeSelfClientCode('1000.…')
     */
    exchangeSelfClientCode: (code: string, call: AccountsCallOptions = {}): Promise<TokenAnswer> =>
      token({ grant_type: 'authorization_code', code }, call),
    /**
     * A new access token. Contract §5 · no scope · unsafe. For calls use `createTokenSource`, which shares tokens.
     * @throws ClientError `reauth-required` when the refresh token has ended: ask for consent, do not try again
     * @example await accounts.refresh(refreshToken)
     */
    refresh: (refreshToken: string, call: AccountsCallOptions = {}): Promise<TokenAnswer> =>
      token({ grant_type: 'refresh_token', refresh_token: refreshToken }, call),
    /**
     * A short-lived token without consent (Self Client). Contract §6 · no refresh token · unsafe.
     * @example await accounts.clientCredentials({ scopes: ['ZohoCRM.modules.contacts.READ'], soid: 'ZohoCRM.60040001234' })
     */
    clientCredentials: (
      { scopes, soid }: { scopes: readonly string[]; soid: string | null },
      call: AccountsCallOptions = {},
    ): Promise<TokenAnswer> =>
      token({ grant_type: 'client_credentials', scope: scopes.join(','), ...(soid === null ? {} : { soid }) }, call),
    /**
     * Ends a token; with a refresh token its access tokens end too. Contract §7 · idempotent.
     * @throws ClientError `not-found` for a token that has ended already
     * @example await accounts.revoke({ token: refreshToken, type: 'refresh_token' })
     */
    revoke: async (
      { token: ended, type }: { token: string; type: 'refresh_token' | 'access_token' },
      { signal }: AccountsCallOptions = {},
    ): Promise<void> => {
      const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
      const response = await http.send({
        method: 'POST',
        url: `${accountsUrl}/oauth/v2/revoke/token`,
        headers: { authorization: `Basic ${basic}` },
        form: { token: ended, token_type: type },
        ...(signal && { signal }),
      });
      const isRefused = member(response.body, 'error') !== undefined || typeof response.body === 'string';
      if (response.status < 200 || response.status >= 300 || isRefused) throw toTokenError(response, 'revoke');
    },
    /**
     * The accounts servers that Zoho publishes. Contract §1 · no scope · read. For a diagnosis only; the table is what counts.
     * @example (await accounts.serverInfo())['in'] // https://accounts.zoho.in
     */
    serverInfo: async ({ signal }: AccountsCallOptions = {}): Promise<Record<string, string>> => {
      const response = await http.send({
        method: 'GET',
        url: `${accountsUrl}/oauth/serverinfo`,
        ...(signal && { signal }),
      });
      const locations = member(response.body, 'locations');
      if (typeof locations !== 'object' || locations === null)
        throw new ClientError('undecodable', 'Zoho does not list its accounts servers.', { retryable: true });
      return Object.fromEntries(Object.entries(locations).map(([code, url]) => [code, String(url)]));
    },
  };
}
