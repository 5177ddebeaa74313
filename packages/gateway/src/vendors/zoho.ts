import { createDeskKeySet, createTokenSource, type SalesIqClient, type TokenSource } from '@baton/client-zoho';
import type { FileStore } from '@baton/core';
import {
  createCrmDirectory,
  createDeskInbound,
  createDeskTicketSystem,
  createSalesIqChannel,
  createSalesIqDesk,
  createSalesIqFiles,
  createSalesIqInbound,
} from '@baton/integration-zoho';
import type { Configuration } from '../config/configuration.ts';
import { crmSettings } from '../config/groups/crm.ts';
import { deskSettings } from '../config/groups/desk.ts';
import { salesIqSettings } from '../config/groups/salesiq.ts';
import { zohoSettings } from '../config/groups/zoho.ts';
import { type ConfigProblem, listMissing } from '../config/problems.ts';
import type { Vendor, VendorTools } from './vendor.ts';
import { createCrm, createDesk, createSalesIq, findDeskOrigin, findHosts, findSalesIqUrl } from './zoho-clients.ts';
import { createTokenStore } from './zoho-token-store.ts';
import { zohoTrial } from './zoho-trial.ts';

export const zoho: Vendor = {
  name: 'zoho',
  groups: [zohoSettings, deskSettings, crmSettings, salesIqSettings],
  parts: [
    {
      kind: 'desk',
      name: 'salesiq',
      needs: [salesIqSettings, zohoSettings],
      make: (configuration, tools) => {
        const { SALESIQ_APP_ID: appId, SALESIQ_DEPARTMENT_ID: departmentId } = configuration.require(salesIqSettings);
        return createSalesIqDesk({ ...connectSalesIq(configuration, tools), appId, departmentId });
      },
    },
    {
      kind: 'channel',
      name: 'salesiq',
      needs: [salesIqSettings, zohoSettings],
      make: (configuration, tools) => createSalesIqChannel(connectSalesIq(configuration, tools)),
    },
    {
      kind: 'inbound',
      name: 'salesiq',
      needs: [salesIqSettings],
      proofs: ['SALESIQ_PUBLIC_KEY', 'SALESIQ_WEBHOOK_SECRET'],
      isConfigured: (configuration) => {
        const settings = configuration.read(salesIqSettings);
        return (
          settings !== null && (settings.SALESIQ_PUBLIC_KEY.length > 0 || settings.SALESIQ_WEBHOOK_SECRET !== null)
        );
      },
      make: (configuration) => {
        const settings = configuration.require(salesIqSettings);
        return createSalesIqInbound({
          publicKeys: settings.SALESIQ_PUBLIC_KEY,
          hmacSecret: settings.SALESIQ_WEBHOOK_SECRET,
        });
      },
    },
    {
      kind: 'tickets',
      name: 'desk',
      needs: [deskSettings, zohoSettings],
      isConfigured: (configuration) => configuration.has(deskSettings),
      make: createTickets,
    },
    {
      kind: 'inbound',
      name: 'desk',
      needs: [deskSettings],
      // Tickets change by it, and nobody comes in.
      proofs: [],
      isConfigured: (configuration) => (configuration.read(deskSettings)?.DESK_WEBHOOK_IDS.length ?? 0) > 0,
      make: (configuration, { http }) => {
        const { DESK_ORGANIZATION_ID: organizationId, DESK_WEBHOOK_IDS: webhookIds } =
          configuration.require(deskSettings);
        const deskUrl = findDeskOrigin(configuration);
        return createDeskInbound({
          organizationId,
          webhookIds,
          keys: createDeskKeySet({ http, deskUrl, trustedDeskUrls: [deskUrl] }),
        });
      },
    },
    {
      kind: 'directory',
      name: 'crm',
      needs: [zohoSettings],
      isConfigured: (configuration) =>
        configuration.has(zohoSettings) && configuration.read(crmSettings)?.CRM_LOOKUP !== false,
      make: (configuration, tools) => {
        const client = createCrm(configuration, tools.http, userTokens(configuration, tools));
        return createCrmDirectory({ client, usernameField: configuration.require(crmSettings).CRM_USERNAME_FIELD });
      },
    },
  ],
  tryOut: zohoTrial,
  check: (configuration) => [...findMissingAccount(configuration), ...findUnknownHost(configuration)],
};

function createTickets(configuration: Configuration, tools: VendorTools) {
  const desk = configuration.require(deskSettings);
  const client = createDesk(configuration, tools.http, () => userTokens(configuration, tools));
  const departments = { ticket: desk.DESK_DEPARTMENT, callback: desk.DESK_CALLBACK_DEPARTMENT };
  return createDeskTicketSystem({ client, departments });
}

function connectSalesIq(configuration: Configuration, tools: VendorTools): { client: SalesIqClient; files: FileStore } {
  const refreshToken = configuration.require(salesIqSettings).ZOHO_ORG_REFRESH_TOKEN;
  const client = createSalesIq(configuration, tools.http, {
    user: userTokens(configuration, tools),
    organisation: createTokens(configuration, tools, { refreshToken, name: 'zoho-org-token' }),
  });
  return { client, files: createSalesIqFiles({ client, baseUrl: findSalesIqUrl(configuration) }) };
}

function userTokens(configuration: Configuration, tools: VendorTools): TokenSource {
  const refreshToken = configuration.require(zohoSettings).ZOHO_REFRESH_TOKEN;
  return createTokens(configuration, tools, { refreshToken, name: 'zoho-user-token' });
}

/** Parts that use the same token share it through the store, encrypted, as nodes do. */
function createTokens(
  configuration: Configuration,
  { http, now, vault }: VendorTools,
  { refreshToken, name }: { refreshToken: string; name: string },
): TokenSource {
  const account = configuration.require(zohoSettings);
  return createTokenSource({
    http,
    accountsUrl: account.ZOHO_ACCOUNTS_URL ?? findHosts(configuration).accountsUrl,
    clientId: account.ZOHO_CLIENT_ID,
    clientSecret: account.ZOHO_CLIENT_SECRET,
    refreshToken,
    now,
    store: createTokenStore(vault(name)),
  });
}

/** Desk alone gets along without the account: with a token and an address of its own. */
function findMissingAccount(configuration: Configuration): ConfigProblem[] {
  if (configuration.has(zohoSettings)) return [];
  if (configuration.has(salesIqSettings)) return listMissing(zohoSettings, 'SalesIQ needs it.');
  const desk = configuration.read(deskSettings);
  if (desk === null || (desk.DESK_ACCESS_TOKEN !== null && desk.DESK_API_URL !== null)) return [];
  return listMissing(zohoSettings, 'Zoho Desk needs it, unless DESK_ACCESS_TOKEN and DESK_API_URL are set.');
}

/** SalesIQ names no host for some data centres (contract salesiq §1.1). */
function findUnknownHost(configuration: Configuration): ConfigProblem[] {
  const account = configuration.read(zohoSettings);
  const settings = configuration.read(salesIqSettings);
  if (account === null || settings === null || settings.SALESIQ_API_URL !== null) return [];
  if (findHosts(configuration).salesIqUrl !== null) return [];
  const problem = `is missing; no source names SalesIQ's host in the data centre ${account.ZOHO_DATA_CENTER}.`;
  return [{ name: 'SALESIQ_API_URL', problem, fix: 'Set the address that your SalesIQ portal opens with.' }];
}
