import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Call } from '../../kit/testing/calls.ts';
import { startTestHost, type TestHost } from '../../zoho-accounts/testing/test-host.ts';
import { registerCrm } from './register.ts';

let bench: TestHost;
let token: string;
beforeEach(async () => {
  bench = await startTestHost(registerCrm);
  token = await bench.signIn();
});
afterEach(() => bench.host.close());

type Fields = Record<string, unknown>;
const call = ({ path, ...more }: Call): Promise<Answer> => bench.call({ token, path: `/crm/v8${path}`, ...more });
const post = (path: string, json: unknown): Promise<Answer> => call({ method: 'POST', path, json });
const dataOf = ({ body }: Answer): Fields[] => Object(body).data ?? [];
const idOf = (answer: Answer): string => String(Object(dataOf(answer)[0]?.['details']).id);
const add = async (module: string, fields: Fields): Promise<string> =>
  idOf(await post(`/${module}`, { data: [{ Last_Name: 'Lima', ...fields }], trigger: [] }));
const search = (module: string, query: Record<string, string>): Promise<Answer> =>
  call({ path: `/${module}/search`, query });
const emailsOf = (answer: Answer): unknown[] => dataOf(answer).map(({ Email }) => Email);

describe('search', () => {
  it('takes equals for contains, looks into all addresses, and the rest exactly', async () => {
    await add('Leads', { Email: 'joana@example.com', Phone: '+15550100123', Company: 'Example Corp' });
    await add('Leads', { Email: 'other@example.com', Secondary_Email: 'shared@example.com', Mobile: '+15550100999' });
    await bench.advance(2_000);
    for (const [query, found] of [
      [{ criteria: '(Email:equals:ana@example.com)' }, ['joana@example.com']],
      [{ criteria: '((Email:starts_with:joana)and(Company:equals:corp))' }, ['joana@example.com']],
      [
        { criteria: '((Email:starts_with:joana)or(Email:starts_with:other))' },
        ['other@example.com', 'joana@example.com'],
      ],
      [{ criteria: '(Email:in:other@example.com,x@y.zz)' }, ['other@example.com']],
      [{ email: 'SHARED@example.com' }, ['other@example.com']],
      [{ email: 'ana@example.com' }, []],
      [{ phone: '+15550100999' }, ['other@example.com']],
      [{ word: 'corp' }, ['joana@example.com']],
      [{ word: 'zzz', email: 'joana@example.com' }, ['joana@example.com']],
    ] as [Record<string, string>, string[]][]) {
      const answer = await search('Leads', query);
      expect([query, answer.status, emailsOf(answer)]).toEqual([query, found.length === 0 ? 204 : 200, found]);
    }
  });

  it('lags behind writes, while COQL does not', async () => {
    await add('Contacts', { Email: 'new@example.com' });
    const coql = { select_query: "select id, Email from Contacts where Email = 'new@example.com' limit 0, 3" };
    expect((await search('Contacts', { email: 'new@example.com' })).status).toBe(204);
    expect(emailsOf(await post('/coql', coql))).toEqual(['new@example.com']);
    await bench.advance(2_000);
    expect((await search('Contacts', { email: 'new@example.com' })).status).toBe(200);
  });

  it('hides converted leads unless they are asked for, and pages', async () => {
    await add('Leads', { Email: 'old@example.com', Converted: true });
    for (let count = 0; count < 3; count += 1) await add('Leads', { Email: `page${count}@example.com` });
    await bench.advance(2_000);
    expect((await search('Leads', { email: 'old@example.com' })).status).toBe(204);
    expect((await search('Leads', { email: 'old@example.com', converted: 'both' })).status).toBe(200);
    const page = await search('Leads', { word: 'page', per_page: '2', page: '2' });
    expect(page.body).toMatchObject({
      data: [{ Email: 'page0@example.com' }],
      info: { page: 2, count: 1, more_records: false },
    });
    expect((await search('Leads', { word: 'page', per_page: '2' })).body).toMatchObject({
      info: { more_records: true },
    });
  });

  it.each([
    [{ criteria: '(Nothing:equals:x)' }, 'INVALID_QUERY'],
    [{ criteria: 'nonsense' }, 'INVALID_QUERY'],
    [{ word: 'x' }, 'EXPECTED_PARAM_MISSING'],
    [{ word: 'xx', page: '11' }, 'LIMIT_REACHED'],
  ])('refuses %o', async (query, code) => {
    expect(await search('Leads', query as Record<string, string>)).toMatchObject({ status: 400, body: { code } });
  });
});

