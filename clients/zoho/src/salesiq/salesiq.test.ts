import { describe, expect, test } from 'vitest';
import { type FakeAnswer, fakeHttp, fixedToken } from '../../testing/fixtures.ts';
import { simplestCalls } from '../../testing/salesiq-calls.ts';
import { createSalesIqClient } from './client.ts';
import { type SalesIqOperation, salesIqRoutes, salesIqTable } from './routes.ts';

const baseUrl = 'https://salesiq.zoho.in';
const id = '904410000000381027';

function client(style: 'portal' | 'plain', ...answers: FakeAnswer[]) {
  const { http, sent } = fakeHttp(...answers);
  const [tokens, orgTokens] = [fixedToken('user'), fixedToken('org')];
  const salesiq = createSalesIqClient({
    http,
    baseUrl,
    tokens,
    orgTokens,
    ...(style === 'portal' ? { screenName: 'northwind' } : {}),
  });
  return { salesiq, sent, tokens };
}

describe('the route table', () => {
  test('has the 33 operations of the contract, and each can be had in a style', () => {
    expect(Object.keys(salesIqTable)).toHaveLength(33);
    expect(new Set(Object.values(salesIqTable)).size).toBe(33);
    for (const operation of Object.values(salesIqTable)) expect(salesIqRoutes[operation].plain).not.toBeNull();
    for (const route of Object.values(salesIqRoutes)) expect(route.portal ?? route.plain).not.toBeNull();
  });

  describe.each(['portal', 'plain'] as const)('in the %s style', (style) => {
    test.each(Object.keys(simplestCalls) as SalesIqOperation[])('%s does what supports() says', async (operation) => {
      const { salesiq, sent } = client(style, { body: { data: { id: '1', conversation_id: '1', events: [] } } });
      const outcome: unknown = await Promise.resolve()
        .then(() => simplestCalls[operation](salesiq))
        .then(() => 'sent')
        .catch((error: unknown) => error);
      if (!salesiq.supports(operation)) {
        expect(outcome).toMatchObject({ code: 'unsupported', retryable: false });
        expect(sent).toEqual([]);
        return;
      }
      expect(outcome).toBe('sent');
      const route = salesIqRoutes[operation];
      const [method, template] = route[style] ?? ['', ''];
      const last = sent.at(-1);
      const path = new RegExp(`^${template.replace(':screen', 'northwind').replace(/:\w+/g, '[^/]+')}$`);
      expect([last?.method, new URL(last?.url ?? '').pathname]).toEqual([method, expect.stringMatching(path)]);
      const token = 'needsOrgToken' in route ? 'org' : 'user';
      expect(last?.headers['authorization']).toBe(`Zoho-oauthtoken ${token}`);
    });
  });

  test('an id cannot lead to another place', async () => {
    const { salesiq, sent } = client('portal', { body: { data: {} } });
    await salesiq.chats.get('../../v1/x?y#z');
    expect(sent[0]?.url).toBe(`${baseUrl}/api/v2/northwind/conversations/..%2F..%2Fv1%2Fx%3Fy%23z`);
    for (const bad of ['', '.', '..']) await expect(salesiq.chats.get(bad)).rejects.toMatchObject({ code: 'invalid' });
    expect(sent).toHaveLength(1);
  });

  test('the Visitor API without a source of organisation tokens is refused before any request', async () => {
    const { http, sent } = fakeHttp({});
    const salesiq = createSalesIqClient({ http, baseUrl, tokens: fixedToken(), screenName: 'northwind' });
    await expect(salesiq.visitorApi.send(id, 'x')).rejects.toMatchObject({ code: 'misconfigured' });
    expect(sent).toEqual([]);
  });
});

