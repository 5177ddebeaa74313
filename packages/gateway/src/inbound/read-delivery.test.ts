import type { InboundAdapter, Intent, ParsedDelivery } from '@baton/core';
import type { Delivery } from '@baton/store';
import { newRawRequest } from '@baton/testkit';
import { expect, it } from 'vitest';
import { createSecretBox } from '../secret-box.ts';
import { readDelivery } from './read-delivery.ts';
import { packRequest, type StoredRequest, unpackRequest } from './stored-request.ts';

const secretBox = createSecretBox(Buffer.alloc(32, 7));
const request = newRawRequest(Buffer.from([0x7b, 0x0a, 0xff, 0x00, 0x7d]), {
  url: 'https://baton.example/hook?a=1&b=%0A',
  headers: { 'x-kept': ['one', 'two'] },
});
const stored: StoredRequest = { adapter: 'test', covers: 'proof', part: 1, parts: 2, request };

const said = (text: string): Intent => ({
  type: 'customer-said',
  channel: 'test',
  chatId: 'c',
  text,
  attachments: [],
  profile: { visitorId: null, name: null, email: null, phone: null, senderAddress: null },
  claim: { isTrusted: true, session: null },
});

const attachment = { name: 'a', contentType: null, sizeBytes: null, address: null };
const sarah = { id: null, name: 'Sarah' };

/** Reads as many deliveries as it is told, whatever the bytes are. */
const createAdapter = (texts: [string, ...string[]]): Pick<InboundAdapter, 'name' | 'parse'> => ({
  name: 'test',
  parse: () => texts.map((text) => ({ intent: said(text) })) as unknown as [ParsedDelivery],
});

const errors: unknown[] = [];
function read(bytes: Buffer | null, adapter = createAdapter(['first', 'second'])): Intent | null {
  errors.length = 0;
  const body = bytes === null ? null : secretBox.seal(bytes);
  const adapters = [adapter as InboundAdapter];
  const logger = { error: (event: string, fields?: object) => void errors.push({ event, ...fields }) };
  return readDelivery({ adapters, secretBox, logger }, { id: '7', kind: 'test', body } as unknown as Delivery);
}

it('keeps the request as it came, byte by byte', () => {
  expect(unpackRequest(packRequest(stored))).toEqual(stored);
});

it('reads a stored request again as its adapter reads today', () => {
  expect(read(packRequest(stored))).toEqual(said('second'));
  expect(read(packRequest(stored), createAdapter(['one', 'corrected']))).toEqual(said('corrected'));
});

it.each([
  ['its adapter is not mounted any more', packRequest({ ...stored, adapter: 'gone' }), 'adapter-missing'],
  ['its request comes to other parts now', packRequest({ ...stored, parts: 3 }), 'parts-changed'],
  ['its head is none of ours', Buffer.from('{}\nbody'), 'ZodError'],
])('is null and logged when %s', (_why, bytes, code) => {
  expect(read(bytes)).toBeNull();
  expect(errors).toEqual([{ event: 'delivery-unreadable', deliveryId: '7', kind: 'test', code }]);
});

it('is null without a word when the body was erased', () => {
  expect(read(null)).toBeNull();
  expect(errors).toEqual([]);
});

/** What versions before 0.2 kept, and what it has to come to. */
const profile = { name: 'Ann', email: null, phone: null, visitorId: 'v', senderAddress: null };
const event = { type: 'salesiq-event', entityId: '77', eventTime: '1', webhookId: null, messageId: null };
const seed = { type: 'seed-event', chatId: '77', timestamp: 't', messageId: null };
const nothing = { agent: null, text: null, senderType: null, endedBy: null, operatorName: null };
const at = (deskEvent: object) => ({
  type: 'desk-event',
  desk: 'salesiq',
  reference: '77',
  at: null,
  event: deskEvent,
});

it.each<[object, object]>([
  [
    { type: 'flat', chatId: 'c', profile, text: 'hi \ud83d', messageId: 'm' },
    { type: 'customer-said', channel: 'flat', text: 'hi \ufffd' },
  ],
  [
    { type: 'flat', chatId: 'c', profile, text: '', messageId: null },
    { type: 'customer-listens', chatId: 'c', profile },
  ],
  [
    {
      type: 'zobot',
      handler: 'message',
      requestId: 'r',
      chatId: '77',
      profile,
      text: 'x',
      attachmentNames: ['a'],
      cause: null,
    },
    { type: 'customer-said', channel: 'salesiq', chatId: '77', text: 'x', attachments: [attachment] },
  ],
  [
    {
      type: 'zobot',
      handler: 'failure',
      requestId: 'r',
      chatId: '77',
      profile,
      text: '',
      attachmentNames: [],
      cause: null,
    },
    { type: 'forward-failed', chatId: '77', cause: 'unknown' },
  ],
  [
    {
      type: 'zobot',
      handler: 'trigger',
      requestId: 'r',
      chatId: null,
      profile,
      text: '',
      attachmentNames: [],
      cause: null,
    },
    { type: 'customer-arrived', chatId: null },
  ],
  [
    {
      ...nothing,
      ...event,
      event: 'conversation.operator.replied',
      agent: { id: '1', name: 'Sarah', isBot: false },
      text: 'hello',
      senderType: 'operator',
    },
    at({ type: 'agent-said', agent: sarah, text: 'hello' }),
  ],
  [
    {
      ...nothing,
      ...event,
      event: 'conversation.operator.replied',
      agent: { id: '1', name: 'Bot', isBot: true },
      text: 'hello',
    },
    at({ type: 'noted', name: 'conversation.operator.replied' }),
  ],
  [
    { ...nothing, ...event, event: 'conversation.attender.updated' },
    at({ type: 'agent-joined', agent: { id: null, name: 'Agent' } }),
  ],
  [
    { ...nothing, ...event, event: 'conversation.visitor.replied', text: 'me' },
    at({ type: 'customer-said', text: 'me' }),
  ],
  [
    { ...nothing, ...event, event: 'conversation.completed', endedBy: 'agent' },
    at({ type: 'completed', endedBy: 'agent' }),
  ],
  [{ ...nothing, ...event, event: 'conversation.missed' }, at({ type: 'missed' })],
  [{ ...nothing, ...event, event: 'unknown' }, at({ type: 'noted', name: 'unknown' })],
  [
    { ...nothing, ...seed, event: 'message.received', text: 'hi', senderType: 'operator', operatorName: 'Sarah' },
    at({ type: 'agent-said', agent: sarah, text: 'hi' }),
  ],
  [
    { ...nothing, ...seed, event: 'message.received', text: 'me', senderType: 'visitor' },
    at({ type: 'customer-said', text: 'me' }),
  ],
  [{ ...nothing, ...seed, event: 'chat.started', operatorName: 'Sarah' }, at({ type: 'agent-joined', agent: sarah })],
  [{ ...nothing, ...seed, event: 'chat.ended', endedBy: 'visitor' }, at({ type: 'completed', endedBy: 'customer' })],
  [{ ...nothing, ...seed, event: 'chat.missed' }, at({ type: 'missed' })],
])('still reads what an earlier version kept: %j', (kept, intent) => {
  expect(read(Buffer.from(JSON.stringify(kept)))).toMatchObject(intent);
  expect(errors).toEqual([]);
});