describe('COQL', () => {
  it('joins by and, knows in and null, and pages', async () => {
    await add('Leads', { Email: 'a@example.com', Company: "O'Hara" });
    await add('Leads', { Email: 'b@example.com' });
    const run = async (text: string): Promise<unknown[]> => emailsOf(await post('/coql', { select_query: text }));
    const select = 'select Email from Leads where';
    expect(await run(`${select} Email in ('a@example.com', 'b@example.com') limit 1, 1`)).toEqual(['b@example.com']);
    expect(await run(`${select} (Last_Name = 'Lima' and Company is null)`)).toEqual(['b@example.com']);
    expect(await run(`${select} Company = 'O\\'Hara'`)).toEqual(['a@example.com']);
    expect(await run(`${select} Email != 'a@example.com' and Last_Name is not null`)).toEqual(['b@example.com']);
    expect(await post('/coql', { select_query: `${select} Email like 'a%'` })).toMatchObject({
      body: { code: 'SYNTAX_ERROR' },
    });
    expect(await post('/coql', { select_query: 'delete everything' })).toMatchObject({ status: 400 });
    expect(await post('/coql', { select_query: "select id from Deals where a = 'b'" })).toMatchObject({
      body: { code: 'INVALID_MODULE' },
    });
  });
});

describe('writes', () => {
  it('gives every record its own verdict', async () => {
    const mixed = await post('/Leads', { data: [{ Last_Name: 'A' }, {}, { Last_Name: 'B', Lead_Status: 'New' }] });
    expect(mixed.status).toBe(207);
    expect(dataOf(mixed).map(({ code }) => code)).toEqual(['SUCCESS', 'MANDATORY_NOT_FOUND', 'INVALID_DATA']);
    expect(await bench.rows('crm/leads')).toMatchObject([{ Last_Name: 'A' }]);
    expect((await post('/Leads', { data: [{}] })).status).toBe(400);
    expect((await post('/Leads', { data: [] })).status).toBe(400);
    const many = Array.from({ length: 101 }, () => ({ Last_Name: 'x' }));
    expect((await post('/Leads', { data: many })).status).toBe(400);
    expect(await bench.rows('crm/leads')).toHaveLength(1);
  });

  it('upserts by the fields it is told, in their order, and by the address without a list', async () => {
    const first = await post('/Leads/upsert', { data: [{ Last_Name: 'A', Email: 'a@example.com', Phone: '1' }] });
    expect(first).toMatchObject({ status: 201, body: { data: [{ action: 'insert', duplicate_field: null }] } });
    const again = await post('/Leads/upsert', { data: [{ Last_Name: 'B', Email: 'A@example.com' }] });
    expect(again).toMatchObject({ status: 200, body: { data: [{ action: 'update', duplicate_field: 'Email' }] } });
    expect(idOf(again)).toBe(idOf(first));
    const byPhone = {
      data: [{ Last_Name: 'C', Email: 'c@example.com', Phone: '1' }],
      duplicate_check_fields: ['Phone'],
    };
    expect(await post('/Leads/upsert', byPhone)).toMatchObject({ body: { data: [{ duplicate_field: 'Phone' }] } });
    const ignored = { data: [{ Last_Name: 'D', Email: 'c@example.com' }], duplicate_check_fields: ['Phone'] };
    expect(await post('/Leads/upsert', ignored)).toMatchObject({ body: { data: [{ action: 'insert' }] } });
    expect(await bench.rows('crm/leads')).toMatchObject([
      { id: idOf(first), Last_Name: 'C', Email: 'c@example.com' },
      { Last_Name: 'D' },
    ]);
  });

  it('does not look into contacts, nor at converted leads', async () => {
    await add('Leads', { Email: 'old@example.com', Converted: true });
    for (const Email of ['old@example.com', 'john@company.com'])
      expect(await post('/Leads/upsert', { data: [{ Last_Name: 'A', Email }] })).toMatchObject({
        body: { data: [{ action: 'insert' }] },
      });
  });

  it('updates and gets a record, and guards against a change in between', async () => {
    const id = await add('Contacts', { Email: 'a@example.com' });
    const put = (headers = {}): Promise<Answer> =>
      call({ method: 'PUT', path: `/Contacts/${id}`, json: { data: [{ Phone: '2' }] }, headers });
    expect((await put({ 'if-unmodified-since': '2020-01-01T00:00:00Z' })).body).toMatchObject({
      code: 'ALREADY_MODIFIED',
    });
    expect(await put()).toMatchObject({ status: 200, body: { data: [{ message: 'record updated' }] } });
    expect(dataOf(await call({ path: `/Contacts/${id}`, query: { fields: 'Phone' } }))).toEqual([{ id, Phone: '2' }]);
    expect((await bench.rows('crm/contacts')).find((row) => row['id'] === id)).toMatchObject({
      Phone: '2',
      Last_Name: 'Lima',
    });
    expect((await call({ path: '/Contacts/1' })).status).toBe(204);
    expect(await call({ method: 'PUT', path: '/Contacts/1', json: { data: [{}] } })).toMatchObject({ status: 400 });
    const many = { data: [{ id, Phone: '3' }] };
    expect((await call({ method: 'PUT', path: '/Contacts', json: many })).status).toBe(200);
  });

  it('refuses a second address only when the portal makes it unique', async () => {
    await add('Leads', { Email: 'a@example.com' });
    await bench.control('/crm/settings', { uniqueEmail: true });
    const answer = await post('/Leads', { data: [{ Last_Name: 'B', Email: 'a@example.com' }] });
    expect(answer).toMatchObject({ status: 400, body: { data: [{ code: 'DUPLICATE_DATA' }] } });
    expect(await bench.rows('crm/leads')).toHaveLength(1);
  });

  it('notes the automation a write starts: all of it, or none with an empty list', async () => {
    const silent = await add('Leads', {});
    const loud = idOf(await post('/Leads', { data: [{ Last_Name: 'A' }] }));
    expect(await bench.rows('crm/automations')).toMatchObject([{ recordId: loud, action: 'create', module: 'Leads' }]);
    expect(silent).not.toBe(loud);
  });
});

