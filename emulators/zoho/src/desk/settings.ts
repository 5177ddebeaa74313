import { ControlError, type EmulatorHost, type Row } from '@baton/emulator-kit';

export type DeskSettings = {
  /** Refuse a second contact with the same address (contract zoho-desk §3.2). */
  uniqueContactEmail: boolean;
  /** Refuse calls without `orgId`. */
  requireOrgId: boolean;
  creditsPerDay: number;
  /** Professional edition: 5 (contract zoho-desk §10.1). */
  enabledWebhooksMax: number;
  uploadLifeMs: number;
};

export const defaultSettings: DeskSettings = {
  uniqueContactEmail: false,
  requireOrgId: false,
  creditsPerDay: 75_000,
  enabledWebhooksMax: 5,
  uploadLifeMs: 86_400_000,
};

export type SettingsStore = { read(): DeskSettings; change(changes: Record<string, unknown>): DeskSettings };

export function openSettings(host: EmulatorHost): SettingsStore {
  const table = host.collection<Row & { values: DeskSettings }>('desk', 'settings', { isInternal: true });
  const read = (): DeskSettings => ({ ...defaultSettings, ...table.get('settings')?.values });
  return {
    read,
    change: (changes) => {
      const defaults = new Map<string, unknown>(Object.entries(defaultSettings));
      for (const [name, value] of Object.entries(changes)) {
        if (typeof value !== typeof defaults.get(name))
          throw new ControlError(400, 'bad-field', `"${name}" is no setting of this type.`);
      }
      const values = { ...read(), ...changes };
      if (table.get('settings') === undefined) table.insert({ id: 'settings', values });
      else table.update('settings', { values });
      return values;
    },
  };
}
