import type { CrmClient } from '@baton/client-zoho';
import type { IdentityDirectory, IdentityMatch } from '@baton/core';
import { toPortResult } from './to-port-result.ts';

/** The customers' register in Zoho CRM (contract zoho-crm §9): exact primary address, one record, anything else is no match. */
export function createCrmDirectory({ client }: { client: Pick<CrmClient, 'findContactsByEmail'> }): IdentityDirectory {
  return {
    findByEmail: (email) =>
      toPortResult(async (): Promise<IdentityMatch> => {
        const wanted = normalise(email);
        const exact = (await client.findContactsByEmail(wanted)).filter(
          (contact) => normalise(contact.email ?? '') === wanted,
        );
        const [contact] = exact;
        if (contact === undefined) return { type: 'none' };
        if (exact.length > 1) return { type: 'ambiguous' };
        const { id: recordId, name, phone, company } = contact;
        return { type: 'match', person: { recordId, name, email: wanted, phone, company } };
      }),
  };
}

const normalise = (email: string): string => email.trim().normalize('NFC').toLowerCase();
