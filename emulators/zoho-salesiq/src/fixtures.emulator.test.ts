import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listingProblems, shapeDifferences } from '../../kit/testing/fixtures.ts';
import {
  type Bench,
  callJson,
  control,
  fixture,
  link,
  operate,
  type Receiver,
  signIn,
  startBench,
  startReceiver,
  write,
} from '../testing/bench.ts';
import type { JsonMap } from './values.ts';
import { readBotAnswer } from './zobot/answer.ts';

/** Events that a whole life of a conversation brings about. */
const events = [
  'conversation.created',
  'conversation.attender.updated',
  'conversation.operator.replied',
  'conversation.visitor.replied',
  'conversation.transfer.initiated',
  'conversation.transfer.accepted',
  'conversation.transfer.rejected',
  'conversation.completed',
  'conversation.rated',
  'visitor.updated',
];
const oneOff = ['conversation.missed', 'conversation.operator.replied.retry', 'conversation.rated.feedback-only'];
const botCalls = [
  'zobot.request.trigger',
  'zobot.request.message.first',
  'zobot.request.message',
  'zobot.request.context',
  'zobot.request.failure',
];
const botAnswers = [
  ...['reply', 'reply.suggestions', 'reply.field', 'reply.input-select', 'reply.input-calendar', 'reply.file'],
  ...['reply.input-timeslots', 'forward', 'forward.department', 'forward.operators', 'end', 'block', 'operator_busy'],
  ...['pending', 'context'],
].map((name) => `zobot.response.${name}`);
/** Asserted by name in these files of this folder. */
const elsewhere = {
  'rest.emulator.test.ts': [
    ...['rest-v2.conversation.get.response', 'rest-v2.conversations.list.response', 'rest-v2.messages.list.response'],
    ...['rest-v2.conversation.transfer.request', 'rest-v2.webhook.create.request', 'rest-v2.webhook.response'],
    ...['rest-v2.error.response', 'visitor-v1.open-conversation.request', 'visitor-v1.open-conversation.response'],
    ...['visitor-v1.send-message.request', 'zobot.callback.progress.request', 'zobot.callback.response.request'],
  ],
  'seed-family.emulator.test.ts': [
    ...['seed004.chat.started', 'seed004.chat.ended', 'seed004.chat.rating', 'seed004.visitor.identified'],
    'seed004.message.received',
  ],
};
const here = [
  ...events,
  ...oneOff,
  ...botCalls,
  ...botAnswers,
  'rest-v2.conversation.tags.request',
  'seed004.chat.missed',
];
const notCovered = {
  'conversation.created.entity-only':
    'An older form of the documentation; live deliveries have an envelope and so has the emulator.',
  'zobot.request.message.attachment': 'The visitor of the emulator has no way to attach a file.',
  'seed002.webhook.flat': 'A flat body that a script of the demo posts to the gateway; the emulator does not send it.',
};

let bench: Bench;
let receiver: Receiver;
beforeEach(async () => {
  [bench, receiver] = await Promise.all([startBench(), startReceiver()]);
  await link(bench, receiver);
});
afterEach(async () => {
  await bench.close();
  await receiver.close();
});

const eventNamed = (name: string): JsonMap | undefined =>
  receiver.events.find(({ body }) => body['event'] === name)?.body;
/** The sample's visitor filled in a form and has a company; ours need not. Members that only ours has are allowed. */
const differences = (name: string, other: unknown): string[] =>
  shapeDifferences(fixture(name), other, { isPart: true, open: ['/customer_info', '/answers', '/failed_response'] });

async function forwarded(): Promise<string> {
  receiver.bot = () => ({ action: 'forward', replies: ['Wait'] });
  return String((await write(bench, 'I want a human')).body['conversation_id']);
}

it('covers every fixture or says why not', () => {
  expect(listingProblems('salesiq', [...here, ...Object.values(elsewhere).flat()], notCovered)).toEqual([]);
});

it('names only fixtures that the other file really reads', () => {
  const text = readFileSync(new URL('./rest.emulator.test.ts', import.meta.url), 'utf8');
  expect(elsewhere['rest.emulator.test.ts'].filter((name) => !text.includes(`fixture('${name}')`))).toEqual([]);
});

