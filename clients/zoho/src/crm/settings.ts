import type { CallOptions } from '@baton/http-kit';
import { flag, list, text, textOrEmpty } from '@baton/http-kit';
import type { CrmContext } from './context.ts';

export type CrmField = {
  apiName: string;
  label: string;
  type: string | null;
  isMandatory: boolean;
  /** The values of a picklist, as they are stored. */
  picklist: string[];
  raw: unknown;
};

export type CrmModule = { apiName: string; raw: unknown };

const keptMs = 3_600_000;

/** Metadata (contract zoho-crm §1, §6). Fields are kept for an hour. */
export const createSettings = (context: CrmContext) => {
  const kept = new Map<string, { until: number; fields: CrmField[] }>();
  const get = (
    operation: string,
    path: string,
    given: { query?: Record<string, string>; options?: CallOptions | undefined },
  ) => context.call({ operation, retryClass: 'read', method: 'GET', path, ...given });
  return {
    /**
     * The fields of a module. Scope ZohoCRM.settings.fields.READ · §1 · retry: read.
     * @example (await crm.settings.fields('Leads')).find(({ apiName }) => apiName === 'Lead_Status')?.picklist
     */
    fields: async (module: string, options?: CallOptions): Promise<CrmField[]> => {
      const now = context.clock.now();
      const known = kept.get(module);
      if (known !== undefined && known.until > now) return known.fields;
      const body = await get('settings.fields', '/settings/fields', { query: { module }, options });
      const fields = list(body, 'fields').map(toField);
      kept.set(module, { until: now + keptMs, fields });
      return fields;
    },
    /**
     * The modules. Scope ZohoCRM.settings.modules.READ · §1 · retry: read.
     * @example (await crm.settings.modules()).map(({ apiName }) => apiName)
     */
    modules: async (options?: CallOptions): Promise<CrmModule[]> =>
      list(await get('settings.modules', '/settings/modules', { options }), 'modules').map((row) => ({
        apiName: textOrEmpty(row, 'api_name'),
        raw: row,
      })),
    /**
     * The organisation, to check a connection. Scope ZohoCRM.org.READ · §6 · retry: read.
     * @example (await crm.settings.organization())?.name
     */
    organization: async (options?: CallOptions): Promise<{ id: string; name: string } | null> => {
      const [row] = list(await get('settings.organization', '/org', { options }), 'org');
      return row === undefined ? null : { id: textOrEmpty(row, 'id'), name: textOrEmpty(row, 'company_name') };
    },
    /**
     * Who consented. Scope ZohoCRM.users.READ · §6 · retry: read.
     * @example (await crm.settings.currentUser())?.email
     */
    currentUser: async (options?: CallOptions): Promise<{ id: string; email: string | null } | null> => {
      const body = await get('settings.currentUser', '/users', { query: { type: 'CurrentUser' }, options });
      const [row] = list(body, 'users');
      return row === undefined ? null : { id: textOrEmpty(row, 'id'), email: text(row, 'email') };
    },
  };
};

const toField = (row: unknown): CrmField => ({
  apiName: textOrEmpty(row, 'api_name'),
  label: text(row, 'field_label') ?? textOrEmpty(row, 'display_label'),
  type: text(row, 'data_type'),
  isMandatory: flag(row, 'system_mandatory') === true,
  picklist: list(row, 'pick_list_values').flatMap(
    (value) => text(value, 'actual_value') ?? text(value, 'display_value') ?? [],
  ),
  raw: row,
});
