import type { EmulatorHost } from '@baton/emulator-kit';
import { makeToken, type Tokens, type TokenType } from './tokens.ts';

const scopesOf: Record<TokenType, string[]> = {
  user: [
    'Desk.tickets.ALL',
    'Desk.contacts.ALL',
    'Desk.search.READ',
    'Desk.basic.ALL',
    'Desk.settings.ALL',
    'Desk.events.ALL',
    'Desk.webhooks.ALL',
    'ZohoCRM.modules.contacts.ALL',
    'ZohoCRM.modules.leads.ALL',
    'ZohoCRM.modules.notes.ALL',
    'ZohoCRM.coql.READ',
    'ZohoCRM.settings.ALL',
    'ZohoCRM.org.READ',
    'ZohoCRM.users.READ',
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
  ],
  org: ['SalesIQ.conversations.ALL', 'SalesIQ.visitors.READ'],
};
const types = ['user', 'org'] as const;

/**
 * Makes the demo's client and its two grants once, and returns the work that puts the very same rows back after a reset: a gateway
 * that runs keeps its credentials.
 */
export function plantDemoClient(host: EmulatorHost, tokens: Tokens): () => void {
  if (tokens.clients.list().length === 0) {
    const client = tokens.clients.insert({ id: `1000.${host.nextId()}`, secret: makeToken().slice(5) });
    for (const type of types) {
      const scopes = scopesOf[type];
      tokens.refreshTokens.insert({ id: host.nextId(), token: makeToken(), clientId: client.id, scopes, type });
    }
  }
  const [client] = tokens.clients.list();
  const grants = types.flatMap((type) => {
    const row = tokens.refreshTokens.find((candidate) => candidate.type === type && candidate.clientId === client?.id);
    return row === undefined ? [] : [tokens.refreshTokens.update(row.id, { scopes: scopesOf[type] })];
  });
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
