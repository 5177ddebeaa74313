import type { JsonObject } from '@baton/core';
import type { Database } from './database.ts';
import { object, text } from './decode.ts';
import { toJsonText } from './storable.ts';

export type StoredWorkflow = { organisation: string; name: string; version: string; content: JsonObject };

/** Every version of a workflow that a conversation may have started with. */
export interface WorkflowVersions {
  /** Keeps one version; a second time changes nothing. */
  keep(workflow: StoredWorkflow): Promise<void>;
  /** Oldest first. */
  list(organisation: string): Promise<StoredWorkflow[]>;
}

export function createWorkflowVersions(database: Database): WorkflowVersions {
  return {
    keep: async ({ organisation, name, version, content }) => {
      await database.query(
        `insert into workflow_versions (organisation, name, version, content) values ($1, $2, $3, $4::text::jsonb)
         on conflict do nothing`,
        [organisation, name, version, toJsonText(content)],
      );
    },
    list: async (organisation) => {
      const rows = await database.query(
        'select organisation, name, version, content from workflow_versions where organisation = $1 order by first_seen_at',
        [organisation],
      );
      return rows.map((row) => ({
        organisation: text(row, 'organisation'),
        name: text(row, 'name'),
        version: text(row, 'version'),
        content: object(row, 'content'),
      }));
    },
  };
}