it('keeps notes of a record', async () => {
  const [john] = await bench.rows('crm/contacts');
  const path = `/Contacts/${john?.['id']}/Notes`;
  expect((await post(path, { data: [{ Note_Title: 'Ticket', Note_Content: 'Opened.' }] })).status).toBe(201);
  expect((await post(path, { data: [{ Note_Title: 'Ticket' }] })).status).toBe(400);
  expect(await bench.rows('crm/notes')).toMatchObject([{ Parent_Id: john?.['id'], Note_Content: 'Opened.' }]);
  expect(dataOf(await call({ path }))).toMatchObject([{ Note_Title: 'Ticket' }]);
  expect((await post('/Contacts/1/Notes', { data: [] })).status).toBe(404);
});

it('lists records with the fields that are asked for, and tells its metadata', async () => {
  expect(dataOf(await call({ path: '/Contacts', query: { fields: 'Email' } }))).toMatchObject([
    { Email: 'john@company.com' },
  ]);
  expect((await call({ path: '/Contacts' })).body).toMatchObject({ code: 'REQUIRED_PARAM_MISSING' });
  const fields = await call({ path: '/settings/fields', query: { module: 'Leads' } });
  const status = (Object(fields.body).fields as Fields[]).find(({ api_name }) => api_name === 'Lead_Status');
  expect(status?.['pick_list_values']).toContainEqual({ display_value: 'Contacted', actual_value: 'Contacted' });
  expect((await call({ path: '/settings/modules' })).body).toMatchObject({
    modules: [{ api_name: 'Contacts' }, { api_name: 'Leads' }],
  });
  expect((await call({ path: '/org' })).status).toBe(200);
  expect((await call({ path: '/users', query: { type: 'CurrentUser' } })).status).toBe(200);
});
