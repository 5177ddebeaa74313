import { ClientError } from '@baton/http-kit';
import { findMissingScopes, neededScopes } from '@baton/integration-hubspot';
import type { Configuration } from '../config/configuration.ts';
import { hubSpotSettings } from '../config/groups/hubspot.ts';
import { createClient, createOAuth } from './hubspot-connection.ts';
import type { TrialResult, TrialTools, VendorFinding, VendorTrial } from './vendor.ts';

/** The developer key, and the account as far as a token is in the settings; that of `baton connect hubspot` is in the store. */
export const hubSpotTrial: VendorTrial = {
  isAskedAtStart: false,
  list: (configuration) =>
    configuration.has(hubSpotSettings) ? ['HubSpot: developer key; account, scopes and inbox of a token'] : [],
  ask: async (configuration, tools) => {
    if (!configuration.has(hubSpotSettings)) return { findings: [], untried: [] };
    const trials = await Promise.all([tryKey(configuration, tools), tryAccount(configuration, tools)]);
    return {
      findings: trials.flatMap(({ findings }) => findings),
      untried: trials.flatMap(({ untried }) => untried),
    };
  },
};

/** What `neededScopes` says for these settings. */
export function listNeededScopes(configuration: Configuration): string[] {
  const { HUBSPOT_FILES: hasFiles, HUBSPOT_UNKNOWN_CONTACT: unknown } = configuration.require(hubSpotSettings);
  return neededScopes({ hasFiles, canCreateContacts: unknown === 'create' });
}

async function tryKey(configuration: Configuration, { http, signal }: TrialTools): Promise<TrialResult> {
  if (configuration.require(hubSpotSettings).HUBSPOT_DEVELOPER_KEY === null)
    return { findings: [], untried: ['HUBSPOT_DEVELOPER_KEY, for it is not set: it is needed to connect an inbox'] };
  const tokens = { token: () => Promise.resolve(''), invalidate: () => Promise.resolve() };
  return tryOut('The developer key', async () => {
    await createClient(configuration, http, tokens).channels.list({ signal }).first(1);
    return [];
  });
}

async function tryAccount(configuration: Configuration, { http, signal }: TrialTools): Promise<TrialResult> {
  const { HUBSPOT_REFRESH_TOKEN: refreshToken } = configuration.require(hubSpotSettings);
  if (refreshToken === null)
    return {
      findings: [],
      untried: ['the HubSpot account: its token is in the store, and `baton connect hubspot` looks at it'],
    };
  return tryOut('HUBSPOT_REFRESH_TOKEN', async () => {
    const { accessToken, hubId, scopes } = await createOAuth(configuration, http).refresh(refreshToken, { signal });
    const tokens = { token: () => Promise.resolve(accessToken), invalidate: () => Promise.resolve() };
    const inboxes = await createClient(configuration, http, tokens).inboxes.list({ signal }).all();
    return findProblems(configuration, { hubId, scopes, inboxIds: inboxes.map(({ id }) => id) });
  });
}

type Account = { hubId: string | null; scopes: readonly string[]; inboxIds: readonly string[] };

/** What of a connected account does not fit the settings. */
export function findProblems(configuration: Configuration, { hubId, scopes, inboxIds }: Account): VendorFinding[] {
  const { HUBSPOT_PORTAL_ID: portalId, HUBSPOT_INBOX_ID: inboxId } = configuration.require(hubSpotSettings);
  const findings: VendorFinding[] = [];
  if (hubId !== null && hubId !== portalId)
    findings.push({
      code: 'hubspot-account-wrong',
      problem: `The token is for the account ${hubId}, and HUBSPOT_PORTAL_ID is ${portalId}.`,
      fix: 'Correct HUBSPOT_PORTAL_ID, or connect the other account.',
    });
  // v1 does not tell scopes; then a call that lacks one tells it.
  const missing = scopes.length === 0 ? [] : findMissingScopes(scopes, listNeededScopes(configuration));
  if (missing.length > 0)
    findings.push({
      code: 'hubspot-scopes-missing',
      problem: `The account was connected without the scopes ${missing.join(', ')}.`,
      fix: 'Declare them in the app, and connect the account again.',
    });
  if (inboxId !== null && !inboxIds.includes(inboxId))
    findings.push({
      code: 'hubspot-inbox-unknown',
      problem: `HubSpot has no inbox with the id in HUBSPOT_INBOX_ID.`,
      fix: `Set it to one of: ${inboxIds.join(', ')}.`,
    });
  return findings;
}

async function tryOut(what: string, ask: () => Promise<VendorFinding[]>): Promise<TrialResult> {
  try {
    return { findings: await ask(), untried: [] };
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    const { code, message, fix } = error;
    const problem = fix === null ? message : message.replace(` ${fix}`, '');
    return {
      findings: [{ code: `hubspot-${code}`, problem: `${what}: ${problem}`, fix: fix ?? 'Try it again later.' }],
      untried: [],
    };
  }
}
