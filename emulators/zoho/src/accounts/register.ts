import type { EmulatorHost, EmulatorReply, EmulatorRequest, Row } from '@baton/emulator-kit';
import { issueAccessToken, makeToken, openTokens, type Tokens, type TokenType } from './tokens.ts';

const windowMs = 600_000;
const requestsMax = 10;

const userScopes = [
  'Desk.tickets.ALL',
  'Desk.contacts.ALL',
  'Desk.search.READ',
  'Desk.basic.ALL',
  'ZohoCRM.modules.contacts.ALL',
  'ZohoCRM.modules.leads.ALL',
  'ZohoCRM.coql.READ',
  'ZohoSearch.securesearch.READ',
  'SalesIQ.conversations.ALL',
  'SalesIQ.operators.READ',
  'SalesIQ.departments.READ',
  'SalesIQ.apps.READ',
  'SalesIQ.portals.READ',
  'SalesIQ.webhooks.ALL',
  'SalesIQ.visitors.READ',
  'SalesIQ.feedbacks.READ',
  'SalesIQ.callbacks.UPDATE',
  'SalesIQ.tags.ALL',
];
const orgScopes = ['SalesIQ.conversations.ALL', 'SalesIQ.visitors.READ'];

type CodeRow = Row & {
  code: string;
  clientId: string;
  redirectUri: string;
  scopes: string[];
  type: TokenType;
  isOffline: boolean;
  expiresAt: number;
};

/** Zoho Accounts: consent, code, token, refresh, revoke (contract zoho-oauth §3–§9). */
export function registerAccounts(host: EmulatorHost): void {
  const tokens = openTokens(host);
  const codes = host.collection<CodeRow>('accounts', 'codes', { isInternal: true });
  const recent = new Map<string, number[]>();
  host.onReset(plantDemoClient(host, tokens));
  for (const [path, type] of [
    ['/oauth/v2/auth', 'user'],
    ['/oauth/v2/org/auth', 'org'],
  ] as const) {
    host.operation({
      vendor: 'accounts',
      name: `accounts.consent.${type}`,
      method: 'GET',
      path,
      fidelity: 'documented',
      source: 'zoho-oauth.md §3',
      handle: (request) => consent(host, { tokens, codes, type }, request),
    });
  }
  host.operation({
    vendor: 'accounts',
    name: 'accounts.token',
    method: 'POST',
    path: '/oauth/v2/token',
    fidelity: 'documented',
    source: 'zoho-oauth.md §4, §5, §9',
    handle: (request) => {
      const form = new URLSearchParams([...Object.entries(request.query), ...request.form()]);
      if (isThrottled(host, recent, form)) return throttled;
      return { status: 200, body: answerToken(host, { tokens, codes }, form) };
    },
  });
  for (const path of ['/oauth/v2/revoke/token', '/oauth/v2/token/revoke']) {
    host.operation({
      vendor: 'accounts',
      name: `accounts.revoke${path.endsWith('revoke') ? '.older' : ''}`,
      method: 'POST',
      path,
      fidelity: 'documented',
      source: 'zoho-oauth.md §7',
      handle: (request) => revoke(tokens, request.query['token'] ?? request.form().get('token') ?? ''),
    });
  }
}

/**
 * Makes the demo's client and its two grants once, and returns the work that puts the very same rows back after a reset: a gateway
 * that runs keeps its credentials.
 */
function plantDemoClient(host: EmulatorHost, tokens: Tokens): () => void {
  if (tokens.clients.list().length === 0) {
    const client = tokens.clients.insert({ id: `1000.${host.nextId()}`, secret: makeToken().slice(5) });
    for (const [type, scopes] of [
      ['user', userScopes],
      ['org', orgScopes],
    ] as const) {
      tokens.refreshTokens.insert({ id: host.nextId(), token: makeToken(), clientId: client.id, scopes, type });
    }
  }
  const [client] = tokens.clients.list();
  const grants = (['user', 'org'] as const).flatMap(
    (type) => tokens.refreshTokens.find((row) => row.type === type) ?? [],
  );
  const refresh = (type: TokenType): string | undefined => grants.find((row) => row.type === type)?.token;
  host.contributeConnection('clientId', () => client?.id);
  host.contributeConnection('clientSecret', () => client?.secret);
  host.contributeConnection('userRefreshToken', () => refresh('user'));
  host.contributeConnection('orgRefreshToken', () => refresh('org'));
  return () => {
    if (client !== undefined) tokens.clients.insert(client);
    for (const grant of grants) tokens.refreshTokens.insert(grant);
  };
}

type Consent = { tokens: Tokens; codes: ReturnType<typeof codesOf>; type: TokenType };
const codesOf = (host: EmulatorHost) => host.collection<CodeRow>('accounts', 'codes', { isInternal: true });

