import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fakeHttp, fixedToken, listingProblems, loadBody, type Sent } from '../../testing/fixtures.ts';
import { createSalesIqClient, type SalesIqClient } from './client.ts';

const id = '904410000000381027';
const [department, operator, app] = ['904410000000002022', '904410000000012007', '904410000000002236'];
const email = 'asha.verma@example.com';
const url = 'https://gateway.northwind.example/webhook/salesiq';
const events = [
  'conversation.created',
  'conversation.attender.updated',
  'conversation.missed',
  'conversation.operator.replied',
  'conversation.visitor.replied',
  'conversation.completed',
  'conversation.rated',
];
const from = new Date(1_767_600_000_000);

const body = (name: string): unknown => loadBody('salesiq', name);

function client(answer: unknown) {
  const { http, sent } = fakeHttp({ body: answer });
  const tokens = fixedToken('user');
  const salesiq = createSalesIqClient({
    http,
    baseUrl: 'https://salesiq.zoho.in',
    tokens,
    orgTokens: fixedToken('org'),
    screenName: 'northwind',
  });
  return { salesiq, sent, tokens };
}

const pathOf = (request: Sent | undefined): string => new URL(request?.url ?? 'http://nothing').pathname;

const v2 = '/api/v2/northwind';
const visitorApi = '/api/visitor/v1/northwind/conversations';
/** What is sent: the address is the one in the manifest's note. */
const requests: Record<string, { at: string; call(salesiq: SalesIqClient): Promise<unknown> }> = {
  'rest-v2.conversation.transfer.request': {
    at: `PUT ${v2}/conversations/${id}/transfer`,
    call: (salesiq) =>
      salesiq.chats.transfer(id, {
        departmentId: department,
        operatorId: operator,
        note: 'Identity not verified yet',
      }),
  },
  'rest-v2.conversation.tags.request': {
    at: `PUT ${v2}/conversations/${id}/tags`,
    call: (salesiq) => salesiq.chats.tag(id, ['904410000000520007']),
  },
  'rest-v2.webhook.create.request': {
    at: `POST ${v2}/webhooks`,
    call: (salesiq) => salesiq.webhooks.create({ url, events, appIds: [app] }),
  },
  'visitor-v1.send-message.request': {
    at: `POST ${visitorApi}/${id}/messages`,
    call: (salesiq) => salesiq.visitorApi.send(id, 'My user name is asha.v'),
  },
  'visitor-v1.open-conversation.request': {
    at: `POST ${visitorApi}`,
    call: (salesiq) =>
      salesiq.visitorApi.open({
        appId: app,
        departmentId: department,
        question: 'Handed over by the assistant: password reset, identity not verified',
        waitSeconds: 60,
        customInfo: { 'Assistant session': 'sess_01' },
        visitor: { userId: email, name: 'Asha Verma', email, phone: '+15550100123', more: { country_code: 'PT' } },
      }),
  },
  'zobot.callback.progress.request': {
    at: `POST ${v2}/callbacks/r/progress`,
    call: (salesiq) => salesiq.callbacks.progress('r', 'Still working on it.'),
  },
  'zobot.callback.response.request': {
    at: `POST ${v2}/callbacks/r/response`,
    call: (salesiq) =>
      salesiq.callbacks.finish('r', {
        action: 'reply',
        replies: [{ text: 'Your request is logged as ticket 1000231.' }],
      }),
  },
};

const chat = {
  id,
  status: 'active',
  question: 'I forgot my password',
  operatorId: '904410000000012001',
  isWithBot: false,
  departmentId: department,
  appId: app,
  startedAt: new Date(1_767_607_200_000),
  endedAt: null,
  visitor: { name: 'Asha Verma', email, phone: '+15550100123' },
};

type Answered = { call(salesiq: SalesIqClient): Promise<unknown>; value: object; query?: Record<string, string> };

