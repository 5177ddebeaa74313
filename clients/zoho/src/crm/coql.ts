import type { CallOptions } from '../caller.ts';
import { list, member, text } from '../decode.ts';
import type { CrmContext } from './context.ts';
import { coqlText } from './query.ts';
import { type CrmRecord, fieldText, toRecord } from './records.ts';

export type CrmContact = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  company: string | null;
};

/**
 * Runs a COQL query; does not lag. Scope ZohoCRM.coql.READ + ZohoCRM.modules.{module}.READ · contract zoho-crm §4 · retry: read.
 * Put values in with `coqlText` only.
 * @example await crm.coql(`select id, Email from Leads where Email = ${coqlText(email)} limit 0, 3`)
 */
export async function runCoql(context: CrmContext, query: string, options?: CallOptions): Promise<CrmRecord[]> {
  const body = await context.call({
    operation: 'coql',
    retryClass: 'read',
    method: 'POST',
    path: '/coql',
    json: { select_query: query },
    weight: 3,
    options,
  });
  return list(body, 'data').map(toRecord);
}

/**
 * Contacts whose primary address is this one: at most three, which is enough to know that it is not one alone. Compare once more,
 * for whether COQL minds the case is not documented. Scope ZohoCRM.coql.READ + ZohoCRM.modules.contacts.READ · §4 · retry: read.
 * @throws ClientError `invalid` for an address that may not go into a query
 * @example await crm.findContactsByEmail('jane.rivera@example.com')
 */
export async function findContactsByEmail(
  context: CrmContext,
  email: string,
  options?: CallOptions,
): Promise<CrmContact[]> {
  const fields = 'id, First_Name, Last_Name, Email, Phone, Account_Name.Account_Name';
  const query = `select ${fields} from Contacts where Email = ${coqlText(email)} limit 0, 3`;
  return (await runCoql(context, query, options)).map(toContact);
}

const toContact = (record: CrmRecord): CrmContact => ({
  id: record.id,
  name: [fieldText(record, 'First_Name'), fieldText(record, 'Last_Name')].filter((part) => part !== null).join(' '),
  email: fieldText(record, 'Email'),
  phone: fieldText(record, 'Phone'),
  company: fieldText(record, 'Account_Name.Account_Name') ?? text(member(record.fields, 'Account_Name'), 'name'),
});
