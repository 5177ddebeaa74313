import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Answered,
  type Bench,
  callJson,
  control,
  JOHN,
  link,
  operate,
  type Receiver,
  startBench,
  startReceiver,
  stateOf,
  write,
} from '../testing/bench.ts';
import type { JsonMap } from './values.ts';

let bench: Bench;
let receiver: Receiver;
let token: string;
const scopes = ['visitors', 'operators', 'settings', 'conversations', 'chatroutingrules', 'webhooks', 'apps'];
beforeEach(async () => {
  [bench, receiver] = await Promise.all([startBench(), startReceiver()]);
  await link(bench, receiver);
  token = await tokenFor(scopes.map((name) => `SalesIQ.${name}.ALL`).join(','));
});
afterEach(async () => {
  await bench.close();
  await receiver.close();
});

async function tokenFor(scope: string): Promise<string> {
  const { clientId: client_id, clientSecret: client_secret } = bench.host.connection() as Record<string, string>;
  const form = { grant_type: 'client_credentials', client_id, client_secret, scope, soid: 'SalesIQ.1' };
  const body = new URLSearchParams(form as Record<string, string>);
  const answer = await fetch(`${bench.url}/oauth/v2/token`, { method: 'POST', body });
  return String(((await answer.json()) as JsonMap)['access_token']);
}
const seed = (method: string, path: string, body?: JsonMap): Promise<Answered> =>
  callJson(`${bench.url}/api/v2${path}`, { method, token, ...(body === undefined ? {} : { body }) });
const real = (method: string, path: string, body?: JsonMap): Promise<Answered> =>
  callJson(`${bench.url}/api/v2/company${path}`, { method, token, ...(body === undefined ? {} : { body }) });
const v3 = (path: string): Promise<Answered> => callJson(`${bench.url}/api/v3/company${path}`, { token });
const dataOf = ({ body }: Answered): JsonMap => Object(body['data']) as JsonMap;
const listOf = ({ body }: Answered): JsonMap[] => body['data'] as JsonMap[];

/** A chat that an operator attended for a minute and closed. */
async function closedChat(): Promise<string> {
  receiver.bot = () => ({ action: 'forward', replies: [] });
  const id = String((await write(bench, 'Help')).body['conversation_id']);
  await control(bench, '/clock', { advanceMs: 20_000 });
  await operate(bench, id, { action: 'join' });
  await control(bench, '/clock', { advanceMs: 60_000 });
  await operate(bench, id, { action: 'close' });
  return id;
}

describe("seed 004's operators", () => {
  it('are made, changed, found, removed, and shown on the real paths as well', async () => {
    const [department] = await stateOf(bench, 'departments');
    const wish = { name: 'Grace Hopper', email: 'grace@company.com', role: 'agent', max_chats: 5, skills: ['COBOL'] };
    const made = dataOf(await seed('POST', '/operators', { ...wish, department_id: department?.['id'] }));
    expect(made).toMatchObject({ ...wish, status: 'online', department_name: 'Support' });
    expect((await seed('POST', '/operators', wish)).body).toMatchObject({ code: 'DUPLICATE_RESOURCE' });
    expect((await seed('POST', '/operators', { name: 'X' })).body).toMatchObject({ code: 'REQUIRED_FIELD_MISSING' });
    const changed = await seed('PATCH', `/operators/${made['id']}`, { status: 'away', max_chats: 3 });
    expect(dataOf(changed)).toMatchObject({ status: 'away', availability: 'unavailable', max_chats: 3 });
    expect(listOf(await seed('GET', '/operators?status=away'))).toMatchObject([{ id: made['id'] }]);
    expect(dataOf(await real('GET', `/operators/${made['id']}`))).toMatchObject({ email_id: 'grace@company.com' });
    expect((await seed('DELETE', `/operators/${made['id']}`)).status).toBe(200);
    expect((await stateOf(bench, 'operators')).map((row) => row['email_id'])).toEqual(['sarah.johnson@company.com']);
  });

  it('have statistics that are counted from the chats', async () => {
    const id = await closedChat();
    await control(bench, '/salesiq/rate', { conversation_id: id, rating: 4 });
    const missed = String((await write(bench, 'Anybody?')).body['conversation_id']);
    await operate(bench, missed, { action: 'miss' });
    const [sarah] = await stateOf(bench, 'operators');
    expect(dataOf(await seed('GET', `/operators/${sarah?.['id']}/stats`))).toMatchObject({
      total_chats: 2,
      completed_chats: 1,
      missed_chats: 1,
      average_response_time: 20,
      average_chat_duration: 60,
      average_rating: 4,
      ratings_breakdown: { 4: 1, 5: 0 },
    });
    const none = await seed('GET', `/operators/${sarah?.['id']}/stats?to_date=2001-01-01`);
    expect(dataOf(none)).toMatchObject({ total_chats: 0, average_rating: null });
  });
});