/** What is read; each of the samples tells the address that was asked. */
const answers: Record<string, Answered> = {
  'rest-v2.conversation.get.response': { call: (salesiq) => salesiq.chats.get(id), value: chat },
  'rest-v2.conversations.list.response': {
    call: (salesiq) => salesiq.chats.list({ status: 'active', operatorId: '5', from }).all(),
    value: [chat],
    query: { status: 'connected', attender_id: '5', from_time: '1767600000000', page: '1', limit: '99' },
  },
  'rest-v2.messages.list.response': {
    call: (salesiq) => salesiq.chats.transcript(id).all(),
    value: [
      {
        side: 'bot',
        senderName: 'Support Bot',
        text: 'Hello! What can I help you with?',
        at: new Date(1_767_607_200_500),
      },
      { side: 'visitor', senderName: 'Asha Verma', text: 'I forgot my password' },
    ],
    query: { from_time: '0', limit: '99' },
  },
  'rest-v2.webhook.response': {
    call: (salesiq) => salesiq.webhooks.get('904410000000410019'),
    value: {
      id: '904410000000410019',
      url,
      events: ['conversation.created', 'conversation.operator.replied'],
      isEnabled: true,
      appIds: [app],
      keys: [{ id: '1767600000915' }],
    },
  },
  'visitor-v1.open-conversation.response': {
    call: (salesiq) =>
      salesiq.visitorApi.open({ appId: app, departmentId: department, question: 'x', visitor: { userId: email } }),
    value: { chatId: id, channelId: '2270411938400175' },
  },
};

const failures = ['rest-v2.error.response'];

const notOurs: Record<string, string> = {
  'event-webhook': 'SalesIQ sends it; the receiver reads it, and clients/webhooks checks its signature.',
  'zobot-request': 'SalesIQ sends it; the receiver reads it, and clients/webhooks checks its signature.',
  'zobot-response': 'The answer to a call of SalesIQ, which the receiver gives.',
  seed: 'An event of seed 002 or 004, which the receiver reads; clients/webhooks checks its signature.',
};

test('every fixture is used, or left out for the reason of its kind', () => {
  const manifest: { files: { file: string; kind: string }[] } = JSON.parse(
    readFileSync(new URL('../../../../fixtures/salesiq/manifest.json', import.meta.url), 'utf8'),
  );
  const leftOut = manifest.files.flatMap(({ file, kind }) => {
    const reason = notOurs[kind];
    return reason === undefined ? [] : [[file.replace(/\.json$/, ''), reason] as const];
  });
  const used = [...Object.keys(requests), ...Object.keys(answers), ...failures];
  expect(listingProblems('salesiq', used, Object.fromEntries(leftOut))).toEqual([]);
});

test.each(Object.entries(requests))('%s is what is sent', async (name, { at, call }) => {
  const { salesiq, sent } = client({ data: { id: '1' } });
  await call(salesiq);
  expect(sent.map((request) => `${request.method} ${pathOf(request)}`)).toEqual([at]);
  expect(sent[0]?.body).toEqual(body(name));
  expect(sent[0]?.headers).toMatchObject({
    authorization: `Zoho-oauthtoken ${at.includes('/visitor/') ? 'org' : 'user'}`,
    'content-type': 'application/json',
  });
});

test.each(Object.entries(answers))('%s is read', async (name, { call, value, query = {} }) => {
  const { salesiq, sent } = client(body(name));
  expect(await call(salesiq)).toMatchObject(value);
  expect(sent).toHaveLength(1);
  expect(pathOf(sent[0])).toBe(Reflect.get(Object(body(name)), 'url'));
  expect(sent[0]?.query).toEqual(query);
});

test('a webhook is changed without losing what is not named', async () => {
  const { salesiq, sent } = client(body('rest-v2.webhook.response'));
  await salesiq.webhooks.update('904410000000410019', { events: ['chat.missed'] });
  expect(sent.at(-1)).toMatchObject({
    method: 'PUT',
    body: { url, events: ['conversation.missed'], app_ids: [app], secured: true },
  });
});

test.each(failures)('%s comes with status 200 and is an error all the same', async (name) => {
  const { salesiq, sent, tokens } = client(body(name));
  await expect(salesiq.chats.get(id)).rejects.toMatchObject({
    name: 'ClientError',
    code: 'unauthorised',
    retryable: false,
    vendorCode: '1008',
  });
  expect(tokens.refused).toEqual(['user']);
  expect(sent).toHaveLength(2);
});
