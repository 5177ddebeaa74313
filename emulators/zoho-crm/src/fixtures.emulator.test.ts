import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  answerDifferences,
  type Comparison,
  callOf,
  listingProblems,
  loadFixture,
} from '../../kit/testing/fixtures.ts';
import { startTestHost, type TestHost } from '../../zoho-accounts/testing/test-host.ts';
import { registerCrm } from './register.ts';

let bench: TestHost;
let token: string;
let ids: Record<string, string>;
beforeEach(async () => {
  bench = await startTestHost(registerCrm);
  token = await bench.signIn();
  const contact = {
    ...jane,
    Secondary_Email: 'shared-desk@example.com',
    Account_Name: { name: 'Example Corp', id: '1' },
  };
  ids = { '5190042000000711003': await add('Contacts', contact) };
  await bench.advance(2_000);
});
afterEach(() => bench.host.close());

const jane = { First_Name: 'Jane', Last_Name: 'Rivera', Email: 'jane.rivera@example.com', Phone: '+15550100123' };
async function add(module: string, fields: object): Promise<string> {
  const json = { data: [fields], trigger: [] };
  const { body } = await bench.call({ method: 'POST', path: `/crm/v8/${module}`, json, token });
  return String(Object(body).data[0].details.id);
}
const fault = (status: number) => () => bench.control('/faults', { vendor: 'crm', kind: 'status', times: 1, status });

type Case = Comparison & { prepare?: () => Promise<unknown>; token?: () => Promise<string> | undefined };
/** Records in samples show some of the fields only; what else a layout has is the portal's business. */
const record = { isPart: true };
const cases: Record<string, Case> = {
  'contacts.search.email.ok': {},
  'contacts.search.secondary-email': record,
  'coql.contact-by-email.ok': {},
  'coql.none': {},
  'coql.syntax-error': {},
  'error.authentication-failure': { token: () => undefined },
  'error.expected-param-missing': {},
  'error.internal': { prepare: fault(500) },
  'error.invalid-module': {},
  'error.invalid-query': {},
  'error.invalid-token': { token: () => Promise.resolve('1000.expired') },
  'error.invalid-url': {},
  'error.limit-reached': {},
  'error.no-permission': { prepare: fault(403) },
  'error.scope-mismatch': { token: () => bench.tokenFor('ZohoCRM.modules.contacts.READ') },
  'error.too-many-requests': { prepare: fault(429) },
  'leads.insert.duplicate': {
    prepare: async () => {
      ids['5190042000000733018'] = await add('Leads', jane);
      ids['5190042000000225013'] = '904410000000225013';
      ids['5190042000000002175'] = '904410000000002175';
      ids['sam@example.com'] = 'sam@company.com';
      await bench.control('/crm/settings', { uniqueEmail: true });
    },
  },
  'leads.insert.invalid-picklist': {},
  'leads.insert.mandatory-missing': {},
  'leads.insert.ok': {},
  'leads.insert.partial': {},
  'leads.search.criteria.contains': {
    ...record,
    prepare: async () => {
      await add('Leads', { First_Name: 'Joana', Last_Name: 'Lima', Email: 'joana@example.com' });
      await bench.advance(2_000);
    },
  },
  'leads.upsert.insert': {},
  'leads.upsert.update': { prepare: () => add('Leads', jane) },
  'note.create.ok': {},
  'search.none': {},
};

it('covers every fixture', () => {
  expect(listingProblems('crm', Object.keys(cases), {})).toEqual([]);
});

it.each(Object.entries(cases))('answers as %s', async (name, { prepare, token: other, ...how }) => {
  await prepare?.();
  const fixture = loadFixture('crm', name, ids);
  const answer = await bench.call(callOf(fixture, other === undefined ? token : await other()));
  expect(answerDifferences(fixture, answer, how)).toEqual([]);
});
