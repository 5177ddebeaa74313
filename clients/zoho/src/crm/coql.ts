import type { CallOptions } from '@baton/http-kit';
import { list, member, text } from '@baton/http-kit';
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

/** See `CrmClient.coql`. */
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

/** See `CrmClient.findContactsByEmail`. */
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
