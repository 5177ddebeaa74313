import { randomUUID } from 'node:crypto';
import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import type { HubSpot } from '../hubspot.ts';
import { escapeHtml } from '../values.ts';

const splitScopes = (scope = ''): string[] => scope.split(/[ ,]+/).filter((one) => one !== '');

/** The page on which a person lets the app in; a wrong request gets a page and no redirect (contract hubspot §4.1). */
export function registerAuthorize(hubspot: HubSpot): void {
  hubspot.host.operation({
    vendor: 'hubspot',
    name: 'hubspot.oauth.authorize',
    method: 'GET',
    path: '/oauth/authorize',
    fidelity: 'documented',
    source: 'hubspot.md §4.1',
    handle: (request) => authorize(hubspot, request),
  });
}

function authorize(hubspot: HubSpot, { query }: EmulatorRequest): EmulatorReply {
  const problem = problemOf(hubspot, query);
  if (problem !== null)
    return { status: 400, body: page('The app cannot be connected', `<p>${escapeHtml(problem)}</p>`) };
  if (query['answer'] === undefined) return { status: 200, body: consentPage(hubspot, query) };
  const target = new URL(query['redirect_uri'] ?? '');
  if (query['answer'] === 'deny') {
    target.searchParams.set('error', 'access_denied');
    target.searchParams.set('error_description', 'The user denied access');
  } else target.searchParams.set('code', issueCode(hubspot, query));
  if (query['state'] !== undefined) target.searchParams.set('state', query['state']);
  return { status: 302, headers: { location: target.toString() } };
}

function problemOf(hubspot: HubSpot, query: Record<string, string>): string | null {
  const { clientId, scopes } = hubspot.app();
  if (query['client_id'] !== clientId) return 'There is no app with this client_id.';
  if (!URL.canParse(query['redirect_uri'] ?? '')) return 'The redirect_uri is not an address.';
  const asked = splitScopes(query['scope']);
  if (asked.length === 0) return 'The scope is missing.';
  const unknown = asked.filter((scope) => !scopes.includes(scope));
  return unknown.length === 0 ? null : `The app does not declare these scopes: ${unknown.join(', ')}.`;
}

/** Good for one exchange. Optional scopes are granted where the app declares them. */
function issueCode({ host, tables, settings, app }: HubSpot, query: Record<string, string>): string {
  const optional = splitScopes(query['optional_scope']).filter((scope) => app().scopes.includes(scope));
  const { code_challenge: value, code_challenge_method: method = 'plain' } = query;
  return tables.codes.insert({
    id: randomUUID(),
    redirectUri: query['redirect_uri'] ?? '',
    scopes: [...new Set(['oauth', ...splitScopes(query['scope']), ...optional])],
    challenge: value === undefined ? null : { value, method },
    expiresAt: host.clock.now().getTime() + settings.read().codeLifeMs,
  }).id;
}

function consentPage(hubspot: HubSpot, query: Record<string, string>): string {
  const fields = Object.entries(query)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  const scopes = [...splitScopes(query['scope']), ...splitScopes(query['optional_scope'])]
    .map((scope) => `<li>${escapeHtml(scope)}</li>`)
    .join('');
  const buttons =
    '<button name="answer" value="accept">Connect app</button> <button name="answer" value="deny">Cancel</button>';
  const lead = `<p>${escapeHtml(hubspot.app().name)} asks for access to account ${hubspot.portal().id}:</p>`;
  return page('Connect an app', `${lead}<ul>${scopes}</ul><form>${fields}${buttons}</form>`);
}

const page = (title: string, content: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${content}</html>`;
