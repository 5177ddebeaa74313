import type { EmulatorHost, Settings } from '@baton/emulator-kit';

export type HubSpotSettings = {
  /** How long a new channel is missing from lists, and cannot be connected (contract hubspot §5.3). */
  channelVisibilityMs: number;
  /** The subscription allows custom channels (§3). */
  isTierHighEnough: boolean;
  /** `/oauth/v1` is still there; switched off on 2027-02-16 (§1). */
  hasOauthV1: boolean;
  codeLifeMs: number;
  /** 1800 seconds (§4.2). */
  accessTokenLifeMs: number;
  /** Refuses what the description marks as required and working integrations leave out (§6.2). */
  isStrict: boolean;
  /** Publishing into a closed thread opens it again (§6.2). */
  reopensOnPublish: boolean;
  /** What a second publish with the same idempotency id gets: the first message, or 409 (§16). */
  onDuplicate: 'first-message' | 'conflict';
  /** Texts longer than this are cut; 0 cuts none (§15). */
  truncateAt: number;
  /** Calls in any ten seconds (§11). */
  callsPerTenSeconds: number;
  /** Calls in any 24 hours; 0 is without a limit, as for OAuth apps (§11). */
  callsPerDay: number;
  /** Searches in any second (§7). */
  searchesPerSecond: number;
  /** Webhooks are delivered before the call that caused them is answered (§14). */
  sendsWebhooksFirst: boolean;
  /** How long app events are collected for a batch. */
  batchWindowMs: number;
  /** App events in a batch: as they happened, or the newest first (§9). */
  batchOrder: 'as-happened' | 'newest-first';
  /** Adds events of other objects to each batch of app events (§9). */
  hasForeignEvents: boolean;
  /** Time for the answer to a webhook (§9). */
  webhookTimeoutMs: number;
  /** The time over which the ten retries of a webhook are spread (§9). */
  retriesOverMs: number;
};

export type SettingsStore = Settings<HubSpotSettings>;

export const openSettings = (host: EmulatorHost): SettingsStore =>
  host.settings<HubSpotSettings>('hubspot', {
    defaults: {
      channelVisibilityMs: 3_000,
      isTierHighEnough: true,
      hasOauthV1: true,
      codeLifeMs: 60_000,
      accessTokenLifeMs: 1_800_000,
      isStrict: false,
      reopensOnPublish: true,
      onDuplicate: 'first-message',
      truncateAt: 0,
      callsPerTenSeconds: 110,
      callsPerDay: 0,
      searchesPerSecond: 5,
      sendsWebhooksFirst: false,
      batchWindowMs: 100,
      batchOrder: 'as-happened',
      hasForeignEvents: false,
      webhookTimeoutMs: 5_000,
      retriesOverMs: 86_400_000,
    },
    choices: { onDuplicate: ['first-message', 'conflict'], batchOrder: ['as-happened', 'newest-first'] },
  });
