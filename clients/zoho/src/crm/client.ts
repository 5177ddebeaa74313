import type { CallerOptions, CallOptions } from '../caller.ts';
import { createCrmContext } from './context.ts';
import { type CrmContact, findContactsByEmail, runCoql } from './coql.ts';
import { createNotes } from './notes.ts';
import { type CrmRecord, createRecords } from './records.ts';
import { createSettings } from './settings.ts';

export type CrmClient = ReturnType<typeof createCrmClient>;

/**
 * Zoho CRM v8 (contract zoho-crm). `baseUrl` ends in `/crm/v8`. All errors are ClientErrors; writes tell of each record apart.
 * @example
 * const crm = createCrmClient({ http: createHttp(), baseUrl: 'https://www.zohoapis.in/crm/v8', tokens });
 * const [result] = await crm.records.upsert('Leads', [{ Last_Name: 'Rivera', Email: email }], { duplicateCheckFields: ['Email'] });
 */
export function createCrmClient(options: CallerOptions) {
  const context = createCrmContext(options);
  return {
    records: createRecords(context),
    notes: createNotes(context),
    settings: createSettings(context),
    /** Runs a COQL query, see {@link runCoql}. */
    coql: (query: string, call?: CallOptions): Promise<CrmRecord[]> => runCoql(context, query, call),
    /** Contacts by their primary address, see {@link findContactsByEmail}. */
    findContactsByEmail: (email: string, call?: CallOptions): Promise<CrmContact[]> =>
      findContactsByEmail(context, email, call),
  };
}
