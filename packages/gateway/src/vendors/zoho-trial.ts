import { createAccountsClient, type TokenAnswer, type TokenSource } from '@baton/client-zoho';
import {
  findMissingScopes,
  joinTrials,
  neededScopes,
  tryCrm,
  tryDesk,
  tryOut,
  trySalesIq,
  type ZohoFinding,
  type ZohoTrial,
} from '@baton/integration-zoho';
import type { Configuration } from '../config/configuration.ts';
import { crmSettings } from '../config/groups/crm.ts';
import { deskSettings } from '../config/groups/desk.ts';
import { salesIqSettings } from '../config/groups/salesiq.ts';
import { zohoSettings } from '../config/groups/zoho.ts';
import type { TrialTools, VendorTrial } from './vendor.ts';
import { createCrm, createDesk, createSalesIq, findHosts, fixedToken } from './zoho-clients.ts';

/** The tokens, what they may do, and whether everything that is named in the settings is there. */
export const zohoTrial: VendorTrial = {
  // Each try takes a token, of which Zoho gives ten in ten minutes (contract zoho-oauth §8).
  isAskedAtStart: false,
  list: (configuration) => [
    ...(configuration.has(zohoSettings) ? ['Zoho account: client, refresh token and its scopes'] : []),
    ...(configuration.has(deskSettings)
      ? ['Zoho Desk: organisation, departments, custom fields of tickets, search']
      : []),
    ...(usesCrm(configuration) ? ['Zoho CRM: looking customers up'] : []),
    ...(configuration.has(salesIqSettings) ? ['SalesIQ: portal, app, department, token of the organisation'] : []),
  ],
  ask: async (configuration, tools) => {
    const user = await askForToken(configuration, tools, {
      setting: 'ZOHO_REFRESH_TOKEN',
      refreshToken: configuration.read(zohoSettings)?.ZOHO_REFRESH_TOKEN ?? null,
      needed: [
        ...(usesFixedToken(configuration) || !configuration.has(deskSettings) ? [] : neededScopes.desk),
        ...(usesCrm(configuration) ? neededScopes.crm : []),
        ...(configuration.has(salesIqSettings) ? neededScopes.salesIq : []),
      ],
    });
    const organisation = await askForToken(configuration, tools, {
      setting: 'ZOHO_ORG_REFRESH_TOKEN',
      refreshToken: configuration.read(salesIqSettings)?.ZOHO_ORG_REFRESH_TOKEN ?? null,
      needed: neededScopes.salesIqOrganisation,
    });
    const parts = await Promise.all([
      tryTickets(configuration, tools, user.source),
      user.source !== null && usesCrm(configuration)
        ? tryCrm(createCrm(configuration, tools.http, user.source))
        : nothing,
      user.source !== null && organisation.source !== null && configuration.has(salesIqSettings)
        ? tryChats(configuration, tools, { user: user.source, organisation: organisation.source })
        : nothing,
    ]);
    return joinTrials([user.trial, organisation.trial, ...parts]);
  },
};

const nothing: ZohoTrial = { findings: [], untried: [] };

const usesCrm = (configuration: Configuration): boolean =>
  configuration.has(zohoSettings) && configuration.read(crmSettings)?.CRM_LOOKUP !== false;

const usesFixedToken = (configuration: Configuration): boolean =>
  (configuration.read(deskSettings)?.DESK_ACCESS_TOKEN ?? null) !== null;

type Wanted = { setting: string; refreshToken: string | null; needed: readonly string[] };
/** `source` null: there is no token, for it is not configured, or was refused. */
type Granted = { source: TokenSource | null; trial: ZohoTrial };

async function askForToken(
  configuration: Configuration,
  { http, signal }: TrialTools,
  { setting, refreshToken, needed }: Wanted,
): Promise<Granted> {
  if (refreshToken === null || !configuration.has(zohoSettings)) return { source: null, trial: nothing };
  const account = configuration.require(zohoSettings);
  let source: TokenSource | null = null;
  const trial = await tryOut(setting, async () => {
    const accounts = createAccountsClient({
      http,
      accountsUrl: account.ZOHO_ACCOUNTS_URL ?? findHosts(configuration).accountsUrl,
      clientId: account.ZOHO_CLIENT_ID,
      clientSecret: account.ZOHO_CLIENT_SECRET,
    });
    const answer = await accounts.refresh(refreshToken, { signal });
    source = fixedToken(answer.accessToken);
    return findScopeProblem(setting, answer, needed);
  });
  return { source, trial };
}

/** Zoho does not always tell the scopes; then a call that lacks one tells it. */
function findScopeProblem(setting: string, { scopes }: TokenAnswer, needed: readonly string[]): ZohoFinding[] {
  const missing = scopes.length === 0 ? [] : findMissingScopes(scopes, needed);
  if (missing.length === 0) return [];
  const problem = `${setting} was given without the scopes ${missing.join(', ')}.`;
  return [{ code: 'zoho-scopes-missing', problem, fix: 'Consent again with them, and replace it.' }];
}

async function tryTickets(
  configuration: Configuration,
  { http }: TrialTools,
  tokens: TokenSource | null,
): Promise<ZohoTrial> {
  const desk = configuration.read(deskSettings);
  if (desk === null || (tokens === null && desk.DESK_ACCESS_TOKEN === null)) return nothing;
  return tryDesk({
    client: createDesk(configuration, http, () => tokens ?? fixedToken('')),
    organizationId: desk.DESK_ORGANIZATION_ID,
    departments: { DESK_DEPARTMENT: desk.DESK_DEPARTMENT, DESK_CALLBACK_DEPARTMENT: desk.DESK_CALLBACK_DEPARTMENT },
  });
}

function tryChats(
  configuration: Configuration,
  { http }: TrialTools,
  tokens: { user: TokenSource; organisation: TokenSource },
): Promise<ZohoTrial> {
  const { SALESIQ_APP_ID: appId, SALESIQ_DEPARTMENT_ID: departmentId } = configuration.require(salesIqSettings);
  return trySalesIq({ client: createSalesIq(configuration, http, tokens), appId, departmentId });
}
