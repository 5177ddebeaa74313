import type { EmulatorHost, EmulatorReply } from '@baton/emulator-kit';
import { type CodeRow, openCodes, splitScopes } from './codes.ts';
import { formFields } from './form-fields.ts';
import { createThrottle, throttled } from './limits.ts';
import { type AccountsSettings, openAccountsSettings } from './settings.ts';
import { issueAccessToken, issueRefreshToken, openTokens, refreshTokensOf, type Tokens } from './tokens.ts';

const newRefreshPerMinute = 5;

/** The token endpoint. Most failures are HTTP 200 with an `error` member (contract zoho-oauth §4, §5, §6, §9). */
export function registerTokenEndpoint(host: EmulatorHost): void {
  const isThrottled = createThrottle(host);
  const settings = openAccountsSettings(host);
  const shared = { vendor: 'accounts', path: '/oauth/v2/token' } as const;
  host.operation({
    ...shared,
    name: 'accounts.token',
    method: 'POST',
    fidelity: 'documented',
    source: 'zoho-oauth.md §4, §5, §6, §9',
    fail: failed,
    limit: () => throttled,
    handle: (request) => {
      const form = new URLSearchParams([...Object.entries(request.query), ...formFields(request)]);
      if (form.get('grant_type') === null) return badRequest;
      return isThrottled(form) ? throttled : inStyle(answer(host, form), settings.read());
    },
  });
  host.operation({
    ...shared,
    name: 'accounts.token.wrong-method',
    method: 'GET',
    fidelity: 'guess',
    source: 'zoho-oauth.md §9',
    handle: () => badRequest,
  });
}

/** The contract gives the status and says that the body varies. */
const badRequest: EmulatorReply = { status: 400, body: { error: 'invalid_request' } };

/** No body is documented for outages; the limit has words of its own (contract zoho-oauth §9). */
const failed = (status: number): EmulatorReply =>
  status === 429 ? throttled : { status, body: { error: status >= 500 ? 'server_error' : 'invalid_request' } };

/** A refusal with the status that RFC 6749 §5.2 gives it, when the switch says so. */
function inStyle(reply: EmulatorReply, { errorStyle }: AccountsSettings): EmulatorReply {
  const { error } = Object(reply.body) as { error?: unknown };
  if (errorStyle === '200' || reply.status !== 200 || typeof error !== 'string') return reply;
  return { ...reply, status: error.startsWith('invalid_client') ? 401 : 400 };
}

const refused = (error: string): EmulatorReply => ({ status: 200, body: { error } });

const granted = (token: string, more: Record<string, string> = {}): EmulatorReply => ({
  status: 200,
  body: {
    access_token: token,
    ...more,
    api_domain: 'https://www.zohoapis.com',
    token_type: 'Bearer',
    expires_in: 3600,
  },
});

function answer(host: EmulatorHost, form: URLSearchParams): EmulatorReply {
  const tokens = openTokens(host);
  const client = tokens.clients.get(form.get('client_id') ?? '');
  if (client === undefined) return refused('invalid_client');
  if (client.secret !== form.get('client_secret')) return refused('invalid_client_secret');
  switch (form.get('grant_type')) {
    case 'refresh_token': {
      const refresh = tokens.refreshTokens.find(
        (row) => row.token === form.get('refresh_token') && row.clientId === client.id,
      );
      return refresh === undefined ? refused('invalid_code') : granted(issueAccessToken(host, tokens, refresh));
    }
    case 'authorization_code':
      return exchange(host, tokens, form);
    case 'client_credentials':
      return grantToClient(host, tokens, form);
    default:
      return refused('invalid_grant');
  }
}

/** No refresh token in this grant; `soid` is `{service}.{zsoid}`. */
function grantToClient(host: EmulatorHost, tokens: Tokens, form: URLSearchParams): EmulatorReply {
  if (!/^\w+\.\w+$/.test(form.get('soid') ?? '')) return refused('missing_org_info');
  const scope = form.get('scope') ?? '';
  const id = `client-credentials ${form.get('client_id')}`;
  const token = issueAccessToken(host, tokens, { id, scopes: splitScopes(scope), type: 'user' });
  return granted(token, { scope: splitScopes(scope).join(' ') });
}

function exchange(host: EmulatorHost, tokens: Tokens, form: URLSearchParams): EmulatorReply {
  const codes = openCodes(host);
  const code = codes.find((row) => row.code === form.get('code') && row.clientId === form.get('client_id'));
  if (code === undefined || code.expiresAt <= host.clock.now().getTime()) return refused('invalid_code');
  if (code.redirectUri !== form.get('redirect_uri')) return refused('invalid_redirect_uri');
  const { clientId, scopes, type } = code;
  const held = refreshTokensOf(tokens, code);
  const isRefreshGiven = isRefreshDue(code, held.length);
  const aMinuteAgo = host.clock.now().getTime() - 60_000;
  if (isRefreshGiven && held.filter(({ createdAt = 0 }) => createdAt > aMinuteAgo).length >= newRefreshPerMinute)
    return throttled;
  codes.remove(code.id);
  if (!isRefreshGiven)
    return granted(issueAccessToken(host, tokens, { id: code.id, scopes, type }), { scope: scopes.join(' ') });
  const refresh = issueRefreshToken(host, tokens, { clientId, scopes, type });
  const token = issueAccessToken(host, tokens, refresh);
  return granted(token, { refresh_token: refresh.token, scope: scopes.join(' ') });
}

/** Offline access only, and without `prompt=consent` only the first time. */
const isRefreshDue = (code: CodeRow, heldCount: number): boolean =>
  code.isOffline && (code.isForced || heldCount === 0);
