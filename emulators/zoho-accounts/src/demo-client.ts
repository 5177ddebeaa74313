import { type EmulatorHost, type InferShape, optional, record, text } from '@baton/emulator-kit';
import { type ClientRow, makeToken, type RefreshRow, type Tokens, type TokenType } from './tokens.ts';

/** Credentials of a seed; those left out are drawn. */
export const accountsSeed = record({
  clientId: optional(text),
  clientSecret: optional(text),
  userRefreshToken: optional(text),
  orgRefreshToken: optional(text),
});
export type AccountsSeed = InferShape<typeof accountsSeed>;

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

/**
 * Makes one client with a grant of a user and one of the organisation at the first start. A reset puts the very same ones back, also
 * those that were revoked: a gateway that runs keeps its credentials.
 */
export function plantDemoClient(host: EmulatorHost, tokens: Tokens, seed: AccountsSeed | null): void {
  const plan = host.plant('accounts', () => {
    const id = seed?.clientId ?? `1000.${host.nextId()}`;
    tokens.clients.insert({ id, secret: seed?.clientSecret ?? makeToken().slice(5) });
    const given = { user: seed?.userRefreshToken, org: seed?.orgRefreshToken };
    for (const type of ['user', 'org'] as const) {
      const token = given[type] ?? makeToken();
      tokens.refreshTokens.insert({ id: host.nextId(), token, clientId: id, scopes: scopesOf[type], type });
    }
  });
  const client = (): ClientRow | undefined => plan.rows<ClientRow>('clients')[0];
  const refresh = (type: TokenType): RefreshRow | undefined =>
    plan.rows<RefreshRow>('refresh-tokens').find((row) => row.type === type);
  // State that an older version wrote may lack scopes.
  const renewScopes = (): void => {
    for (const type of ['user', 'org'] as const) {
      const id = refresh(type)?.id ?? '';
      if (tokens.refreshTokens.get(id) !== undefined) tokens.refreshTokens.update(id, { scopes: scopesOf[type] });
    }
  };
  renewScopes();
  host.onReset(renewScopes);
  host.onRestore(renewScopes);
  host.contributeConnection('clientId', () => client()?.id);
  host.contributeConnection('clientSecret', () => client()?.secret);
  host.contributeConnection('userRefreshToken', () => refresh('user')?.token);
  host.contributeConnection('orgRefreshToken', () => refresh('org')?.token);
}