describe('the words of the other style', () => {
  test('the plain style speaks as seed 004', async () => {
    const { salesiq, sent } = client('plain', { body: { status: 'success', data: { id: 'c1', status: 'ended' } } });
    expect(await salesiq.chats.end('c1', { message: 'Bye' })).toMatchObject({ status: 'ended' });
    await salesiq.chats.send('c1', { text: '<b>x</b>', type: 'html' });
    await salesiq.operators.update('o1', { status: 'away', maxChats: 3 });
    await salesiq.webhooks.create({
      url: 'https://a.example',
      events: ['conversation.missed'],
      secret: 's',
      name: 'n',
    });
    expect(sent.map(({ body: json }) => json)).toEqual([
      { message: 'Bye' },
      { message: '<b>x</b>', type: 'html' },
      { status: 'away', max_chats: 3 },
      { name: 'n', url: 'https://a.example', events: ['chat.missed'], secret: 's' },
    ]);
    await expect(salesiq.chats.transfer('c1', { departmentId: '1' })).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('the portal style says a last word before it closes or hands over, and finds the department of an operator', async () => {
    const { salesiq, sent } = client('portal', { body: { data: { id: '1', departments: ['77'] } } });
    await salesiq.chats.end(id, { message: 'Bye' });
    await salesiq.chats.transfer(id, { operatorId: '2', message: 'One moment' });
    expect(
      sent.map(({ method, url, body: json }) => [method, new URL(url).pathname.split('northwind')[1], json]),
    ).toEqual([
      ['POST', `/conversations/${id}/messages`, { text: 'Bye' }],
      ['PUT', `/conversations/${id}/close`, undefined],
      ['GET', '/operators/2', undefined],
      ['POST', `/conversations/${id}/messages`, { text: 'One moment' }],
      ['PUT', `/conversations/${id}/transfer`, { department_id: '77', operator_id: '2', note: 'One moment' }],
    ]);
  });

  test('what a style cannot say is refused before any request', async () => {
    const { salesiq, sent } = client('portal', { body: { data: {} } });
    const refused = [
      () => salesiq.chats.send(id, { text: 'x', type: 'card' }),
      () => salesiq.operators.update('1', { status: 'away' }),
      () => salesiq.webhooks.create({ url: 'https://a.example', events: ['visitor.online'] }),
      async () => salesiq.visitors.list({ search: 'x' }),
    ];
    for (const call of refused) await expect(call()).rejects.toMatchObject({ code: 'unsupported' });
    expect(sent).toEqual([]);
  });

  test('html becomes text, roles and numbers of chats become Zoho’s', async () => {
    const { salesiq, sent } = client('portal', { body: { data: { id: '1' } } });
    await salesiq.chats.send(id, { text: '<p>Tom &amp; Ann</p>two<br>lines', type: 'html' });
    await salesiq.operators.create({
      name: 'Sarah Johnson',
      email: 's@a.example',
      role: 'agent',
      departmentId: '1',
      maxChats: 9,
    });
    expect(sent.map(({ body: json }) => json)).toEqual([
      { text: 'Tom & Ann\ntwo\nlines' },
      {
        first_name: 'Sarah',
        last_name: 'Johnson',
        email_id: 's@a.example',
        role: 'Associate',
        departments: ['1'],
        is_monitored: 'true',
        maximum_concurrent_chat: '10',
      },
    ]);
  });
});

describe('paging', () => {
  const rows = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: String(from + index) }));

  test('walks until a short page, tells doubles apart, and fetches no more than is asked for', async () => {
    const pages = [{ body: { data: rows(0, 99) } }, { body: { data: rows(90, 99) } }, { body: { data: rows(189, 3) } }];
    const all = client('portal', ...pages);
    expect(await all.salesiq.chats.list().all()).toHaveLength(192);
    expect(all.sent).toHaveLength(3);
    const some = client('portal', ...pages);
    expect(await some.salesiq.chats.list().first(99)).toHaveLength(99);
    expect(some.sent).toHaveLength(1);
  });

  test('ends when a vendor shows the same page for ever', async () => {
    const { salesiq, sent } = client('portal', { body: { data: rows(0, 99) } });
    expect(await salesiq.chats.list().all()).toHaveLength(99);
    expect(sent).toHaveLength(2);
  });

  test('visitors go by the key of the last answer', async () => {
    const { salesiq, sent } = client(
      'portal',
      { body: { data: { visitors: rows(0, 2), next_key: '17' } } },
      { body: { data: { visitors: rows(2, 1) } } },
    );
    expect(await salesiq.visitors.list().all()).toHaveLength(3);
    expect(sent.map(({ query }) => query['next_key'])).toEqual([undefined, '17']);
  });
});
