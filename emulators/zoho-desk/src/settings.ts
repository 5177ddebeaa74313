import type { EmulatorHost, Settings } from '@baton/emulator-kit';

export type DeskSettings = {
  /** Refuse a second contact with the same address (contract zoho-desk §3.2). */
  uniqueContactEmail: boolean;
  /** Refuse calls without `orgId`. */
  requireOrgId: boolean;
  /** Professional edition: 75 000 and 15 (contract zoho-desk §11). */
  creditsPerDay: number;
  concurrentCallsMax: number;
  /** Professional edition: 5 (contract zoho-desk §10.1). */
  enabledWebhooksMax: number;
  uploadLifeMs: number;
};

export type SettingsStore = Settings<DeskSettings>;

export const openDeskSettings = (host: EmulatorHost): SettingsStore =>
  host.settings('desk', {
    defaults: {
      uniqueContactEmail: false,
      requireOrgId: false,
      creditsPerDay: 75_000,
      concurrentCallsMax: 15,
      enabledWebhooksMax: 5,
      uploadLifeMs: 86_400_000,
    },
  });