describe("seed 004's other operations", () => {
  it('shows what a visitor did on the site and in chats', async () => {
    const track = (kind: string, name: string) => control(bench, '/widget/track', { visitor: JOHN, kind, name });
    await track('pageview', 'https://www.company.com/');
    await control(bench, '/clock', { advanceMs: 30_000 });
    await track('pageview', 'https://www.company.com/pricing');
    const chat = (await write(bench, 'Hello')).body['conversation_id'];
    const [visitor] = await stateOf(bench, 'visitors');
    expect(dataOf(await seed('GET', `/visitors/${visitor?.['id']}/activity`))).toMatchObject({
      sessions: [{ duration: 30, pages: [{ url: 'https://www.company.com/', time_spent: 30 }, { time_spent: 0 }] }],
      chats: [{ chat_id: chat, status: 'active' }],
    });
    expect((await seed('GET', '/visitors/1/activity')).status).toBe(404);
  });

  it('registers devices and sends notifications to them', async () => {
    const [sarah] = await stateOf(bench, 'operators');
    const wish = { device_token: 'fcm-1', platform: 'android', operator_id: sarah?.['id'] };
    const device = dataOf(await seed('POST', '/devices', wish));
    expect(dataOf(await seed('POST', '/devices', { ...wish, platform: 'ios' }))['id']).toBe(device['id']);
    expect((await seed('POST', '/devices', { ...wish, platform: 'fax' })).status).toBe(400);
    const sent = await seed('POST', '/notifications', { operator_id: sarah?.['id'], title: 'VIP', message: 'Waits' });
    expect(dataOf(sent)).toMatchObject({ devices: 1 });
    expect(await stateOf(bench, 'notifications')).toMatchObject([{ title: 'VIP', deviceIds: [device['id']] }]);
    expect((await seed('DELETE', `/devices/${device['id']}`)).status).toBe(200);
    expect(await stateOf(bench, 'devices')).toEqual([]);
  });

  it('keeps routing rules by priority', async () => {
    const rule = { conditions: [{ field: 'visitor.tags', operator: 'contains', value: 'vip' }] };
    const low = dataOf(await seed('POST', '/routing/rules', { name: 'Low', priority: 2, ...rule }));
    await seed('POST', '/routing/rules', { name: 'High', priority: 1 });
    expect(listOf(await seed('GET', '/routing/rules')).map(({ name }) => name)).toEqual(['High', 'Low']);
    expect(dataOf(await seed('PATCH', `/routing/rules/${low['id']}`, { enabled: false }))).toMatchObject({
      name: 'Low',
      enabled: false,
      ...rule,
    });
    const wrong = { name: 'x', actions: { department_id: '1' } };
    expect((await seed('POST', '/routing/rules', wrong)).body).toMatchObject({ code: 'INVALID_DEPARTMENT' });
    expect((await seed('DELETE', `/routing/rules/${low['id']}`)).status).toBe(200);
    expect(await stateOf(bench, 'routing-rules')).toMatchObject([{ name: 'High' }]);
  });
});

