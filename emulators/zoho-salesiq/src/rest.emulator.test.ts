import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Answered,
  type Bench,
  callJson,
  control,
  fixture,
  link,
  missingKeys,
  operate,
  type Receiver,
  signIn,
  startBench,
  startReceiver,
  stateOf,
  write,
} from '../testing/bench.ts';
import type { JsonMap } from './values.ts';

let bench: Bench;
let receiver: Receiver;
let user: string;
let org: string;
beforeEach(async () => {
  [bench, receiver] = await Promise.all([startBench({ settings: { callbackWaitMs: 5_000 } }), startReceiver()]);
  await link(bench, receiver);
  [user, org] = await Promise.all([signIn(bench, 'user'), signIn(bench, 'org')]);
});
afterEach(async () => {
  await bench.close();
  await receiver.close();
});

type Call = { method?: string; body?: unknown; token?: string };
const api = (path: string, call: Call = {}): Promise<Answered> =>
  callJson(`${bench.url}/api/v2/company${path}`, { token: user, ...call });
const visitorApi = (path: string, call: Call = {}): Promise<Answered> =>
  callJson(`${bench.url}/api/visitor/v1/company${path}`, { token: org, ...call });
const names = () => receiver.events.map(({ body }) => body['event']);
const dataOf = (answer: Answered) => answer.body['data'] as JsonMap;
const rowsOf = (answer: Answered) => answer.body['data'] as JsonMap[];
const errorCode = (answer: Answered) => (answer.body['error'] as JsonMap | undefined)?.['code'];

function opening(changes: JsonMap = {}): JsonMap {
  const { appId, salesiqDepartmentId } = bench.host.connection();
  const sample = fixture('visitor-v1.open-conversation.request');
  return { ...sample, app_id: appId, department_id: salesiqDepartmentId, ...changes };
}
async function open(changes: JsonMap = {}): Promise<string> {
  const answer = await visitorApi('/conversations', { body: opening(changes) });
  return String(dataOf(answer)['conversation_id']);
}

describe('the Visitor API v1', () => {
  it('opens a waiting conversation whose question is the first message, and answers as the sample', async () => {
    const answer = await visitorApi('/conversations', { body: opening() });
    const sample = fixture('visitor-v1.open-conversation.response');
    expect(missingKeys(sample, answer.body)).toEqual([]);
    expect(answer.body).toMatchObject({ url: '/api/visitor/v1/company/conversations', object: 'conversations' });
    const id = String(dataOf(answer)['conversation_id']);
    const transcript = rowsOf(await api(`/conversations/${id}/messages`));
    expect(transcript).toMatchObject([{ message: { text: opening()['question'] }, sequence_id: '1' }]);
    expect(transcript[0]).toMatchObject({ sender: { id: expect.stringMatching(/^\$\d+$/u) } });
    await vi.waitFor(() => expect(names()).toEqual(['conversation.created']));
  });

  it('needs a token of the organisation', async () => {
    const answer = await visitorApi('/conversations', { body: opening(), token: user });
    expect(errorCode(answer)).toBe(1009);
    expect(await stateOf(bench, 'conversations')).toEqual([]);
  });

  it('misses the conversation after its own wait time', async () => {
    await open({ custom_wait_time: 5 });
    await control(bench, '/clock', { advanceMs: 6_000 });
    await vi.waitFor(() => expect(names()).toEqual(['conversation.created', 'conversation.missed']));
  });

  it('passes the visitor words on and refuses them once the conversation is over', async () => {
    const id = await open();
    const body = fixture('visitor-v1.send-message.request');
    expect((await visitorApi(`/conversations/${id}/messages`, { body })).body).toHaveProperty('data');
    await vi.waitFor(() => expect(names()).toEqual(['conversation.created', 'conversation.visitor.replied']));
    await operate(bench, id, { action: 'close' });
    expect(errorCode(await visitorApi(`/conversations/${id}/messages`, { body }))).toBe(1019);
  });

  it.each([
    [{ app_id: '' }, 1015],
    [{ app_id: '1' }, 1019],
    [{ department_id: '1' }, 1025],
    [{ question: ' ' }, 1015],
    [{ visitor: { name: 'X' } }, 1015],
    [{ visitor: { user_id: 'botpreview_1' } }, 1015],
    [{ custom_wait_time: 5000 }, 1015],
  ])('refuses an opening with %j', async (changes, code) => {
    expect(errorCode(await visitorApi('/conversations', { body: opening(changes) }))).toBe(code);
  });
});

