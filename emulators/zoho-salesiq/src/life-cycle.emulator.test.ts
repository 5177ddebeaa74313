import { createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Bench,
  control,
  fixture,
  link,
  missingKeys,
  operate,
  type Received,
  type Receiver,
  startBench,
  startReceiver,
  stateOf,
  write,
} from '../testing/bench.ts';

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

const names = () => receiver.events.map(({ body }) => body['event']);

async function forwarded(): Promise<string> {
  receiver.bot = () => ({ action: 'forward', replies: ['I am connecting you with a colleague.'] });
  const { body } = await write(bench, 'I want a human');
  expect(body).toMatchObject({ status: 'waiting', replies: ['I am connecting you with a colleague.'], pending: false });
  return String(body['conversation_id']);
}

describe('the life of a conversation', () => {
  it('goes from the bot over waiting and connected to closed, and announces every step in order', async () => {
    const id = await forwarded();
    await operate(bench, id, { action: 'join' });
    const reply = await operate(bench, id, { action: 'reply', text: 'Hi John' });
    await write(bench, 'Thanks', id);
    const closed = await operate(bench, id, { action: 'close' });

    expect(reply.body).toMatchObject({ conversation_id: id, status: 'connected' });
    expect(closed.body).toEqual({ conversation_id: id, status: 'closed' });
    await vi.waitFor(() => expect(receiver.events).toHaveLength(5));
    expect(names()).toEqual([
      'conversation.created',
      'conversation.attender.updated',
      'conversation.operator.replied',
      'conversation.visitor.replied',
      'conversation.completed',
    ]);
    expect(receiver.botCalls).toHaveLength(1);
    const deliveries = await stateOf(bench, 'deliveries');
    expect(deliveries.map((row) => [row['status'], row['attempt'], row['http_status']])).toEqual(
      Array(5).fill(['delivered', 1, 200]),
    );
    const messages = await stateOf(bench, 'messages');
    expect(messages.map((row) => [row['conversation_id'], row['text']])).toEqual([
      [id, 'I want a human'],
      [id, 'I am connecting you with a colleague.'],
      [id, 'Hi John'],
      [id, 'Thanks'],
    ]);
  });

  it('signs every event over its raw bytes with the published key', async () => {
    await forwarded();
    await vi.waitFor(() => expect(receiver.events).toHaveLength(1));
    const [published] = bench.host.connection()['webhookPublicKeys'] as string[];
    const event = receiver.events[0];
    expect(event && isSignedBy(event, published ?? '')).toBe(true);
    expect(event && isSignedBy({ ...event, raw: Buffer.concat([event.raw, Buffer.from(' ')]) }, published ?? '')).toBe(
      false,
    );
  });

  it('misses a conversation that nobody joins in time, on the emulator clock', async () => {
    const id = await forwarded();
    await control(bench, '/clock', { advanceMs: 59_000 });
    expect((await stateOf(bench, 'conversations'))[0]).toMatchObject({ id, chat_status: { state_key: 'waiting' } });
    await control(bench, '/clock', { advanceMs: 1_500 });
    await vi.waitFor(() => expect(names()).toEqual(['conversation.created', 'conversation.missed']));
    expect((await stateOf(bench, 'conversations'))[0]).toMatchObject({ chat_status: { state_key: 'missed' } });
  });

  it('refuses what the state forbids, with a reason', async () => {
    const { body } = await write(bench, 'Hello');
    const id = String(body['conversation_id']);
    for (const action of ['join', 'reply']) {
      const answer = await operate(bench, id, { action, text: 'x' });
      expect(answer.status).toBe(409);
      expect(answer.body).toMatchObject({ error: { code: 'wrong-state', message: expect.stringContaining('bot') } });
    }
    await operate(bench, id, { action: 'close' });
    expect((await operate(bench, id, { action: 'close' })).status).toBe(409);
    expect((await operate(bench, id, { action: 'dance' })).status).toBe(400);
    expect((await operate(bench, '1', { action: 'join' })).status).toBe(404);
  });

  it('joins a waiting conversation before the first reply', async () => {
    const id = await forwarded();
    await operate(bench, id, { action: 'reply', text: 'Hello' });
    await vi.waitFor(() => expect(receiver.events).toHaveLength(3));
    expect(names().slice(1)).toEqual(['conversation.attender.updated', 'conversation.operator.replied']);
  });

  it('starts a new thread with the bot when the visitor writes after the end', async () => {
    const id = await forwarded();
    await operate(bench, id, { action: 'close' });
    receiver.bot = () => ({ action: 'reply', replies: ['Welcome back'] });
    const again = await write(bench, 'One more thing', id);
    expect(again.body).toMatchObject({ conversation_id: id, status: 'bot', replies: ['Welcome back'] });
  });
});

describe('the shape of events', () => {
  const fixtures = [
    'conversation.created',
    'conversation.attender.updated',
    'conversation.operator.replied',
    'conversation.visitor.replied',
    'conversation.completed',
    'conversation.rated',
    'conversation.missed',
  ];

  it.each(fixtures)('%s carries the keys of its fixture, with values of the same type', async (name) => {
    const id = await forwarded();
    if (name === 'conversation.missed') await operate(bench, id, { action: 'miss' });
    else {
      await operate(bench, id, { action: 'reply', text: 'Hi' });
      await write(bench, 'Hello', id);
      await operate(bench, id, { action: 'close' });
      await control(bench, '/salesiq/rate', { conversation_id: id, rating: 4, feedback: 'Quick and friendly' });
    }
    await vi.waitFor(() => expect(names()).toContain(name));
    const event = receiver.events.find(({ body }) => body['event'] === name)?.body;
    // The visitor of the sample has extra fields of a form; ours has none.
    const missing = missingKeys(fixture(name), event).filter((path) => !path.startsWith('/entity/customer_info/'));
    expect(missing).toEqual([]);
  });
});

function isSignedBy(event: Received, publicKey: string): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  const signature = Buffer.from(String(event.headers['x-siqsignature']), 'base64');
  return verify('RSA-SHA256', event.raw, key, signature);
}
