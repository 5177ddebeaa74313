import { createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
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
beforeEach(async () => {
  [bench, receiver] = await Promise.all([startBench({ settings: { callbackWaitMs: 20 } }), startReceiver()]);
  await link(bench, receiver);
});
afterEach(async () => {
  await bench.close();
  await receiver.close();
});

const handlers = () => receiver.botCalls.map(({ body }) => body['handler']);
const say = async (text: string, id?: string): Promise<JsonMap> => (await write(bench, text, id)).body;

describe('the Zobot driver', () => {
  it('asks the bot for every message, signed, with a new request id and one conversation id', async () => {
    const first = await say('I forgot my password');
    const id = String(first['conversation_id']);
    await say('john', id);
    const bodies = receiver.botCalls.map(({ body }) => body);
    expect(bodies).toMatchObject([
      { handler: 'message', operation: 'chat', message: { text: 'I forgot my password' }, attachments: [] },
      { handler: 'message', operation: 'message', message: { text: 'john' } },
    ]);
    expect(bodies[1]).toMatchObject({
      visitor: { ...JOHN, active_conversation_id: id, question: 'I forgot my password', channel: 'Website' },
    });
    const requests = bodies.map((body) => (body['request'] as JsonMap)['id']);
    expect(new Set(requests).size).toBe(2);
    const key = (bench.host.connection()['webhookPublicKeys'] as string[])[1] ?? '';
    for (const { raw, headers } of receiver.botCalls) {
      const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
      const signature = Buffer.from(String(headers['x-siqsignature']), 'base64');
      expect(verify('RSA-SHA256', raw, publicKey, signature)).toBe(true);
    }
  });

  it('shows replies of every kind and the suggestions', async () => {
    receiver.bot = () => ({
      action: 'reply',
      replies: [
        'One',
        { text: 'Two', image: 'x' },
        { type: 'file', text: 'Guide', url: 'https://www.company.com/a.pdf' },
      ],
      suggestions: ['Yes', 'No'],
    });
    const shown = await say('Hi');
    expect(shown).toMatchObject({
      replies: ['One', 'Two', 'Guide https://www.company.com/a.pdf'],
      suggestions: ['Yes', 'No'],
      status: 'bot',
      pending: false,
    });
    const chat = await callJson(`${bench.url}/__emulator/salesiq/conversations/${String(shown['conversation_id'])}`);
    expect(chat.body).toMatchObject({
      status: 'bot',
      suggestions: ['Yes', 'No'],
      messages: [
        { sender: 'visitor', text: 'Hi' },
        { sender: 'bot', text: 'One' },
        { sender: 'bot' },
        { sender: 'bot' },
      ],
    });
  });

  it.each([
    ['end', { action: 'end' }, 'closed', 'conversation.completed'],
    ['operator_busy', { action: 'operator_busy', replies: ['Busy'] }, 'missed', 'conversation.missed'],
    ['forward', { action: 'forward', replies: ['Wait'] }, 'waiting', 'conversation.created'],
    ['block', { action: 'block', replies: ['No'] }, 'closed', 'conversation.completed'],
  ])('puts %s into effect', async (...[, answer, status, event]) => {
    receiver.bot = () => answer;
    const shown = await say('Hi');
    expect(shown).toMatchObject({ status });
    await vi.waitFor(() => expect(receiver.events.map(({ body }) => body['event'])).toEqual([event]));
    if (answer.action === 'block') {
      expect((await write(bench, 'Again', String(shown['conversation_id']))).status).toBe(409);
    }
  });

  it('asks the questions of a context one by one and then calls the context handler', async () => {
    receiver.bot = (call) =>
      call['handler'] === 'context'
        ? { action: 'reply', replies: ['Thanks'] }
        : {
            action: 'context',
            context_id: 'reset',
            questions: [
              { name: 'user', replies: ['Your user name?'] },
              { name: 'mail', replies: [{ text: 'Your e-mail?', validate: { format: 'email' } }] },
            ],
          };
    const first = await say('Reset');
    const id = String(first['conversation_id']);
    expect(first).toMatchObject({ replies: ['Your user name?'] });
    expect(await say('john', id)).toMatchObject({ replies: ['Your e-mail?'] });
    expect(await say('nonsense', id)).toMatchObject({ replies: ['Please enter a valid value.'] });
    expect(await say('john@company.com', id)).toMatchObject({ replies: ['Thanks'] });
    expect(handlers()).toEqual(['message', 'context']);
    expect(receiver.botCalls[1]?.body).toMatchObject({
      context_id: 'reset',
      answers: { user: { text: 'john' }, mail: { text: 'john@company.com' } },
    });
  });

  it.each([
    ['a body that is no JSON', () => 'nonsense'],
    ['an unknown action', () => ({ action: 'transfer', replies: ['x'] })],
    ['missing replies', () => ({ action: 'reply' })],
    ['silence', () => null],
  ])('loses the chat to the department on %s', async (_name, bot) => {
    await control(bench, '/salesiq/settings', { botTimeoutMs: 50 });
    receiver.bot = bot;
    expect(await say('Hi')).toMatchObject({ status: 'waiting', replies: [] });
  });

  it('calls the failure handler when nobody is there to forward to, and ends a loop of forwards', async () => {
    await control(bench, '/salesiq/settings', { operatorsOnline: false });
    receiver.bot = (call) =>
      call['handler'] === 'failure'
        ? { action: 'reply', replies: ['Nobody is in'] }
        : { action: 'forward', replies: ['Wait'] };
    expect(await say('Human')).toMatchObject({ status: 'bot', replies: ['Wait', 'Nobody is in'] });
    expect(receiver.botCalls[1]?.body).toMatchObject({
      handler: 'failure',
      cause: { code: 1001, desc: 'offline_hours' },
      failed_response: { action: 'forward', replies: ['Wait'] },
    });
    receiver.bot = () => ({ action: 'forward', replies: ['Wait'] });
    expect(await say('Human')).toMatchObject({ status: 'missed' });
  });

  it('leaves the bot out while operators hold the conversation', async () => {
    receiver.bot = () => ({ action: 'forward', replies: [] });
    const id = String((await say('Human'))['conversation_id']);
    await operate(bench, id, { action: 'join' });
    expect(await say('Are you there?', id)).toMatchObject({ status: 'connected', replies: [] });
    expect(handlers()).toEqual(['message']);
  });

  it('works off the messages of one conversation in order', async () => {
    const id = String((await say('0'))['conversation_id']);
    receiver.bot = (call) => ({ action: 'reply', replies: [`re ${String((call['message'] as JsonMap)['text'])}`] });
    const answers = await Promise.all(['1', '2', '3'].map((text) => say(text, id)));
    expect(answers.map((answer) => answer['replies'])).toEqual([['re 1'], ['re 2'], ['re 3']]);
    const texts = (await stateOf(bench, 'messages')).map((row) => row['text']);
    expect(texts.slice(2)).toEqual(['1', 're 1', '2', 're 2', '3', 're 3']);
  });

  it('plays the trigger and refuses what it does not know', async () => {
    receiver.bot = () => ({ action: 'reply', replies: ['Welcome'], suggestions: ['Help'] });
    const greeting = await control(bench, '/salesiq/trigger', { visitor: JOHN });
    expect(greeting.body).toEqual({ replies: ['Welcome'], suggestions: ['Help'], pending: false });
    expect(receiver.botCalls[0]?.body['visitor']).not.toHaveProperty('active_conversation_id');
    expect((await write(bench, 'Hi', '123')).status).toBe(404);
    const empty = await control(bench, '/salesiq/visitor-message', { visitor: JOHN });
    expect(empty).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('text') } } });
  });

  it('gives up a pending answer after three minutes', async () => {
    receiver.bot = () => ({ action: 'pending', replies: ['One moment'] });
    const shown = await say('Hi');
    expect(shown).toMatchObject({ replies: ['One moment'], pending: true, status: 'bot' });
    await control(bench, '/clock', { advanceMs: 180_000 });
    expect((await stateOf(bench, 'conversations'))[0]).toMatchObject({ chat_status: { state_key: 'waiting' } });
  });
});