describe('events', () => {
  it('have the shape of their fixtures', async () => {
    const token = await signIn(bench, 'user');
    const api = (path: string, body?: unknown): Promise<unknown> =>
      callJson(`${bench.url}/api/v2/company${path}`, { token, method: 'PUT', ...(body === undefined ? {} : { body }) });
    const [operator] = bench.host.collection('salesiq', 'operators').list();
    const [, department] = bench.host.collection('salesiq', 'departments').list();
    const id = await forwarded();
    const transfer = { ...fixture('rest-v2.conversation.transfer.request'), department_id: department?.id };
    const to = { ...transfer, operator_id: operator?.id };
    await operate(bench, id, { action: 'reply', text: 'Hi' });
    await write(bench, 'Hello', id);
    await api(`/conversations/${id}`, { customer_info: { Branch: 'Lisbon' } });
    await api(`/conversations/${id}/transfer`, to);
    await api(`/conversations/${id}/reject`, { operator_id: operator?.id });
    await api(`/conversations/${id}/transfer`, to);
    await api(`/conversations/${id}/accept`);
    await operate(bench, id, { action: 'close' });
    await control(bench, '/salesiq/rate', { conversation_id: id, rating: 4, feedback: 'Quick and friendly' });
    for (const name of events) {
      await vi.waitFor(() => expect(receiver.events.map(({ body }) => body['event'])).toContain(name));
      expect([name, differences(name, eventNamed(name))]).toEqual([name, []]);
    }
  });

  it('of a missed conversation', async () => {
    await operate(bench, await forwarded(), { action: 'miss' });
    await vi.waitFor(() => expect(eventNamed('conversation.missed')).toBeDefined());
    expect(differences('conversation.missed', eventNamed('conversation.missed'))).toEqual([]);
  });

  it('of a rating in words only', async () => {
    const id = await forwarded();
    await operate(bench, id, { action: 'reply', text: 'Hi' });
    await operate(bench, id, { action: 'close' });
    await control(bench, '/salesiq/rate', { conversation_id: id, feedback: 'Quick and friendly' });
    await vi.waitFor(() => expect(eventNamed('conversation.rated')).toBeDefined());
    expect(differences('conversation.rated.feedback-only', eventNamed('conversation.rated'))).toEqual([]);
  });

  it('of a second try, in which only the attempt differs', async () => {
    const id = await forwarded();
    await operate(bench, id, { action: 'join' });
    await vi.waitFor(() => expect(receiver.events).toHaveLength(2));
    receiver.eventStatus = 500;
    await operate(bench, id, { action: 'reply', text: 'Hi' });
    await vi.waitFor(() => expect(receiver.events).toHaveLength(3));
    receiver.eventStatus = 200;
    await vi.waitFor(async () => {
      await control(bench, '/clock', { advanceMs: 60_000 });
      expect(receiver.events).toHaveLength(4);
    });
    const [, , first, second] = receiver.events.map(({ body }) => body);
    expect(second).toEqual({ ...first, attempt: 2 });
    expect(differences('conversation.operator.replied.retry', second)).toEqual([]);
  });

  it('of the seed: a missed chat', async () => {
    await control(bench, '/salesiq/settings', { webhookDialect: 'seed' });
    await operate(bench, await forwarded(), { action: 'miss' });
    await vi.waitFor(() => expect(eventNamed('chat.missed')).toBeDefined());
    expect(differences('seed004.chat.missed', eventNamed('chat.missed'))).toEqual([]);
  });
});

describe('calls to the bot', () => {
  it('have the shape of their fixtures', async () => {
    const visitor = { name: 'Asha Verma', email: 'asha.verma@example.com', phone: '+15550100123' };
    const say = (text: string, conversation?: string) =>
      callJson(`${bench.url}/__emulator/salesiq/visitor-message`, { body: { visitor, text, conversation } });
    await callJson(`${bench.url}/__emulator/salesiq/trigger`, { body: { visitor } });
    const id = String((await say('I forgot my password')).body['conversation_id']);
    receiver.bot = () => fixture('zobot.response.context');
    await say('asha.v', id);
    receiver.bot = () => ({ action: 'forward', replies: ['Wait'] });
    await control(bench, '/salesiq/settings', { operatorsOnline: false });
    for (const answer of ['asha.v', 'asha.verma@example.com']) await say(answer, id);
    const calls = receiver.botCalls.map(({ body }) => body);
    const [trigger, first, message, ...rest] = calls;
    const named = (handler: string): JsonMap | undefined => rest.find((call) => call['handler'] === handler);
    const sent = [trigger, first, message, named('context'), named('failure')];
    for (const [index, name] of botCalls.entries()) expect([name, differences(name, sent[index])]).toEqual([name, []]);
  });

  it.each(botAnswers)('take the answer %s', (name) => {
    expect(readBotAnswer(fixture(name))).toMatchObject({ ok: true });
  });
});

it('takes the tags of rest-v2.conversation.tags.request', async () => {
  const token = await signIn(bench, 'user');
  const base = `${bench.url}/api/v2/company`;
  const tag = await callJson(`${base}/tags`, { token, body: { name: 'vip', color: '#fff', module: 'conversations' } });
  const ids = [Object(tag.body['data']).id];
  expect(shapeDifferences(fixture('rest-v2.conversation.tags.request'), { ids })).toEqual([]);
  const id = await forwarded();
  const answer = await callJson(`${base}/conversations/${id}/tags`, { token, method: 'PUT', body: { ids } });
  expect(answer.body).not.toHaveProperty('error');
  expect(bench.host.collection('salesiq', 'conversations').get(id)).toMatchObject({ tagIds: ids });
});
