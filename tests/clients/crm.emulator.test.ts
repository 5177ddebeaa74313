import { type CrmClient, coqlText, toCriteria } from '@baton/client-zoho';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulated, methodsOf, type Row, startEmulated } from './support/emulated.ts';

let emulated: Emulated;
let crm: CrmClient;
const called = new Set<string>();

beforeAll(async () => {
  emulated = await startEmulated();
  ({ crm } = emulated.clients({ onCall: ({ operation, outcome }) => outcome === 'ok' && called.add(operation) }));
});
afterAll(() => emulated.emulator.close());

async function kept(collection: string, id: string): Promise<Row | undefined> {
  return (await emulated.state(`crm/${collection}`)).find((row) => row['id'] === id);
}

const steps: Record<string, () => Promise<void>> = {};
const email = 'jane.rivera@example.com';
let leadId = '';

steps['records.insert'] = async () => {
  const results = await crm.records.insert('Leads', [
    { Last_Name: 'Rivera', Email: email },
    { Email: 'x@example.com' },
  ]);
  expect(results).toMatchObject([{ ok: true }, { ok: false, code: 'MANDATORY_NOT_FOUND', field: 'Last_Name' }]);
  leadId = results[0]?.ok === true ? results[0].id : '';
  expect(await emulated.state('crm/leads')).toMatchObject([{ id: leadId, Last_Name: 'Rivera', Email: email }]);
  expect(await emulated.state('crm/automations')).toEqual([]);
};
steps['records.get'] = async () => {
  expect(await crm.records.get('Leads', leadId, { fields: ['Last_Name'] })).toMatchObject({ id: leadId });
  expect(await crm.records.get('Leads', '1')).toBeNull();
};
steps['records.update'] = async () => {
  const result = await crm.records.update('Leads', leadId, {
    fields: { Phone: '+15550100123' },
    trigger: ['workflow'],
  });
  expect(result).toMatchObject({ ok: true, id: leadId });
  expect(await kept('leads', leadId)).toMatchObject({ Phone: '+15550100123', Last_Name: 'Rivera' });
  expect(await emulated.state('crm/automations')).toMatchObject([{ recordId: leadId, triggers: ['workflow'] }]);
};
steps['records.upsert'] = async () => {
  const rows = [
    { Last_Name: 'Rivera', Email: email, Company: 'Example Corp' },
    { Last_Name: 'Lima', Email: 'l@example.com' },
  ];
  const results = await crm.records.upsert('Leads', rows, { duplicateCheckFields: ['Email'] });
  expect(results).toMatchObject([
    { ok: true, id: leadId, action: 'update', duplicateField: 'Email' },
    { ok: true, action: 'insert' },
  ]);
  expect(await kept('leads', leadId)).toMatchObject({ Company: 'Example Corp', Phone: '+15550100123' });
  expect(await emulated.state('crm/leads')).toHaveLength(2);
};
steps['records.search'] = async () => {
  expect(await crm.records.search('Leads', { email }).all()).toEqual([]);
  await emulated.advance(10_000);
  const found = [{ id: leadId, fields: { Last_Name: 'Rivera' } }];
  expect(await crm.records.search('Leads', { email }, { fields: ['Last_Name', 'Email'] }).all()).toMatchObject(found);
  expect(await crm.records.search('Leads', { phone: '+15550100123' }).all()).toMatchObject(found);
  expect(await crm.records.search('Leads', { word: 'river' }).all()).toMatchObject(found);
  const criteria = toCriteria([
    ['Last_Name', 'starts_with', 'Riv'],
    ['Email', 'in', `${email},other@example.com`],
  ]);
  expect(await crm.records.search('Leads', { criteria }, { converted: 'both' }).all()).toMatchObject(found);
};
steps['coql'] = async () => {
  const query = `select id, Email from Leads where Email = ${coqlText(email)} limit 0, 3`;
  expect(await crm.coql(query)).toMatchObject([{ id: leadId, fields: { Email: email } }]);
};
steps['findContactsByEmail'] = async () => {
  const [planted] = await emulated.state('crm/contacts');
  expect(await crm.findContactsByEmail('john@company.com')).toEqual([
    { id: planted?.['id'], name: 'John Doe', email: 'john@company.com', phone: '555-1234', company: 'Company Inc' },
  ]);
  await expect(crm.findContactsByEmail("x' or 1 = 1 --@example.com")).rejects.toMatchObject({ code: 'invalid' });
};
steps['notes.add'] = async () => {
  const result = await crm.notes.add('Leads', leadId, { title: 'Chat', content: 'Asked for a callback' });
  expect(result).toMatchObject({ ok: true });
  expect(await emulated.state('crm/notes')).toMatchObject([
    { Note_Title: 'Chat', Note_Content: 'Asked for a callback', Parent_Id: leadId },
  ]);
};
steps['notes.list'] = async () => {
  expect(await crm.notes.list('Leads', leadId)).toMatchObject([{ fields: { Note_Title: 'Chat' } }]);
};
steps['settings.fields'] = async () => {
  const fields = await crm.settings.fields('Leads');
  expect(fields.find(({ apiName }) => apiName === 'Lead_Status')?.picklist).toContain('Contacted');
  expect(fields.filter(({ isMandatory }) => isMandatory).map(({ apiName }) => apiName)).toEqual(['Last_Name']);
};
steps['settings.modules'] = async () => {
  expect((await crm.settings.modules()).map(({ apiName }) => apiName)).toEqual(['Contacts', 'Leads']);
};
steps['settings.organization'] = async () => {
  expect(await crm.settings.organization()).toMatchObject({ name: 'Company Inc' });
};
steps['settings.currentUser'] = async () => {
  expect(await crm.settings.currentUser()).toMatchObject({ email: 'sam@company.com' });
};

test.each(Object.entries(steps))('%s', async (_operation, step) => step());

test('no operation is left out', () => {
  expect(Object.keys(steps).sort()).toEqual(methodsOf(crm).sort());
  // What finds by COQL alone has no call of its own.
  const sent = methodsOf(crm).filter((method) => method !== 'findContactsByEmail');
  expect([...called].sort()).toEqual(sent.map((method) => `crm.${method}`).sort());
});
