import { ClientError } from '@baton/http-kit';
import { type CallerOptions, createCaller, errorForStatus } from './caller.ts';
import { list, member, text } from './decode.ts';

export type CrmContact = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  company: string | null;
};

/** Zoho CRM v8 (contract zoho-crm §3, §4). `baseUrl` ends in `/crm/v8`. */
export type CrmClient = ReturnType<typeof createCrmClient>;

export function createCrmClient(options: CallerOptions) {
  const call = createCaller(options, (response) => {
    if (response.status >= 200 && response.status < 300) return { ok: true, body: response.body };
    const code = text(response.body, 'code');
    if (response.status === 401 && code !== 'INVALID_TOKEN') {
      const message = `The CRM refused the connection (${code ?? 401}). Check scopes and data centre.`;
      return {
        ok: false,
        error: new ClientError('forbidden', message, { retryable: true, status: 401, vendorCode: code }),
      };
    }
    return { ok: false, error: errorForStatus(response, code, false) };
  });
  return {
    /**
     * §4: contacts whose primary address is exactly this one; COQL does not lag.
     * @throws ClientError `invalid` for an address that may not go into a query
     */
    findContactsByEmail: async (email: string): Promise<CrmContact[]> => {
      const query = `select id, First_Name, Last_Name, Email, Phone, Account_Name.Account_Name from Contacts where Email = '${quotable(email)}' limit 0, 3`;
      const body = await call({ method: 'POST', path: '/coql', json: { select_query: query } });
      return list(body, 'data').map(toContact);
    },
  };
}

/** There are no bind parameters: only plain addresses are let through. */
function quotable(email: string): string {
  if (email.length <= 254 && /^[a-z0-9._%+-]+@[a-z0-9.-]+$/.test(email)) return email;
  throw new ClientError('invalid', 'The e-mail address has characters that may not go into a CRM query.', {
    retryable: false,
  });
}

const toContact = (row: unknown): CrmContact => ({
  id: text(row, 'id') ?? '',
  name: [text(row, 'First_Name'), text(row, 'Last_Name')].filter((part) => part !== null).join(' '),
  email: text(row, 'Email'),
  phone: text(row, 'Phone'),
  company: text(row, 'Account_Name.Account_Name') ?? text(member(row, 'Account_Name'), 'name'),
});