describe('access and addresses of the real family', () => {
  it.each([
    ['no token', '/api/v2/company/conversations', '', 1002, 401],
    ['a wrong token', '/api/v2/company/conversations', 'Zoho-oauthtoken nonsense', 1008, 401],
    ['a wrong screen name', '/api/v2/elsewhere/conversations', 'user', 1005, 404],
    ['an unknown address', '/api/v2/company/nothing', 'user', 1006, 404],
    ['no screen name', '/api/v2/conversations', 'user', 1006, 404],
  ])('answers %s with its number, as 200 or as a status', async (...[, path, authorization, code, status]) => {
    const header = authorization === 'user' ? `Bearer ${user}` : authorization;
    const headers: Record<string, string> = header === '' ? {} : { authorization: header };
    for (const [style, wanted] of [
      ['200', 200],
      ['4xx', status],
    ] as const) {
      await control(bench, '/salesiq/settings', { errorStyle: style });
      const response = await fetch(`${bench.url}${path}`, { headers });
      expect(response.status).toBe(wanted);
      expect(await response.json()).toMatchObject({ error: { code, message: expect.any(String) } });
    }
  });

  it('writes errors in the shape of the sample', async () => {
    const answer = await api('/conversations', { token: 'nonsense' });
    expect(answer.body).toEqual(fixture('rest-v2.error.response'));
  });
});