function consent(host: EmulatorHost, { tokens, codes, type }: Consent, { query }: EmulatorRequest): EmulatorReply {
  const { client_id: clientId = '', redirect_uri: redirectUri = '', scope = '', response_type: responseType } = query;
  if (responseType !== 'code' || tokens.clients.get(clientId) === undefined || redirectUri === '' || scope === '') {
    return {
      status: 400,
      body: '<!doctype html><title>Error</title><h1>Invalid client, scope, redirect or response type</h1>',
    };
  }
  const target = new URL(redirectUri);
  if (query['state'] !== undefined) target.searchParams.set('state', query['state']);
  if (query['answer'] === undefined) return { status: 200, body: consentPage(query) };
  if (query['answer'] === 'deny') target.searchParams.set('error', 'access_denied');
  else {
    const row = {
      id: host.nextId(),
      code: makeToken(),
      clientId,
      redirectUri,
      scopes: scope.split(/[ ,]+/),
      type,
      isOffline: query['access_type'] === 'offline',
      expiresAt: host.clock.now().getTime() + 60_000,
    };
    target.searchParams.set('code', codes.insert(row).code);
    target.searchParams.set('location', 'us');
    target.searchParams.set('accounts-server', `http://${'127.0.0.1'}`);
  }
  return { status: 302, headers: { location: target.toString() } };
}

function consentPage(query: Record<string, string>): string {
  const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  const fields = Object.entries(query).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const scopes = (query['scope'] ?? '')
    .split(',')
    .map((scope) => `<li>${escapeHtml(scope)}</li>`)
    .join('');
  return `<!doctype html><html lang="en"><title>Consent</title><h1>An application asks for access</h1><ul>${scopes}</ul><form>${fields.join('')}<button name="answer" value="accept">Accept</button> <button name="answer" value="deny">Deny</button></form></html>`;
}

const throttled: EmulatorReply = {
  status: 400,
  body: {
    error_description: 'You have made too many requests continuously. Please try again after some time.',
    error: 'Access Denied',
    status: 'failure',
  },
};

/** Ten requests in ten minutes per token (contract zoho-oauth §8). */
function isThrottled(host: EmulatorHost, recent: Map<string, number[]>, form: URLSearchParams): boolean {
  const key = form.get('refresh_token') ?? form.get('client_id') ?? '';
  const now = host.clock.now().getTime();
  const times = [...(recent.get(key) ?? []).filter((at) => now - at < windowMs), now];
  recent.set(key, times);
  return times.length > requestsMax;
}

type Grants = { tokens: Tokens; codes: ReturnType<typeof codesOf> };

function answerToken(host: EmulatorHost, grants: Grants, form: URLSearchParams): Record<string, unknown> {
  const client = grants.tokens.clients.get(form.get('client_id') ?? '');
  if (client === undefined) return { error: 'invalid_client' };
  if (client.secret !== form.get('client_secret')) return { error: 'invalid_client_secret' };
  switch (form.get('grant_type')) {
    case 'refresh_token': {
      const refresh = grants.tokens.refreshTokens.find(
        (row) => row.token === form.get('refresh_token') && row.clientId === client.id,
      );
      return refresh === undefined
        ? { error: 'invalid_code' }
        : success(issueAccessToken(host, grants.tokens, refresh));
    }
    case 'authorization_code':
      return exchange(host, grants, form);
    default:
      return { error: 'invalid_grant' };
  }
}

function exchange(host: EmulatorHost, { tokens, codes }: Grants, form: URLSearchParams): Record<string, unknown> {
  const code = codes.find((row) => row.code === form.get('code') && row.clientId === form.get('client_id'));
  if (code === undefined || code.expiresAt <= host.clock.now().getTime()) return { error: 'invalid_code' };
  if (code.redirectUri !== form.get('redirect_uri')) return { error: 'invalid_redirect_uri' };
  codes.remove(code.id);
  const { clientId, scopes, type } = code;
  const refresh = tokens.refreshTokens.insert({ id: host.nextId(), token: makeToken(), clientId, scopes, type });
  const answer = success(issueAccessToken(host, tokens, refresh));
  return code.isOffline ? { ...answer, refresh_token: refresh.token, scope: scopes.join(' ') } : answer;
}

const success = (token: string): Record<string, unknown> => ({
  access_token: token,
  api_domain: 'https://www.zohoapis.com',
  token_type: 'Bearer',
  expires_in: 3600,
});

function revoke(tokens: Tokens, token: string): EmulatorReply {
  const refresh = tokens.refreshTokens.find((row) => row.token === token);
  if (refresh === undefined) return { status: 400, body: { error: 'invalid_code' } };
  tokens.refreshTokens.remove(refresh.id);
  for (const row of tokens.accessTokens.list()) if (row.refreshId === refresh.id) tokens.accessTokens.remove(row.id);
  return { status: 200, body: { status: 'success' } };
}