describe('the real paths', () => {
  it('lists visitors and events of API v3 page by page with a key', async () => {
    for (const name of ['a', 'b', 'c']) {
      await control(bench, '/widget/track', { visitor: { email: `${name}@x.example` }, kind: 'event', name });
      await control(bench, '/clock', { advanceMs: 1_000 });
    }
    const first = dataOf(await v3('/visitors?limit=2'));
    expect(first['visitors']).toMatchObject([{ email: 'c@x.example' }, { email: 'b@x.example' }]);
    const rest = dataOf(await v3(`/visitors?limit=2&next_key=${first['next_key']}`));
    expect(rest).toMatchObject({ visitors: [{ email: 'a@x.example' }] });
    expect(rest).not.toHaveProperty('next_key');
    const events = dataOf(await v3('/visitorevents?limit=1'));
    expect(events).toMatchObject({ visitorevents: [{ name: 'c', type: 'event' }], next_key: expect.any(String) });
    expect((await v3('/nothing')).body).toMatchObject({ error: { code: 1006 } });
  });

  it('keeps chat routing rules in the real model', async () => {
    const [app] = await stateOf(bench, 'apps');
    const [department] = await stateOf(bench, 'departments');
    const rule = { app_id: app?.['id'], title: 'Sales', routing_type: 'round_robin' };
    const userset = [{ department_ids: [department?.['id']] }];
    const made = dataOf(await real('POST', '/chatroutingrules', { ...rule, userset }));
    expect(dataOf(await real('GET', '/chatroutingrules'))).toMatchObject({ route_to_all: false, rule_list: [rule] });
    await real('PUT', `/chatroutingrules/${made['id']}`, { title: 'Sales first' });
    expect(await stateOf(bench, 'chat-routing-rules')).toMatchObject([{ title: 'Sales first', userset }]);
    const unknown = { ...rule, userset: [{ department_ids: ['1'] }] };
    expect((await real('POST', '/chatroutingrules', unknown)).body).toMatchObject({ error: { code: 1025 } });
    await real('DELETE', `/chatroutingrules/${made['id']}`);
    expect(dataOf(await real('GET', '/chatroutingrules'))).toEqual({ route_to_all: true, rule_list: [] });
  });

  it('takes files from both sides and gives the very bytes back', async () => {
    receiver.bot = () => ({ action: 'forward', replies: [] });
    const id = String((await write(bench, 'Look')).body['conversation_id']);
    const bytes = Uint8Array.from({ length: 300 }, (_value, index) => index % 256);
    const form = new FormData();
    form.set('file', new Blob([bytes], { type: 'image/png' }), 'größe.png');
    form.set('comment', 'As asked');
    const url = `${bench.url}/api/v2/company/conversations/${id}/messages`;
    const authorization = `Zoho-oauthtoken ${token}`;
    const sent = await fetch(url, { method: 'POST', headers: { authorization }, body: form });
    const message = ((await sent.json()) as { data: JsonMap }).data;
    expect(message).toMatchObject({
      type: 'attachment',
      message: { text: 'As asked', attachments: [{ size: '300' }] },
    });
    const [file] = await stateOf(bench, 'files');
    expect(file).toMatchObject({ name: 'größe.png', contentType: 'image/png', size: 300 });
    const query = new URLSearchParams({ file_name: 'größe.png', purpose: 'chat_attachment' });
    const back = await fetch(`${bench.url}/api/v2/company/attachments/${file?.['key']}?${query}`, {
      headers: { authorization },
    });
    expect(back.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await back.arrayBuffer())).toEqual(bytes);
    expect((await real('GET', '/attachments/nothing')).body).toMatchObject({ error: { code: 1019 } });
  });

  it('writes into the latest chat of an address, and lists the threads of a chat that was opened again', async () => {
    const id = await closedChat();
    await write(bench, 'One more thing', id);
    const sent = await real('POST', '/visitors/JOHN%40company.com/messages', { text: 'Your order has left.' });
    expect(dataOf(sent)).toMatchObject({ message: { text: 'Your order has left.' } });
    expect((await stateOf(bench, 'messages')).at(-1)).toMatchObject({ conversation_id: id, side: 'operator' });
    expect(listOf(await real('GET', `/conversations/${id}/threads`))).toMatchObject([
      { thread_number: 1, question: 'Help', end_time: expect.any(String) },
      { thread_number: 2, question: 'One more thing' },
    ]);
    expect(listOf(await real('GET', `/conversations/${id}/threads?page=2&limit=1`))).toHaveLength(1);
  });

  it('moves an operator to other departments', async () => {
    const [sarah] = await stateOf(bench, 'operators');
    const [, callbacks] = await stateOf(bench, 'departments');
    await real('PUT', `/operators/${sarah?.['id']}/departments`, { ids: [callbacks?.['id']] });
    expect(await stateOf(bench, 'operators')).toMatchObject([{ departments: [callbacks?.['id']] }]);
  });

  it('lists failed executions by event and time, retries them by hand, and forgets them in the end', async () => {
    receiver.eventStatus = 500;
    receiver.bot = () => ({ action: 'forward', replies: [] });
    const id = String((await write(bench, 'Help')).body['conversation_id']);
    await operate(bench, id, { action: 'join' });
    for (let round = 0; round < 12; round += 1) await control(bench, '/clock', { advanceMs: 60_000 });
    const [hook] = await stateOf(bench, 'webhooks');
    const failed = async (query = ''): Promise<JsonMap[]> =>
      listOf(await real('GET', `/webhooks/${hook?.['id']}/executions${query}`));
    await vi.waitFor(async () => {
      await control(bench, '/clock', { advanceMs: 60_000 });
      expect(await failed()).toHaveLength(2);
    });
    const [created] = await failed('?events=conversation.created');
    expect(await failed('?events=conversation.created')).toHaveLength(1);
    expect(await failed(`?from_time=${Number(created?.['event_time']) + 1}`)).toMatchObject([
      { event: 'conversation.attender.updated' },
    ]);
    expect(await failed('?to_time=1')).toEqual([]);
    receiver.eventStatus = 200;
    await real('POST', `/webhooks/${hook?.['id']}/executions/${created?.['id']}`);
    await vi.waitFor(async () => expect(await failed()).toHaveLength(1));
    await control(bench, '/clock', { advanceMs: 61 * 86_400_000 });
    token = await tokenFor('SalesIQ.webhooks.READ');
    expect(await failed()).toEqual([]);
  });
});
