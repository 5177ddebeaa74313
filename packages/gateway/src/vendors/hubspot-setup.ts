import {
  createHubSpotConsentUrl,
  type HubSpotClient,
  type Inbox,
  readHubSpotConsent,
  toHubSpotConnection,
} from '@baton/client-hubspot';
import { AppError } from '@baton/core';
import {
  connectInbox,
  type HubSpotPlace,
  type Leftover,
  listLeftovers,
  removeLeftover,
} from '@baton/integration-hubspot';
import type { Configuration } from '../config/configuration.ts';
import { hubSpotSettings } from '../config/groups/hubspot.ts';
import { serverSettings } from '../config/groups/server.ts';
import {
  connectHubSpot,
  createConnectionStore,
  createOAuth,
  createSetupStore,
  hubSpotSecrets,
  readPlace,
} from './hubspot-connection.ts';
import { findProblems, listNeededScopes } from './hubspot-trial.ts';
import type { VendorFinding, VendorTools } from './vendor.ts';

/** Connecting a HubSpot account, step by step; each may be repeated. */
export type HubSpotSetup = {
  /** Whether an account is connected whose token still works. */
  isConnected(): Promise<boolean>;
  /** Where an administrator has to go. */
  consentUrl(options: { redirectUri: string; state: string }): string;
  /** Keeps the tokens of what came back with the browser; `answer` is its address. @throws ClientError, AppError */
  finishConsent(options: { answer: URL; redirectUri: string; state: string }): Promise<void>;
  inboxes(): Promise<Inbox[]>;
  /** What of the account does not fit the settings. */
  findProblems(): Promise<VendorFinding[]>;
  /** Registers the channel and connects it; takes up to minutes the first time. @throws ClientError, AppError */
  connect(options: {
    inboxId: string;
    progress(line: string): void;
    wait(ms: number): Promise<void>;
  }): Promise<HubSpotPlace>;
  leftovers(): Promise<Leftover[]>;
  remove(leftover: Leftover): Promise<void>;
};

/** @throws AppError `configuration-invalid` when a setting that is needed for it is missing */
export function createHubSpotSetup(configuration: Configuration, tools: VendorTools): HubSpotSetup {
  const settings = configuration.require(hubSpotSettings);
  const own = { name: settings.HUBSPOT_CHANNEL_NAME, webhookUrl: `${readPublicUrl(configuration)}/webhook/hubspot` };
  const vault = tools.vault(hubSpotSecrets.setup);
  const client = connectHubSpot(configuration, tools);
  return {
    isConnected: () => isConnected(client),
    consentUrl: ({ redirectUri, state }) =>
      createHubSpotConsentUrl({
        clientId: settings.HUBSPOT_CLIENT_ID,
        redirectUri,
        state,
        scopes: listNeededScopes(configuration),
        ...(settings.HUBSPOT_AUTHORIZE_URL === null ? {} : { authorizeUrl: settings.HUBSPOT_AUTHORIZE_URL }),
      }),
    finishConsent: (answered) => finishConsent(configuration, tools, answered),
    inboxes: () => client.inboxes.list().all(),
    findProblems: async () => {
      const token = await readAccess(configuration, tools);
      const inboxes = await client.inboxes.list().all();
      return findProblems(configuration, { ...token, inboxIds: inboxes.map(({ id }) => id) });
    },
    connect: ({ inboxId, progress, wait }) =>
      connectInbox(
        { client, ...createSetupStore(vault), progress, wait, now: tools.now },
        { ...own, inboxId, hasFiles: settings.HUBSPOT_FILES },
      ),
    leftovers: async () => listLeftovers(client, await readPlace(vault), own),
    remove: (leftover) => removeLeftover(client, leftover),
  };
}

async function isConnected(client: HubSpotClient): Promise<boolean> {
  try {
    await client.inboxes.list().first(1);
    return true;
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'reauth-required' || error.code === 'unauthorised')
    )
      return false;
    throw error;
  }
}

type Answered = { answer: URL; redirectUri: string; state: string };

/** A token for another account is not kept. */
async function finishConsent(
  configuration: Configuration,
  { http, now, vault }: VendorTools,
  { answer, redirectUri, state }: Answered,
): Promise<void> {
  const consent = readHubSpotConsent(answer.searchParams, { state });
  if (consent.type === 'denied')
    throw new AppError('configuration-invalid', 'Nobody consented in HubSpot. Run the same again to be asked anew.');
  const oauth = createOAuth(configuration, http);
  const given = await oauth.exchangeCode({ code: consent.code, redirectUri });
  const { HUBSPOT_PORTAL_ID: portalId } = configuration.require(hubSpotSettings);
  if (given.refreshToken === null || (given.hubId !== null && given.hubId !== portalId))
    throw new AppError(
      'configuration-invalid',
      `The account that consented is ${given.hubId ?? 'not named'}, and HUBSPOT_PORTAL_ID is ${portalId}. Its token was not kept. Correct the setting, or choose the other account.`,
    );
  const store = createConnectionStore(vault(hubSpotSecrets.token), null);
  const connection = toHubSpotConnection(given, { refreshToken: given.refreshToken, now: now() });
  await store.lock(() => store.write(connection));
}

/** What HubSpot says of the token in use; OAuth v1 says nothing. */
async function readAccess(
  configuration: Configuration,
  { http, vault }: VendorTools,
): Promise<{ hubId: string | null; scopes: string[] }> {
  const settings = configuration.require(hubSpotSettings);
  const kept = await createConnectionStore(vault(hubSpotSecrets.token), settings.HUBSPOT_REFRESH_TOKEN).read();
  if (kept === null || settings.HUBSPOT_OAUTH_VERSION === 'v1') return { hubId: kept?.hubId ?? null, scopes: [] };
  return createOAuth(configuration, http).introspect({ token: kept.accessToken, type: 'access_token' });
}

function readPublicUrl(configuration: Configuration): string {
  const { BATON_PUBLIC_URL: publicUrl } = configuration.require(serverSettings);
  if (publicUrl !== null) return publicUrl;
  throw new AppError(
    'configuration-invalid',
    'BATON_PUBLIC_URL is missing: HubSpot calls Baton there, and signs that address. Example: BATON_PUBLIC_URL=https://chat.example.com',
  );
}
