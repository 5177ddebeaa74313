import {
  createCrmClient,
  createDeskClient,
  createSalesIqClient,
  createTokenSource,
  type StoredToken,
  type TokenSource,
  type TokenStore,
} from '@baton/client-zoho';
import { createHttp } from '@baton/http-kit';
import { createSmtpMailer } from '@baton/integration-smtp';
import {
  createCrmDirectory,
  createDeskTicketSystem,
  createSalesIqDeferredChannel,
  createSalesIqDesk,
} from '@baton/integration-zoho';
import type { Store } from '@baton/store';
import type { GatewayPorts } from './engine/ports.ts';
import type { SecretBox } from './secret-box.ts';

/** Addresses and credentials of the vendors. URLs without a trailing slash. */
export type VendorSettings = {
  accountsUrl: string;
  clientId: string;
  clientSecret: string;
  userRefreshToken: string;
  orgRefreshToken: string;
  /** `accessToken`: a fixed token for Desk alone; null to fetch one as for the others. */
  desk: {
    url: string;
    organizationId: string;
    accessToken: string | null;
    departments: { ticket: string; callback: string };
  };
  crm: { url: string };
  salesiq: { url: string; screenName: string; appId: string; departmentId: string };
  smtp: { host: string; port: number; isSecure: boolean; user: string | null; password: string | null; from: string };
};

/** Wires clients and integrations into the ports. Access tokens are shared through the store, encrypted. */
export function connectVendors(
  settings: VendorSettings,
  { store, secretBox }: { store: Store; secretBox: SecretBox },
): GatewayPorts {
  const http = createHttp();
  const now = (): Date => new Date();
  const { accountsUrl, clientId, clientSecret } = settings;
  const source = (refreshToken: string, name: string) =>
    createTokenSource({
      http,
      accountsUrl,
      clientId,
      clientSecret,
      refreshToken,
      now,
      store: createTokenStore(name, store, secretBox),
    });
  const tokens = source(settings.userRefreshToken, 'zoho-user-token');
  const orgTokens = source(settings.orgRefreshToken, 'zoho-org-token');
  const { screenName, appId, departmentId } = settings.salesiq;
  const salesiq = createSalesIqClient({ http, baseUrl: settings.salesiq.url, tokens, orgTokens, screenName });
  const desk = createDeskClient({
    http,
    baseUrl: settings.desk.url,
    tokens: settings.desk.accessToken === null ? tokens : fixedToken(settings.desk.accessToken),
    organizationId: settings.desk.organizationId,
  });
  return {
    tickets: createDeskTicketSystem({ client: desk, departments: settings.desk.departments }),
    directory: createCrmDirectory({ client: createCrmClient({ http, baseUrl: settings.crm.url, tokens }) }),
    mailer: createSmtpMailer(settings.smtp),
    desk: createSalesIqDesk({ client: salesiq, appId, departmentId }),
    deferred: createSalesIqDeferredChannel({ client: salesiq }),
  };
}

const fixedToken = (accessToken: string): TokenSource => ({
  token: () => Promise.resolve(accessToken),
  invalidate: () => Promise.resolve(),
});

function createTokenStore(name: string, store: Store, secretBox: SecretBox): TokenStore {
  return {
    read: async () => {
      const sealed = await store.getSecret(name);
      if (sealed === null) return null;
      const token: StoredToken | null = JSON.parse(Buffer.from(secretBox.open(Buffer.from(sealed))).toString('utf8'));
      return token;
    },
    write: (token) => store.setSecret(name, secretBox.seal(Buffer.from(JSON.stringify(token), 'utf8'))),
    lock: (work) => store.withLock(name, work),
  };
}
