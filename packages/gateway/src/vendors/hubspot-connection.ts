import {
  createHubSpotClient,
  createHubSpotOAuth,
  createHubSpotTokenSource,
  type HubSpotClient,
  type HubSpotConnection,
  type HubSpotOAuth,
  type HubSpotTokenStore,
} from '@baton/client-hubspot';
import { AppError } from '@baton/core';
import type { Http, TokenSource } from '@baton/http-kit';
import type { HubSpotPlace, SetupState } from '@baton/integration-hubspot';
import { z } from 'zod';
import type { Configuration } from '../config/configuration.ts';
import { hubSpotSettings } from '../config/groups/hubspot.ts';
import type { Vault } from './vault.ts';
import type { VendorTools } from './vendor.ts';

/** Members of other versions are kept. */
const connectionSchema = z.looseObject({
  refreshToken: z.string(),
  accessToken: z.string(),
  expiresAt: z.string(),
  lifeMs: z.number(),
  hubId: z.string().nullable(),
  refused: z.string().exactOptional(),
  failedAt: z.number().exactOptional(),
});

const placeSchema = z.object({
  channelId: z.string(),
  accountId: z.string(),
  inboxId: z.string(),
  identifier: z.string(),
  name: z.string(),
});

const stateSchema = z.object({
  registeringSince: z.string().nullable(),
  channelId: z.string().nullable(),
  place: placeSchema.nullable(),
});

/** The connection that `baton connect hubspot` made, or one of a token that was written into the settings. */
export function createConnectionStore(vault: Vault, written: string | null): HubSpotTokenStore {
  const ofSettings: HubSpotConnection | null =
    written === null
      ? null
      : { refreshToken: written, accessToken: '', expiresAt: new Date(0).toISOString(), lifeMs: 0, hubId: null };
  return {
    read: async () => {
      const kept: HubSpotConnection | null = parseKept(await vault.read(), connectionSchema);
      // One that was refused gives way to another that somebody wrote since.
      const isOver = kept?.refused !== undefined && written !== null && kept.refreshToken !== written;
      return isOver ? ofSettings : (kept ?? ofSettings);
    },
    write: (connection) => vault.write(JSON.stringify(connection)),
    lock: (work) => vault.lock(work),
  };
}

const nothing: SetupState = { registeringSince: null, channelId: null, place: null };

/** How far the set-up got. */
export const createSetupStore = (vault: Vault) => ({
  read: async (): Promise<SetupState> => parseKept(await vault.read(), stateSchema) ?? nothing,
  write: (state: SetupState): Promise<void> => vault.write(JSON.stringify(state)),
});

/** What another version or a repair by hand left there counts as nothing. */
function parseKept<Value>(text: string | null, schema: z.ZodType<Value>): Value | null {
  if (text === null) return null;
  try {
    return schema.nullable().safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Names of what is sealed in the store. */
export const hubSpotSecrets = { token: 'hubspot-token', setup: 'hubspot-channel' };

export function connectHubSpot(configuration: Configuration, { http, now, vault }: VendorTools): HubSpotClient {
  const settings = configuration.require(hubSpotSettings);
  const store = createConnectionStore(vault(hubSpotSecrets.token), settings.HUBSPOT_REFRESH_TOKEN);
  return createClient(
    configuration,
    http,
    createHubSpotTokenSource({ ...oauthOptions(configuration, http), store, now }),
  );
}

export function createClient(configuration: Configuration, http: Http, tokens: TokenSource): HubSpotClient {
  const settings = configuration.require(hubSpotSettings);
  const { HUBSPOT_DEVELOPER_KEY: key, HUBSPOT_APP_ID: appId, HUBSPOT_API_URL: baseUrl } = settings;
  return createHubSpotClient({
    http,
    tokens,
    versions: {
      customChannels: settings.HUBSPOT_CHANNELS_VERSION,
      conversations: settings.HUBSPOT_CONVERSATIONS_VERSION,
    },
    ...(key === null ? {} : { developer: { key, appId } }),
    ...(baseUrl === null ? {} : { baseUrl }),
  });
}

export const createOAuth = (configuration: Configuration, http: Http): HubSpotOAuth =>
  createHubSpotOAuth(oauthOptions(configuration, http));

function oauthOptions(configuration: Configuration, http: Http) {
  const settings = configuration.require(hubSpotSettings);
  return {
    http,
    clientId: settings.HUBSPOT_CLIENT_ID,
    clientSecret: settings.HUBSPOT_CLIENT_SECRET,
    version: settings.HUBSPOT_OAUTH_VERSION,
    ...(settings.HUBSPOT_API_URL === null ? {} : { oauthUrl: settings.HUBSPOT_API_URL }),
  };
}

/** @throws AppError `configuration-invalid` while no inbox is connected; then the work waits */
export async function readPlace(vault: Vault): Promise<HubSpotPlace> {
  const { place } = await createSetupStore(vault).read();
  if (place !== null) return place;
  throw new AppError(
    'configuration-invalid',
    'No inbox of HubSpot is connected. Run `baton connect hubspot`, and look at docs/guides/hubspot.md.',
  );
}
