import type { CallerOptions, CallOptions } from '@baton/http-kit';
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
    /**
     * Runs a COQL query; does not lag. Put values in with `coqlText` only. Scope ZohoCRM.coql.READ + ZohoCRM.modules.{module}.READ ·
     * contract zoho-crm §4 · retry: read.
     * @example await crm.coql(`select id, Email from Leads where Email = ${coqlText(email)} limit 0, 3`)
     */
    coql: (query: string, call?: CallOptions): Promise<CrmRecord[]> => runCoql(context, query, call),
    /**
     * Contacts whose primary address is this one: at most three, which is enough to know that it is not one alone. Compare once
     * more, for whether COQL minds the case is not documented. Scope ZohoCRM.coql.READ + ZohoCRM.modules.contacts.READ · §4 ·
     * retry: read.
     * @throws ClientError `invalid` for an address that may not go into a query
     * @example await crm.findContactsByEmail('jane.rivera@example.com')
     */
    findContactsByEmail: (email: string, call?: CallOptions): Promise<CrmContact[]> =>
      findContactsByEmail(context, email, call),
  };
}
