import type { EmulatorHost, EmulatorReply, EmulatorRequest, Row } from '@baton/emulator-kit';
import { checkToken, hasScope } from '../accounts/tokens.ts';

type ContactRow = Row & {
  First_Name: string;
  Last_Name: string;
  Email: string | null;
  Secondary_Email: string | null;
  Phone: string | null;
  Account_Name: { name: string; id: string } | null;
};

/** Zoho CRM v8: contacts by search and COQL (contract zoho-crm §3, §4, §7). */
export function registerCrm(host: EmulatorHost): void {
  const contacts = host.collection<ContactRow>('crm', 'contacts');
  const seed = (): void => {
    if (contacts.list().length > 0) return;
    const account = { name: 'Company Inc', id: host.nextId() };
    contacts.insert({
      id: host.nextId(),
      First_Name: 'John',
      Last_Name: 'Doe',
      Email: 'john@company.com',
      Secondary_Email: null,
      Phone: '555-1234',
      Account_Name: account,
    });
  };
  seed();
  host.onReset(seed);
  host.operation({
    vendor: 'crm',
    name: 'crm.contacts.search',
    method: 'GET',
    path: '/crm/v8/Contacts/search',
    fidelity: 'documented',
    source: 'zoho-crm.md §3',
    handle: (request) =>
      refuse(host, request, ['ZohoCRM.modules.contacts.READ', 'ZohoSearch.securesearch.READ']) ??
      search(contacts.list(), request.query),
  });
  host.operation({
    vendor: 'crm',
    name: 'crm.coql',
    method: 'POST',
    path: '/crm/v8/coql',
    fidelity: 'documented',
    source: 'zoho-crm.md §4',
    handle: (request) =>
      refuse(host, request, ['ZohoCRM.coql.READ', 'ZohoCRM.modules.contacts.READ']) ??
      runQuery(contacts.list(), request.json()),
  });
  host.operation({
    vendor: 'crm',
    name: 'crm.contacts.get',
    method: 'GET',
    path: '/crm/v8/Contacts/:id',
    fidelity: 'documented',
    source: 'zoho-crm.md §6',
    handle: (request) => {
      const contact = contacts.get(request.params['id'] ?? '');
      return (
        refuse(host, request, ['ZohoCRM.modules.contacts.READ']) ??
        (contact === undefined ? { status: 204 } : { status: 200, body: { data: [contact] } })
      );
    },
  });
}

const failure = (status: number, code: string, [message, details = {}]: [string, object?]): EmulatorReply => ({
  status,
  body: { code, details, message, status: 'error' },
});

/** 401 for both a bad token and a missing scope, told apart by code (contract zoho-crm §7). */
function refuse(host: EmulatorHost, request: EmulatorRequest, scopes: string[]): EmulatorReply | null {
  const token = checkToken(host, request);
  if (!token.ok)
    return token.reason === 'missing'
      ? failure(401, 'AUTHENTICATION_FAILURE', ['Authentication failed'])
      : failure(401, 'INVALID_TOKEN', ['invalid oauth token']);
  return scopes.every((scope) => hasScope(token.scopes, scope))
    ? null
    : failure(401, 'OAUTH_SCOPE_MISMATCH', ['invalid oauth scope to access this URL']);
}

function search(rows: ContactRow[], query: Record<string, string>): EmulatorReply {
  const { criteria, email, phone, word } = query;
  if (criteria !== undefined) {
    const parts = /^\(?\((\w+):(\w+):([^)]*)\)\)?$/.exec(criteria);
    const [, field = '', operator = '', value = ''] = parts ?? [];
    if (operator !== 'equals' && operator !== 'starts_with') {
      return failure(400, 'INVALID_QUERY', [
        'Invalid query formed',
        {
          reason: 'invalid operator found',
          api_name: field,
          operator,
        },
      ]);
    }
    return page(
      rows.filter((row) =>
        String(row[field] ?? '')
          .toLowerCase()
          .includes(value.toLowerCase()),
      ),
    );
  }
  if (email !== undefined)
    return page(
      rows.filter((row) =>
        [row.Email, row.Secondary_Email].some((known) => known?.toLowerCase() === email.toLowerCase()),
      ),
    );
  if (phone !== undefined) return page(rows.filter((row) => row.Phone === phone));
  if (word !== undefined)
    return page(rows.filter((row) => JSON.stringify(row).toLowerCase().includes(word.toLowerCase())));
  return failure(400, 'EXPECTED_PARAM_MISSING', [
    'one of the expected parameters is missing',
    {
      param_names: ['criteria', 'email', 'phone', 'word'],
    },
  ]);
}

const page = (rows: ContactRow[]): EmulatorReply =>
  rows.length === 0
    ? { status: 204 }
    : {
        status: 200,
        body: {
          data: rows,
          info: { per_page: 200, count: rows.length, page: 1, sort_by: 'id', sort_order: 'desc', more_records: false },
        },
      };

/** A small part of COQL: one module, comparisons by `=`, joined by `and`. */
function runQuery(rows: ContactRow[], body: unknown): EmulatorReply {
  const query = typeof body === 'object' && body !== null && 'select_query' in body ? String(body.select_query) : '';
  const parts = /^select (.+?) from (\w+)(?: where (.+?))?(?: limit (\d+)(?:, ?(\d+))?)?$/i.exec(query.trim());
  if (parts === null)
    return failure(400, 'SYNTAX_ERROR', [
      'error occurred while parsing the query',
      {
        line: 1,
        column: 1,
        near: query.slice(0, 10),
      },
    ]);
  const [, fields = '', module = '', where] = parts;
  if (module !== 'Contacts')
    return failure(400, 'INVALID_MODULE', ['the module name given seems to be invalid', { resource_path_index: 0 }]);
  if (where === undefined) return failure(400, 'SYNTAX_ERROR', ['missing clause', { clause: 'where' }]);
  const conditions = [...where.matchAll(/(\w+) = '([^']*)'/g)].map((match) => ({
    field: match[1] ?? '',
    value: match[2] ?? '',
  }));
  const found = rows.filter((row) => conditions.every(({ field, value }) => String(row[field] ?? '') === value));
  if (conditions.length === 0 || found.length === 0) return { status: 204 };
  return {
    status: 200,
    body: { data: found.map((row) => pick(row, fields)), info: { count: found.length, more_records: false } },
  };
}

const pick = (row: ContactRow, fields: string): Record<string, unknown> =>
  Object.fromEntries(
    fields
      .split(',')
      .map((field) => field.trim())
      .map((field) => [
        field,
        field === 'Account_Name.Account_Name' ? (row.Account_Name?.name ?? null) : (row[field] ?? null),
      ]),
  );
