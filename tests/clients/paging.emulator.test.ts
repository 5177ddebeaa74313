import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulated, startEmulated } from './support/emulated.ts';

let emulated: Emulated;
let clients: ReturnType<Emulated['clients']>;
const requests: string[] = [];

beforeAll(async () => {
  emulated = await startEmulated();
  clients = emulated.clients({ onCall: ({ operation }) => requests.push(operation) });
});
afterAll(() => emulated.emulator.close());

const count = (operation: string): number => requests.filter((name) => name === operation).length;
const numbers = (length: number): string[] => Array.from({ length }, (_, index) => `number ${index}`);

async function open(question: string): Promise<string> {
  const { appId = '', salesiqDepartmentId: departmentId = '' } = emulated.connection;
  const visitor = { userId: 'v@example.com', email: 'v@example.com' };
  const { chatId } = await clients.portal.visitorApi.open({ appId, departmentId, question, visitor });
  return chatId;
}

test('a transcript of 250 messages comes whole and in order', async () => {
  const id = await open('first');
  const said = numbers(249);
  for (const text of said) await clients.portal.visitorApi.send(id, text);
  const heard = await clients.portal.chats.transcript(id).all();
  expect(heard.map(({ text }) => text)).toEqual(['first', ...said]);
  expect(count('salesiq.chats.transcript')).toBeGreaterThan(2);
});

test('220 chats come in three pages in either style, and no page is fetched for nothing', async () => {
  for (const text of numbers(219)) await open(text);
  for (const style of ['portal', 'plain'] as const) {
    const before = count('salesiq.chats.list');
    const all = await clients[style].chats.list().all();
    expect(new Set(all.map(({ id }) => id)).size).toBe(220);
    expect(count('salesiq.chats.list') - before).toBe(3);
    expect(await clients[style].chats.list().first(5)).toEqual(all.slice(0, 5));
    expect(count('salesiq.chats.list') - before).toBe(4);
  }
});

test('120 tickets come by list and by search', async () => {
  const [department] = await clients.desk.portal.departments();
  const departmentId = department?.id ?? '';
  const contact = { lastName: 'Rivera', email: 'r@example.com' };
  for (const subject of numbers(120)) await clients.desk.tickets.create({ subject, departmentId, contact });
  await emulated.advance(10_000);
  const listed = await clients.desk.tickets.list({ departmentId }).all();
  expect(new Set(listed.map(({ id }) => id)).size).toBe(120);
  expect(count('desk.tickets.list')).toBe(3);
  expect(await clients.desk.tickets.search({ departmentId }).all()).toHaveLength(120);
  expect(count('desk.tickets.search')).toBe(2);
});

test('450 leads come by search, and 2,100 as far as Zoho shows them', async () => {
  const insert = async (from: number, amount: number): Promise<void> => {
    for (let start = from; start < from + amount; start += 50) {
      const rows = Array.from({ length: 50 }, (_, index) => ({ Last_Name: `Rivera ${start + index}` }));
      expect(await clients.crm.records.insert('Leads', rows)).toHaveLength(50);
    }
    await emulated.advance(10_000);
  };
  const search = () => clients.crm.records.search('Leads', { word: 'rivera' }).all();
  await insert(0, 450);
  expect(await search()).toHaveLength(450);
  expect(count('crm.records.search')).toBe(3);
  await insert(450, 1_650);
  expect(await search()).toHaveLength(2_000);
  expect(count('crm.records.search')).toBe(13);
});