describe('conversations of REST v2', () => {
  it('shows list, conversation and transcript as the samples do', async () => {
    receiver.bot = () => ({ action: 'reply', replies: ['Hello'], suggestions: ['Reset'] });
    const { body } = await write(bench, 'I forgot my password');
    receiver.bot = () => ({ action: 'forward', replies: ['Wait'] });
    const id = String(body['conversation_id']);
    await write(bench, 'Human', id);
    await operate(bench, id, { action: 'join' });
    const got = await api(`/conversations/${id}`);
    expect(missingKeys(fixture('rest-v2.conversation.get.response'), got.body)).toEqual([]);
    const listed = await api('/conversations?email=John@Company.com&status=connected');
    expect(missingKeys(fixture('rest-v2.conversations.list.response'), listed.body)).toEqual([]);
    expect(rowsOf(listed)).toEqual([dataOf(got)]);
    const sample = fixture('rest-v2.messages.list.response');
    const messages = await api(`/conversations/${id}/messages`);
    const accidental = ['/data/0/meta', '/data/0/last_message_time'];
    expect(missingKeys(sample, messages.body).filter((path) => !accidental.includes(path))).toEqual([]);
  });

  it('filters and pages, newest first', async () => {
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      ids.push(await open({ visitor: { user_id: `${name}@company.com`, email: `${name}@company.com` } }));
    }
    const idsOf = async (query: string) => rowsOf(await api(`/conversations?${query}`)).map((row) => row['id']);
    expect(await idsOf('limit=2')).toEqual([ids[2], ids[1]]);
    expect(await idsOf('limit=2&page=2')).toEqual([ids[0]]);
    expect(await idsOf('email=b@company.com')).toEqual([ids[1]]);
    expect(await idsOf(`from_time=${Date.now() + 60_000}`)).toEqual([]);
    expect(await idsOf('status=missed')).toEqual([]);
    expect(errorCode(await api('/conversations?status=odd'))).toBe(1029);
    expect(errorCode(await api('/conversations?limit=100'))).toBe(1011);
  });

  it('walks the transcript forward from a time and backward to one', async () => {
    const id = await open({ question: '0' });
    for (const text of ['1', '2', '3']) await visitorApi(`/conversations/${id}/messages`, { body: { text } });
    const page = async (query: string) =>
      rowsOf(await api(`/conversations/${id}/messages?${query}`)).map((row) => row['message'] as JsonMap);
    const all = rowsOf(await api(`/conversations/${id}/messages`));
    const texts = (rows: JsonMap[]) => rows.map((row) => row['text']);
    expect(texts(await page('limit=2'))).toEqual(['0', '1']);
    expect(texts(await page(`from_time=${String(all[2]?.['time'])}`))).toEqual(['2', '3']);
    expect(texts(await page(`to_time=${String(all[2]?.['time'])}&limit=2`))).toEqual(['2', '1']);
  });

  it('lets the operator write, tag, transfer and close', async () => {
    const id = await open();
    const tag = dataOf(await api('/tags', { body: { name: 'vip', color: '#fff', module: 'conversations' } }));
    const sample = fixture('rest-v2.conversation.transfer.request');
    const [other] = rowsOf(await api('/departments')).slice(1);
    const operator = rowsOf(await api('/operators'))[0];
    const transfer = { ...sample, department_id: other?.['id'], operator_id: operator?.['id'] };
    await api(`/conversations/${id}/messages`, { body: { text: 'Hi' } });
    await api(`/conversations/${id}/tags`, { method: 'PUT', body: { ids: [tag['id']] } });
    await api(`/conversations/${id}`, { method: 'PUT', body: { customer_info: { Branch: 'Lisbon' } } });
    await api(`/conversations/${id}/transfer`, { method: 'PUT', body: transfer });
    await api(`/conversations/${id}/accept`, { method: 'PUT' });
    const closed = await api(`/conversations/${id}/close`, { method: 'PUT' });
    expect(dataOf(closed)).toMatchObject({
      chat_status: { state_key: 'closed' },
      department: { id: other?.['id'] },
      customer_info: { Branch: 'Lisbon' },
    });
    await vi.waitFor(() => expect(receiver.events).toHaveLength(7));
    const inConversation = names().filter((name) => name !== 'visitor.updated');
    expect(inConversation).toEqual([
      'conversation.created',
      'conversation.attender.updated',
      'conversation.operator.replied',
      'conversation.transfer.initiated',
      'conversation.transfer.accepted',
      'conversation.completed',
    ]);
    expect(names()).toContain('visitor.updated');
    for (const { body } of receiver.events) {
      const missing = missingKeys(fixture(String(body['event'])), body);
      expect([body['event'], missing]).toEqual([body['event'], []]);
    }
  });

  it('takes the close call as POST too, and a second close is refused', async () => {
    const id = await open();
    expect(dataOf(await api(`/conversations/${id}/close`, { method: 'POST' }))).toMatchObject({ id });
    expect(errorCode(await api(`/conversations/${id}/close`, { method: 'PUT' }))).toBe(1019);
  });

  it('lists the portal, the departments and the app of the connection', async () => {
    const connection = bench.host.connection();
    const portals = await callJson(`${bench.url}/api/v2/portals`, { token: user });
    expect(rowsOf(portals)).toMatchObject([{ screenname: connection['screenName'] }]);
    expect(rowsOf(await api('/departments'))[0]).toMatchObject({ id: connection['salesiqDepartmentId'] });
    expect(rowsOf(await api('/apps'))).toMatchObject([{ id: connection['appId'] }]);
    expect(rowsOf(await api('/operators'))).toMatchObject([{ first_name: 'Sarah', is_enabled: 'true' }]);
  });
});

