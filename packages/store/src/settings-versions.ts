import type { JsonObject } from '@baton/core';
import type { Database } from './database.ts';
import { object, text } from './decode.ts';
import { toJsonText } from './storable.ts';

export type StoredSettings = { organisation: string; version: string; content: JsonObject };

/** Every version of the settings that a conversation may have started with. */
export interface SettingsVersions {
  /** Keeps one version; a second time changes nothing. */
  keep(settings: StoredSettings): Promise<void>;
  /** Oldest first. */
  list(organisation: string): Promise<StoredSettings[]>;
}

export function createSettingsVersions(database: Database): SettingsVersions {
  return {
    keep: async ({ organisation, version, content }) => {
      await database.query(
        `insert into settings_versions (organisation, version, content) values ($1, $2, $3::text::jsonb)
         on conflict do nothing`,
        [organisation, version, toJsonText(content)],
      );
    },
    list: async (organisation) => {
      const rows = await database.query(
        'select organisation, version, content from settings_versions where organisation = $1 order by first_seen_at',
        [organisation],
      );
      return rows.map((row) => ({
        organisation: text(row, 'organisation'),
        version: text(row, 'version'),
        content: object(row, 'content'),
      }));
    },
  };
}
