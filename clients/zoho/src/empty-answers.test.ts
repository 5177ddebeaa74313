import { describe, expect, test } from 'vitest';
import { fakeHttp, fixedToken } from '../testing/fixtures.ts';
import { createCrmClient } from './crm/client.ts';
import { createDeskClient } from './desk/client.ts';
import { createSalesIqClient } from './salesiq/client.ts';

const none = { status: 200, body: null };

describe('a success that says nothing', () => {
  const options = { baseUrl: 'https://zoho.example', tokens: fixedToken(), retry: { attemptsMax: 1 } };
  const desk = createDeskClient({ ...options, http: fakeHttp(none).http, organizationId: '1' });
  const crm = createCrmClient({ ...options, http: fakeHttp(none).http });
  const salesiq = createSalesIqClient({ ...options, http: fakeHttp(none).http, screenName: 'northwind' });

  test.each([
    ['ticket', () => desk.tickets.create({ subject: 'x', departmentId: '1', contactId: '2' })],
    ['comment', () => desk.comments.add('1', { content: 'x' })],
    ['file', () => desk.files.upload({ fileName: 'x', content: 'x' })],
    ['record', () => crm.records.insert('Leads', [{ Last_Name: 'x' }])],
    ['note', () => crm.notes.add('Leads', '1', { title: 'x', content: 'x' })],
    ['message', () => salesiq.chats.send('1', { text: 'x' })],
    ['webhook', () => salesiq.webhooks.create({ url: 'https://a.example', events: [] })],
  ])('leaves it in doubt whether the %s was made', async (_thing, call) => {
    await expect(call()).rejects.toMatchObject({ code: 'undecodable', retryable: false, isAmbiguous: true });
  });

  test.each([
    ['ticket', () => desk.tickets.get('1')],
    ['chat', () => salesiq.chats.get('1')],
  ])('is no %s', async (_thing, call) => {
    await expect(call()).rejects.toMatchObject({ code: 'undecodable', retryable: true, isAmbiguous: false });
  });

  test('is fewer results than records as well', async () => {
    const body = { data: [{ code: 'SUCCESS', status: 'success', details: { id: '1' } }] };
    const short = createCrmClient({ ...options, http: fakeHttp({ body }).http });
    const rows = [{ Last_Name: 'x' }, { Last_Name: 'y' }];
    await expect(short.records.insert('Leads', rows)).rejects.toMatchObject({ code: 'undecodable', isAmbiguous: true });
  });
});
