import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Answered,
  type Bench,
  callJson,
  fixture,
  link,
  missingKeys,
  type Receiver,
  signIn,
  startBench,
  startReceiver,
  write,
} from '../testing/bench.ts';
import { signHmac } from './signing.ts';
import type { JsonMap } from './values.ts';

let bench: Bench;
let receiver: Receiver;
let token: string;
let id: string;
beforeEach(async () => {
  [bench, receiver] = await Promise.all([startBench(), startReceiver()]);
  await link(bench, receiver);
  token = await signIn(bench, 'user');
  receiver.bot = () => ({ action: 'forward', replies: ['Wait'] });
  id = String((await write(bench, 'A human, please')).body['conversation_id']);
});
afterEach(async () => {
  await bench.close();
  await receiver.close();
});

const api = (path: string, call: { method?: string; body?: unknown; token?: string } = {}): Promise<Answered> =>
  callJson(`${bench.url}/api/v2${path}`, { token, ...call });
const dataOf = (answer: Answered) => answer.body['data'] as JsonMap;

describe('the paths of seed 004', () => {
  it('shows chats in the envelope of the seed', async () => {
    const listed = await api('/chats?status=waiting&per_page=10');
    expect(listed.body).toMatchObject({
      status: 'success',
      data: [{ id, status: 'waiting', type: 'live_chat', visitor_info: { email: 'john@company.com' } }],
      pagination: { page: 1, per_page: 10, total: 1 },
    });
    expect(dataOf(await api(`/chats/${id}`))).toMatchObject({ id });
    expect((await api(`/chats/${id}/transcript`)).body['data']).toMatchObject([
      { sender_type: 'visitor', message: 'A human, please' },
      { sender_type: 'bot', message: 'Wait' },
    ]);
  });

  it('writes, transfers, rates and ends on the same store as the real paths', async () => {
    const [operator] = (await api('/operators')).body['data'] as JsonMap[];
    expect(operator).toMatchObject({ name: 'Sarah Johnson', status: 'online' });
    await api(`/chats/${id}/messages`, { body: { message: 'Hi', type: 'text' } });
    await api(`/chats/${id}/transfer`, { body: { operator_id: operator?.['id'], message: 'Please help' } });
    await api(`/chats/${id}/end`, { body: { message: 'Goodbye' } });
    const rated = await api(`/chats/${id}/rating`, { body: { rating: 5, feedback: 'Fine' } });
    expect(dataOf(rated)).toMatchObject({ status: 'ended', rating: 5, feedback: 'Fine' });
    await vi.waitFor(() => expect(receiver.events).toHaveLength(7));
    expect(receiver.events.map(({ body }) => body['event'])).toEqual([
      'conversation.created',
      'conversation.attender.updated',
      'conversation.operator.replied',
      'conversation.transfer.initiated',
      'conversation.operator.replied',
      'conversation.completed',
      'conversation.rated',
    ]);
    const late = await api(`/chats/${id}/messages`, { body: { message: 'Hi', type: 'text' } });
    expect(late).toMatchObject({ status: 409, body: { status: 'error', code: 'CHAT_NOT_ACTIVE' } });
  });

  it('sends the events of the seed to a webhook made on its path, signed with its secret', async () => {
    const events = [
      'chat.started',
      'chat.ended',
      'chat.missed',
      'chat.rating',
      'message.received',
      'visitor.identified',
    ];
    const url = `${receiver.url}/seed`;
    const made = await api('/webhooks', { body: { name: 'mine', url, events, enabled: true, secret: 'top' } });
    expect(dataOf(made)).toMatchObject({ name: 'mine', enabled: true });
    const started = String((await write(bench, 'Again')).body['conversation_id']);
    await api(`/chats/${started}/messages`, { body: { message: 'Hi' } });
    await api(`/chats/${started}/end`, { body: {} });
    await api(`/chats/${started}/rating`, { body: { rating: 5, feedback: 'Fine' } });
    const visitor = String(dataOf(await api(`/chats/${started}`))['visitor_id']);
    await api(`/visitors/${visitor}`, { method: 'PATCH', body: { company: 'Acme', custom_fields: { a: 1 } } });
    expect(dataOf(await api(`/visitors/${visitor}`))).toMatchObject({ company: 'Acme', custom_fields: { a: 1 } });
    const own = () => receiver.events.filter(({ headers }) => headers['x-salesiq-signature'] !== undefined);
    await vi.waitFor(() => expect(own()).toHaveLength(5));
    for (const { raw, body, headers } of own()) {
      expect(headers['x-salesiq-signature']).toBe(signHmac('top', raw));
      const sample = fixture(`seed004.${String(body['event'])}`);
      // Nobody attends yet when a chat starts here; in the sample an operator does.
      const missing = missingKeys(sample, body).filter((path) => !path.startsWith('/data/operator_'));
      expect([body['event'], missing]).toEqual([body['event'], []]);
    }
  });

  it('answers errors with words and statuses', async () => {
    expect(await api('/chats', { token: 'nonsense' })).toMatchObject({
      status: 401,
      body: { status: 'error', code: 'INVALID_TOKEN', details: {} },
    });
    expect(await api('/chats/1')).toMatchObject({ status: 404, body: { code: 'RESOURCE_NOT_FOUND' } });
    expect(await api(`/chats/${id}/messages`, { body: {} })).toMatchObject({
      status: 400,
      body: { code: 'REQUIRED_FIELD_MISSING' },
    });
    const [brand] = (await api('/brands')).body['data'] as JsonMap[];
    expect(dataOf(await api(`/brands/${String(brand?.['id'])}`))).toMatchObject({ name: 'Company Inc' });
    const changed = await api(`/brands/${String(brand?.['id'])}`, {
      method: 'PATCH',
      body: { widget_settings: { theme_color: '#28a745' } },
    });
    expect(dataOf(changed)).toMatchObject({ widget_settings: { theme_color: '#28a745', position: 'bottom-right' } });
  });
});
