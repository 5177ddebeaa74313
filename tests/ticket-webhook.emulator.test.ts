import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createEmulator, type Emulator } from '@baton/emulators';
import { createGateway, createLogger, type Gateway, parseConfig, refuse } from '@baton/gateway';
import { createMemoryStore } from '@baton/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Row, toSettings } from './support/emulators.ts';
import { FlatChat } from './support/flat-chat.ts';

let emulator: Emulator;
let gateway: Gateway;
let url: string;
/** How far the store's clock is ahead of the machine's, in milliseconds. */
let aheadMs = 0;
const log: string[] = [];
const store = createMemoryStore({ now: () => Date.now() + aheadMs });

beforeAll(async () => {
  emulator = await createEmulator();
  const connection = emulator.connection();
  const environment = {
    ...toSettings(emulator.url, connection),
    BATON_HANDOFF_CHAIN: 'ticket',
    DESK_WEBHOOK_IDS: `1, ${connection['deskWebhookId']}`,
  };
  const { configuration, problems } = parseConfig({ command: 'serve', environment });
  refuse(problems, 'serve');
  gateway = await createGateway({
    ...{ store, configuration, reach: () => undefined },
    logger: createLogger({ write: (line) => log.push(line), now: () => new Date() }),
    keys: { current: Buffer.alloc(32, 7), previous: null, source: 'test' },
    workflowsDir: fileURLToPath(new URL('../workflows', import.meta.url)),
  });
  url = await gateway.listen({ host: '127.0.0.1', port: 0 });
  await subscribe(`${url}/webhook/desk`);
}, 60_000);

afterAll(async () => {
  await gateway.close();
  await emulator.close();
  await store.close();
});

async function control(path: string, body?: object): Promise<unknown> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: jsonHeaders };
  const answer = await fetch(`${emulator.url}/__emulator${path}`, init);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
const jsonHeaders = { 'content-type': 'application/json' };
const subscribe = (address: string) => control('/desk/gateway', { url: address });
const act = (body: object) => control('/desk/agent', body);

async function waitFor<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it did not happen within 20 s');
}

/** A customer with a ticket. */
async function file() {
  const chat = new FlatChat({ chatId: randomUUID(), gatewayUrl: () => url, journal: [] });
  await chat.say('I want to talk to a human');
  const ticketId = await waitFor(async () => {
    const rows = (await control('/state/desk/tickets')) as Row[];
    const ours = rows.find((row) => JSON.stringify(row).includes(chat.chatId));
    await chat.poll();
    return ours !== undefined && chat.heard().some((words) => words.includes(String(ours['ticketNumber'])))
      ? String(ours['id'])
      : undefined;
  });
  const hears = (words: string): Promise<boolean> =>
    waitFor(async () => {
      await chat.poll();
      return chat.heard().some((heard) => heard.includes(words)) ? true : undefined;
    });
  return { chat, ticketId, hears, count: (words: string) => chat.heard().filter((one) => one.includes(words)).length };
}

const looks = async (): Promise<Row[]> =>
  ((await control('/journal')) as Row[]).filter(({ operation }) => operation === 'desk.tickets.get');

it('brings what agents say and do on a ticket into the chat at once, and what they note for themselves not', async () => {
  const { ticketId, hears, count } = await file();
  await act({ ticketId, action: 'comment', text: 'only for us' });
  await act({ ticketId, action: 'comment', isPublic: true, text: 'Please restart it.' });
  await hears('Please restart it.');
  await act({ ticketId, action: 'reply', text: 'It was the printer.' });
  await hears('It was the printer.');
  await act({ ticketId, action: 'close' });
  await hears('was closed');
  expect(count('only for us')).toBe(0);
});

it('says nothing twice when the looks by the clock find the same, and brings what a lost delivery told', async () => {
  const { chat, ticketId, hears, count } = await file();
  await act({ ticketId, action: 'comment', isPublic: true, text: 'Told by both.' });
  await hears('Told by both.');
  const before = (await looks()).length;
  aheadMs += 6 * 60_000;
  await waitFor(async () => ((await looks()).length > before ? true : undefined));
  await subscribe('http://127.0.0.1:9/nobody');
  await act({ ticketId, action: 'comment', isPublic: true, text: 'Never delivered.' });
  await control('/desk/settle', {});
  aheadMs += 6 * 60_000;
  await hears('Never delivered.');
  await subscribe(`${url}/webhook/desk`);
  await chat.poll();
  expect([count('Told by both.'), count('Never delivered.')]).toEqual([1, 1]);
});

it('believes a token and nothing of the body beside it: the ticket is read', async () => {
  const { ticketId, hears, count } = await file();
  await act({ ticketId, action: 'comment', isPublic: true, text: 'The truth.' });
  await hears('The truth.');
  const deliveries = (await control('/state/desk/deliveries')) as Row[];
  const told = deliveries.find((row) => JSON.stringify(row).includes('The truth.'));
  const payload = { id: '9', ticketId, isPublic: true, content: 'A lie.', commenter: { type: 'AGENT' } };
  const body = [{ eventType: 'Ticket_Comment_Add', eventTime: '1772445900000', payload }];
  expect(await control('/desk/replay', { deliveryId: told?.['id'], body })).toEqual({ status: 200 });
  await act({ ticketId, action: 'comment', isPublic: true, text: 'More of it.' });
  await hears('More of it.');
  expect(count('A lie.')).toBe(0);
});

it('refuses what nobody signed, and leaves tickets of others alone', async () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${url}/webhook/desk`, { method: 'POST', headers: { ...jsonHeaders, ...headers }, body: '[]' });
  expect((await post({})).status).toBe(401);
  expect((await post({ 'x-zdesk-jwt': 'a.b.c' })).status).toBe(401);
  expect((await fetch(`${url}/webhook/desk`)).status).toBe(200);
  const [told] = (await control('/state/desk/deliveries')) as Row[];
  const body = [{ eventType: 'Ticket_Comment_Add', eventTime: '1772445900001', payload: { id: '9', ticketId: '77' } }];
  const before = (await looks()).length;
  await control('/desk/replay', { deliveryId: told?.['id'], body });
  const stored = () => [...store.tables.deliveries.values()].find(({ lane }) => lane === 'desk:77');
  await waitFor(async () => (stored()?.status === 'waiting' ? undefined : true));
  expect(stored()).toMatchObject({ status: 'rejected', reason: 'unknown-ticket' });
  expect(await looks()).toHaveLength(before);
});
