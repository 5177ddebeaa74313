import type { EmulatorHost, EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { issueCode, openCodes, splitScopes } from './codes.ts';
import { openTokens, type TokenType } from './tokens.ts';

/** Consent of a user or of an administrator for the instance; a wrong request gets a page and no redirect (contract zoho-oauth §3). */
export function registerConsent(host: EmulatorHost): void {
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
      handle: (request) => consent(host, type, request),
    });
  }
}

function consent(host: EmulatorHost, type: TokenType, { query, headers }: EmulatorRequest): EmulatorReply {
  const { client_id: clientId = '', redirect_uri: redirectUri = '', scope = '', response_type: responseType } = query;
  const isKnown = openTokens(host).clients.get(clientId) !== undefined;
  if (responseType !== 'code' || !isKnown || !URL.canParse(redirectUri) || scope === '') {
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
    const code = issueCode(host, openCodes(host), {
      clientId,
      redirectUri,
      scopes: splitScopes(scope),
      type,
      isOffline: query['access_type'] === 'offline',
      isForced: query['prompt'] === 'consent',
    });
    target.searchParams.set('code', code);
    target.searchParams.set('location', 'us');
    target.searchParams.set('accounts-server', `http://${headers['host'] ?? '127.0.0.1'}`);
  }
  return { status: 302, headers: { location: target.toString() } };
}

function consentPage(query: Record<string, string>): string {
  const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  const fields = Object.entries(query).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const scopes = splitScopes(query['scope'] ?? '')
    .map((scope) => `<li>${escapeHtml(scope)}</li>`)
    .join('');
  return `<!doctype html><html lang="en"><title>Consent</title><h1>An application asks for access</h1><ul>${scopes}</ul><form>${fields.join('')}<button name="answer" value="accept">Accept</button> <button name="answer" value="deny">Deny</button></form></html>`;
}
