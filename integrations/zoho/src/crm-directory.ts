import type { CrmClient } from '@baton/client-zoho';
import { type IdentityDirectory, type IdentityMatch, type PortResult, portOk, toPortResult } from '@baton/core';

export type CrmDirectoryOptions = {
  client: Pick<CrmClient, 'coql' | 'findContactsByEmail'>;
  /** API name of the contacts' field that holds what they sign in with; null: there is none. */
  usernameField: string | null;
};

/** There are no bind parameters (contract zoho-crm §4), so nothing but what usernames are made of is put into a query. */
const plainUsername = /^[\p{L}\p{N}._-]{1,100}$/u;

/** The customers' register in Zoho CRM (contract zoho-crm §9): exact primary address, one record, anything else is no match. */
export function createCrmDirectory({ client, usernameField }: CrmDirectoryOptions): IdentityDirectory {
  return {
    findByEmail: (email) => toPortResult(() => matchEmail(client, normalise(email))),
    findByUsername: usernameField === null ? null : (name) => findByUsername(client, usernameField, normalise(name)),
  };
}

type Client = CrmDirectoryOptions['client'];

async function matchEmail(client: Client, wanted: string): Promise<IdentityMatch> {
  const found = await client.findContactsByEmail(wanted);
  const exact = found.filter((contact) => normalise(contact.email ?? '') === wanted);
  const [contact] = exact;
  if (contact === undefined) return { type: 'none' };
  if (exact.length > 1) return { type: 'ambiguous' };
  const { id: recordId, name, phone, company } = contact;
  return { type: 'match', person: { recordId, name, email: wanted, phone, company } };
}

/** The record that is found by its name is read by its address, so that both look-ups hold to the same rules. */
async function findByUsername(client: Client, field: string, wanted: string): Promise<PortResult<IdentityMatch>> {
  if (!plainUsername.test(wanted)) return portOk({ type: 'none' });
  return toPortResult(async (): Promise<IdentityMatch> => {
    const records = await client.coql(
      `select id, Email, ${field} from Contacts where ${field} = '${wanted}' limit 0, 3`,
    );
    const named = records.filter(({ fields }) => normalise(String(fields[field] ?? '')) === wanted);
    const [record] = named;
    if (record === undefined) return { type: 'none' };
    const email = normalise(String(record.fields['Email'] ?? ''));
    if (named.length > 1 || email === '') return { type: 'ambiguous' };
    const match = await matchEmail(client, email);
    return match.type !== 'match' || match.person.recordId === record.id ? match : { type: 'ambiguous' };
  });
}

const normalise = (text: string): string => text.trim().normalize('NFC').toLowerCase();