describe('callbacks', () => {
  const bodyOf = (index: number) => receiver.botCalls[index]?.body['request'] as JsonMap;

  it('brings the final answer of a pending one to the visitor who waits', async () => {
    receiver.bot = () => fixture('zobot.response.pending');
    const shown = write(bench, 'I forgot my password');
    await vi.waitFor(() => expect(receiver.botCalls).toHaveLength(1));
    const path = `/callbacks/${String(bodyOf(0)['id'])}`;
    await vi.waitFor(async () => {
      const answer = await api(`${path}/progress`, { body: fixture('zobot.callback.progress.request') });
      expect(errorCode(answer)).toBeUndefined();
    });
    await api(`${path}/response`, { body: fixture('zobot.callback.response.request') });
    const replies = (await shown).body['replies'] as string[];
    expect(replies[0]).toBe('One moment, I am looking that up.');
    expect(replies.at(-1)).toBe('Your request is logged as ticket 1000231.');
    expect((await shown).body).toMatchObject({ pending: false, status: 'bot' });
    expect(errorCode(await api(`${path}/response`, { body: fixture('zobot.callback.response.request') }))).toBe(1019);
  });

  it('refuses an answer that is late, unknown or pending again', async () => {
    await control(bench, '/salesiq/settings', { callbackWaitMs: 10 });
    receiver.bot = () => ({ action: 'pending', replies: [] });
    await write(bench, 'Hi');
    const path = `/callbacks/${String(bodyOf(0)['id'])}/response`;
    expect(errorCode(await api(path, { body: { action: 'pending', replies: [] } }))).toBe(1015);
    expect(errorCode(await api('/callbacks/none/response', { body: { action: 'reply', replies: ['x'] } }))).toBe(1019);
    await control(bench, '/clock', { advanceMs: 180_001 });
    expect(errorCode(await api(path, { body: { action: 'reply', replies: ['x'] } }))).toBe(1019);
  });

  it('puts a final forward into effect', async () => {
    receiver.bot = () => ({ action: 'pending', replies: [] });
    const shown = write(bench, 'Hi');
    await vi.waitFor(() => expect(receiver.botCalls).toHaveLength(1));
    await vi.waitFor(async () => {
      const path = `/callbacks/${String(bodyOf(0)['id'])}/response`;
      const answer = await api(path, { body: { action: 'forward', replies: ['Wait'] } });
      expect(errorCode(answer)).toBeUndefined();
    });
    expect((await shown).body).toMatchObject({ status: 'waiting', replies: ['Wait'] });
  });
});

describe('webhook administration', () => {
  const wanted = (url: string): JsonMap => ({
    ...fixture('rest-v2.webhook.create.request'),
    app_ids: [bench.host.connection()['appId']],
    url,
  });

  it('asks the address first, then sends what was asked for with the webhook key', async () => {
    expect(errorCode(await api('/webhooks', { body: wanted('http://127.0.0.1:1/none') }))).toBe(1015);
    const created = await api('/webhooks', {
      body: { ...wanted(`${receiver.url}/own`), events: ['conversation.created'] },
    });
    expect(missingKeys(fixture('rest-v2.webhook.response'), created.body)).toEqual([]);
    const { id } = dataOf(created);
    await open();
    const own = () => receiver.events.filter(({ body }) => (body['webhook'] as JsonMap)['id'] === id);
    await vi.waitFor(() => expect(own()).toHaveLength(1));
    expect(own()[0]?.headers['x-siqsignature']).toEqual(expect.any(String));
    expect(dataOf(await api(`/webhooks/${String(id)}/keys`, { method: 'POST', body: {} }))['public_keys']).toHaveLength(
      2,
    );
    expect(errorCode(await api(`/webhooks/${String(id)}/keys`, { method: 'POST', body: {} }))).toBe(1017);
    await api(`/webhooks/${String(id)}`, { method: 'DELETE' });
    expect(errorCode(await api(`/webhooks/${String(id)}`))).toBe(1019);
  });

  it('lists failed executions and retries them', async () => {
    receiver.eventStatus = 500;
    const [hook] = rowsOf(await api('/webhooks'));
    const path = `/webhooks/${String(hook?.['id'])}/executions`;
    await open({ custom_wait_time: 900 });
    await vi.waitFor(async () => {
      await control(bench, '/clock', { advanceMs: 60_000 });
      expect(rowsOf(await api(path))).toHaveLength(1);
    });
    receiver.eventStatus = 200;
    const [failed] = rowsOf(await api(path));
    const answer = await api(path, { body: { ids: [failed?.['id'], '1'] } });
    expect(dataOf(answer)).toEqual({ ids: [failed?.['id']], skipped: ['1'] });
    await vi.waitFor(async () => expect(rowsOf(await api(path))).toEqual([]));
  });
});
