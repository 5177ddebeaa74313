import { readFileSync } from 'node:fs';
import { describeInboundAdapter, type InboundSample, newRawRequest } from '@baton/testkit';
import { describe, expect, it } from 'vitest';
import { createFlatInbound } from './flat-inbound.ts';

const secret = 'shared with the back end';
const adapter = createFlatInbound({ secret, isOpen: false });
const headers = { 'x-baton-secret': secret };
const fixture = readFileSync(new URL('../../../fixtures/salesiq/seed002.webhook.flat.json', import.meta.url));

const sample = (name: string, body: object | Buffer, repeats: string | null = null): InboundSample => {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const { message, visitor_name, visitor_email, visitor_phone } = JSON.parse(bytes.toString('utf8')) as Record<
    string,
    string
  >;
  return {
    name,
    request: newRawRequest(bytes, { headers }),
    covers: 'flat',
    personal: [message, visitor_name, visitor_email, visitor_phone].filter((word) => word !== undefined),
    repeats,
  };
};

const samples = [
  sample('the message of seed 002', fixture),
  sample('a message with an id', { chat_id: 'chat', message_id: 'm1', message: 'hello there' }),
  sample('the same id again', { chat_id: 'chat', message_id: 'm1', message: 'hello there' }, 'a message with an id'),
  sample('a chat id with a colon', { chat_id: 'user:42', message_id: '7', message: 'mine' }),
  sample('a message id with a colon', { chat_id: 'user', message_id: '42:7', message: 'not yours' }),
  sample('a question for words that wait', { chat_id: 'chat', message_id: 'm2', message: ' ' }),
];

describe('the inbound adapter of the flat channel', () => {
  describeInboundAdapter({
    adapter,
    unconfigured: createFlatInbound({ secret: null, isOpen: false }),
    samples,
    proofHeader: () => 'x-baton-secret',
    isBodyProved: () => false,
  });
});

const intentOf = (body: object) => adapter.parse(newRawRequest(JSON.stringify(body)), 'flat')[0].intent;

it('reads a message as the customer’s words and an empty one as a question for words that wait', () => {
  const profile = {
    visitorId: 'visitor_456',
    name: 'John Doe',
    email: 'john@company.com',
    phone: '555-1234',
    senderAddress: null,
  };
  const said = { channel: 'flat', chatId: 'chat_123', profile };
  expect(adapter.parse(newRawRequest(fixture), 'flat')[0]).toMatchObject({
    key: null,
    lane: ['flat', 'chat_123'],
    isRepeatable: false,
    answer: 'turn',
    intent: { type: 'customer-said', ...said, text: 'I forgot my password' },
  });
  expect(intentOf({ chat_id: 5, message: '\n' })).toMatchObject({ type: 'customer-listens', chatId: '5' });
});

it('makes words well-formed, and refuses such an id', () => {
  expect(intentOf({ chat_id: 'c', message: 'half \ud83d an emoji' })).toMatchObject({ text: 'half \ufffd an emoji' });
  expect(intentOf({ chat_id: 'c', message: 'x', visitor_name: '\udc00nn' })).toMatchObject({
    profile: { name: '\ufffdnn' },
  });
  for (const ids of [{ chat_id: 'c\ud83d' }, { chat_id: 'c', message_id: '\udc00' }, { chat_id: 'c\u0000' }])
    expect(() => intentOf({ message: 'x', ...ids })).toThrow(expect.objectContaining({ code: 'delivery-malformed' }));
});

it('believes no bot call and no event of another sender', () => {
  for (const body of [
    { handler: 'message', message: { text: 'x' } },
    { event: 'e', entity: {} },
    { event: 'e', data: {} },
  ])
    expect(() => intentOf({ chat_id: 'c', ...body })).toThrow(expect.objectContaining({ code: 'signature-invalid' }));
});

it('needs no secret in the demo, and refuses a wrong one even there', async () => {
  const open = createFlatInbound({ secret, isOpen: true });
  expect(await open.verify(newRawRequest('{}'))).toEqual({ ok: true, covers: 'flat-open' });
  const wrong = newRawRequest('{}', { headers: { 'x-baton-secret': 'wrong' } });
  expect(await open.verify(wrong)).toMatchObject({ ok: false });
  const openWithout = createFlatInbound({ secret: null, isOpen: true });
  const any = newRawRequest('{}', { headers: { 'x-baton-secret': 'any' } });
  expect(await openWithout.verify(any)).toMatchObject({ ok: true });
});
