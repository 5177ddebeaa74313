import { expect, test } from 'vitest';
import { createTestClock } from '../../../../packages/http-kit/testing/test-clock.ts';
import { type FixtureCase, fakeHttp, fixedToken, listingProblems, loadFixture } from '../../testing/fixtures.ts';
import { judgeCase } from '../../testing/judge.ts';
import { type CrmClient, createCrmClient } from './client.ts';
import { coqlText, toCriteria } from './query.ts';

const email = 'jane.rivera@example.com';
const contact = {
  id: '5190042000000711003',
  fields: { First_Name: 'Jane', Last_Name: 'Rivera', Email: email, Phone: '+15550100123' },
};
const lead = {
  Last_Name: 'Rivera',
  First_Name: 'Jane',
  Email: email,
  Phone: '+15550100123',
  Company: 'Example Corp',
  Lead_Source: 'Chat',
  Description: 'Visitor visitor_2210',
};
/** Zoho's default would run every automation; the client says that none is to run. */
const quiet = { body: { trigger: [] } };
const search = (crm: CrmClient) => crm.records.search('Contacts', { email }).all();
const insert =
  (...rows: Record<string, unknown>[]) =>
  (crm: CrmClient) =>
    crm.records.insert('Leads', rows);
const upsert = (crm: CrmClient) => crm.records.upsert('Leads', [lead], { duplicateCheckFields: ['Email'] });
const fields = ['id', 'First_Name', 'Last_Name', 'Email', 'Secondary_Email', 'Phone', 'Mobile'];

const cases: Record<string, FixtureCase<CrmClient>> = {
  'contacts.search.email.ok': {
    call: (crm) => crm.records.search('Contacts', { email }, { fields }).all(),
    value: [contact],
  },
  'contacts.search.secondary-email': {
    call: (crm) => crm.records.search('Contacts', { email: 'shared-desk@example.com' }).all(),
    value: [{ ...contact, fields: { Email: email, Secondary_Email: 'shared-desk@example.com' } }],
  },
  'coql.contact-by-email.ok': {
    call: (crm) =>
      crm.coql(
        `select id, First_Name, Last_Name, Email, Phone, Mobile from Contacts where Email = ${coqlText(email)} limit 0, 3`,
      ),
    value: [contact],
  },
  'coql.none': {
    call: (crm) => crm.coql(`select id from Contacts where Email = ${coqlText('nobody@example.com')} limit 0, 3`),
    value: [],
  },
  'coql.syntax-error': {
    call: (crm) => crm.coql('select id from Contacts'),
    error: { code: 'invalid', retryable: false, vendorCode: 'SYNTAX_ERROR' },
  },
  'error.authentication-failure': {
    call: search,
    error: { code: 'misconfigured', retryable: false, vendorCode: 'AUTHENTICATION_FAILURE' },
  },
  'error.expected-param-missing': {
    call: search,
    error: { code: 'invalid', vendorCode: 'EXPECTED_PARAM_MISSING' },
    otherRequest: 'A search without something to look for cannot be written.',
  },
  'error.internal': { call: search, error: { code: 'unavailable', retryable: true, isAmbiguous: false } },
  'error.invalid-module': {
    call: (crm) => crm.records.search('Lead', { email }).all(),
    error: { code: 'misconfigured', vendorCode: 'INVALID_MODULE' },
  },
  'error.invalid-query': {
    call: (crm) => crm.records.search('Contacts', { criteria: `(Email:is:${email})` }).all(),
    error: { code: 'invalid', vendorCode: 'INVALID_QUERY', fields: [{ field: 'Email', problem: 'INVALID_QUERY' }] },
  },
  'error.invalid-token': {
    call: search,
    error: { code: 'unauthorised', retryable: false, vendorCode: 'INVALID_TOKEN' },
    requests: 2,
  },
  'error.invalid-url': {
    call: search,
    error: { code: 'misconfigured', vendorCode: 'INVALID_URL_PATTERN' },
    otherRequest: 'The client has no such path.',
  },
  'error.limit-reached': {
    call: (crm) => crm.records.search('Contacts', { word: 'jane' }).all(),
    error: { code: 'invalid', retryable: false, vendorCode: 'LIMIT_REACHED' },
  },
  'error.no-permission': { call: search, error: { code: 'forbidden', vendorCode: 'NO_PERMISSION' } },
  'error.scope-mismatch': { call: search, error: { code: 'forbidden', retryable: false, status: 401 } },
  'error.too-many-requests': {
    call: search,
    error: { code: 'throttled', retryable: true, vendorCode: 'TOO_MANY_REQUESTS' },
  },
  'leads.insert.duplicate': {
    call: insert(lead),
    added: quiet,
    value: [{ ok: false, code: 'DUPLICATE_DATA', field: 'Email', duplicateId: '5190042000000733018' }],
  },
  'leads.insert.invalid-picklist': {
    call: insert({ ...lead, Lead_Status: 'New' }),
    added: quiet,
    value: [{ ok: false, code: 'INVALID_DATA', field: 'Lead_Status', duplicateId: null }],
  },
  'leads.insert.mandatory-missing': {
    call: insert({ Email: email }),
    added: quiet,
    value: [{ ok: false, code: 'MANDATORY_NOT_FOUND', field: 'Last_Name', duplicateId: null }],
  },
  'leads.insert.ok': {
    call: insert(lead),
    added: quiet,
    value: [{ ok: true, id: '5190042000000733018', action: null, duplicateField: null }],
  },
  'leads.insert.partial': {
    call: insert(lead, { Email: 'x@example.com' }),
    added: quiet,
    value: [
      { ok: true, id: '5190042000000733018' },
      { ok: false, code: 'MANDATORY_NOT_FOUND', field: 'Last_Name' },
    ],
  },
  'leads.search.criteria.contains': {
    call: (crm) =>
      crm.records.search('Leads', { criteria: toCriteria([['Email', 'equals', 'ana@example.com']]) }).all(),
    value: [{ id: '5190042000000733099', fields: { Email: 'joana@example.com' } }],
  },
  'leads.upsert.insert': {
    call: upsert,
    value: [{ ok: true, id: '5190042000000733018', action: 'insert', duplicateField: null }],
  },
  'leads.upsert.update': {
    call: upsert,
    value: [{ ok: true, id: '5190042000000733018', action: 'update', duplicateField: 'Email' }],
  },
  'note.create.ok': {
    call: (crm) =>
      crm.notes.add('Contacts', contact.id, {
        title: 'Support ticket 10482',
        content: 'Opened from chat; Desk ticket 10482.',
      }),
    value: { ok: true, id: '5190042000000790001' },
  },
  'search.none': {
    call: (crm) => crm.records.search('Contacts', { email: 'nobody@example.com' }).all(),
    value: [],
  },
};

test('every fixture is used', () => {
  expect(listingProblems('crm', Object.keys(cases), {})).toEqual([]);
});

test.each(Object.entries(cases))('%s', async (name, given) => {
  const fixture = loadFixture('crm', name);
  const { http, sent } = fakeHttp(fixture.response);
  const tokens = fixedToken();
  const crm = createCrmClient({
    http,
    baseUrl: 'https://www.zohoapis.in/crm/v8',
    tokens,
    retry: { attemptsMax: 1 },
    clock: createTestClock(),
  });
  const outcome = await given.call(crm).catch((caught: unknown) => caught);
  judgeCase(given, { fixture, sent, refused: tokens.refused, outcome });
});
