import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { DeskEvent, Intent, ParsedDelivery } from '@baton/core';
import { describeInboundAdapter, type InboundSample, newRawRequest } from '@baton/testkit';
import { describe, expect, it } from 'vitest';
import { createSalesIqInbound } from './salesiq-inbound.ts';

const folder = new URL('../../../../fixtures/salesiq/', import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(`${name}.json`, folder));

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const hmacSecret = 'shared with the sender of events';
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const adapter = createSalesIqInbound({ publicKeys: [publicPem], hmacSecret });

/** What each request of SalesIQ, or of a sender in the style of seed 004, asks for. */
const wanted: Record<string, Intent['type'] | DeskEvent['type']> = {
  'conversation.created': 'noted',
  'conversation.created.entity-only': 'noted',
  'conversation.attender.updated': 'agent-joined',
  'conversation.missed': 'missed',
  'conversation.operator.replied': 'agent-said',
  'conversation.operator.replied.retry': 'agent-said',
  'conversation.visitor.replied': 'customer-said',
  'conversation.completed': 'completed',
  'conversation.rated': 'noted',
  'conversation.rated.feedback-only': 'noted',
  'conversation.transfer.initiated': 'transfer-offered',
  'conversation.transfer.accepted': 'agent-joined',
  'conversation.transfer.rejected': 'transfer-rejected',
  'visitor.updated': 'noted',
  'zobot.request.trigger': 'customer-arrived',
  'zobot.request.message.first': 'customer-said',
  'zobot.request.message': 'customer-said',
  'zobot.request.message.attachment': 'customer-said',
  'zobot.request.context': 'customer-said',
  'zobot.request.failure': 'forward-failed',
  'seed004.chat.started': 'agent-joined',
  'seed004.chat.ended': 'completed',
  'seed004.chat.missed': 'missed',
  'seed004.chat.rating': 'noted',
  'seed004.visitor.identified': 'noted',
  'seed004.message.received': 'customer-said',
};

/** Samples that do not arrive here: what we answer or send, and the flat message of another sender. */
const notHere = /^(zobot\.(response|callback)|visitor-v1|rest-v2)\.|^manifest$|^seed002\.webhook\.flat$/;

function signed(name: string, body: Buffer = read(name)): InboundSample {
  const isSeed = name.startsWith('seed004');
  const headers = isSeed
    ? { 'x-salesiq-signature': createHmac('sha256', hmacSecret).update(body).digest('hex') }
    : { 'x-siqsignature': sign('RSA-SHA256', body, privateKey).toString('base64') };
  return {
    name,
    request: newRawRequest(body, { headers }),
    covers: isSeed ? 'hmac' : 'rsa',
    personal: listPersonal(JSON.parse(body.toString('utf8'))),
    repeats: name.endsWith('.retry') ? name.replace('.retry', '') : null,
  };
}

/** Texts, names, addresses and numbers of people, wherever they stand in a body. */
function listPersonal(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const personal =
    /^(name|first_name|last_name|nick_name|email|email_id|phone|text|message|question|feedback|operator_name)$/;
  return Object.entries(value).flatMap(([key, child]) =>
    typeof child === 'string' && personal.test(key) ? [child] : listPersonal(child),
  );
}

const samples = Object.keys(wanted).map((name) => signed(name));
const parse = (sample: InboundSample): ParsedDelivery => adapter.parse(sample.request, sample.covers)[0];

describe('the inbound adapter of SalesIQ', () => {
  describeInboundAdapter({
    adapter,
    unconfigured: createSalesIqInbound({ publicKeys: [], hmacSecret: null }),
    samples,
    proofHeader: ({ covers }) => (covers === 'rsa' ? 'x-siqsignature' : 'x-salesiq-signature'),
    isBodyProved: () => true,
  });
});

it.each(Object.entries(wanted))('reads %s as "%s"', (name, type) => {
  const { intent } = parse(signed(name));
  expect(intent.type === 'desk-event' ? intent.event.type : intent.type).toBe(type);
});

it('knows every sample of a request', () => {
  const names = readdirSync(folder).map((name) => name.replace(/\.json$/, ''));
  expect(names.filter((name) => !notHere.test(name) && wanted[name] === undefined)).toEqual([]);
});

it('believes a proof in no shape but its own', () => {
  const event = signed('conversation.missed');
  const seed = signed('seed004.chat.missed');
  for (const { request, covers } of [
    { request: event.request, covers: 'hmac' },
    { request: seed.request, covers: 'rsa' },
    { request: newRawRequest('{"chat_id":"c","message":"hi"}'), covers: 'rsa' },
    { request: newRawRequest('{"chat_id":"c","message":"hi"}'), covers: 'hmac' },
  ])
    expect(() => adapter.parse(request, covers)).toThrow(expect.objectContaining({ code: 'signature-invalid' }));
});

describe('the time of an event', () => {
  const atOf = (name: string, change: object): string | null => {
    const body = { ...(JSON.parse(read(name).toString('utf8')) as object), ...change };
    const { intent } = parse(signed(name, Buffer.from(JSON.stringify(body))));
    return intent.type === 'desk-event' ? intent.at : null;
  };
  it('is the vendor’s, in milliseconds or as an ISO text', () => {
    expect(atOf('conversation.missed', { event_time: '1767607212400' })).toBe('2026-01-05T10:00:12.400Z');
    expect(atOf('conversation.missed', { event_time: 1_767_607_212_400 })).toBe('2026-01-05T10:00:12.400Z');
    expect(atOf('seed004.chat.missed', { timestamp: '2025-12-12T15:31:00+01:00' })).toBe('2025-12-12T14:31:00.000Z');
  });
  it.each(['0', 'soon', '1767607212', '99999999999999999999'])('is null when it is "%s"', (time) => {
    expect(atOf('conversation.missed', { event_time: time })).toBeNull();
    expect(atOf('seed004.chat.missed', { timestamp: time })).toBeNull();
  });
});

it.each<[string, object, string]>([
  ['an operator', { type: 'operator', name: 'Sarah' }, 'agent-said'],
  ['the bot', { type: 'bot', name: 'Answer bot' }, 'noted'],
  ['a bot among the operators', { type: 'operator', name: 'Answer bot', is_bot: true }, 'noted'],
])('takes the reply of %s for what it is', (_who, sender, type) => {
  const entity = { id: '77', message: { msgid: '1', text: 'hello', sender } };
  const body = { event: 'conversation.operator.replied', entity_id: '77', event_time: '1767607212400', entity };
  const { intent } = parse(signed('reply', Buffer.from(JSON.stringify(body))));
  expect(intent).toMatchObject({ type: 'desk-event', event: { type } });
});

describe('two replies', () => {
  const reply = (text: string, ids: object): readonly string[] | null => {
    const body = {
      event: 'conversation.operator.replied',
      entity_id: '77',
      event_time: '1767607212400',
      entity: { id: '77', message: { text, ...ids, sender: { type: 'operator', name: 'Sarah' } } },
    };
    return parse(signed('reply', Buffer.from(JSON.stringify(body)))).key;
  };
  it('in one millisecond are two by their ids, and by their words when they have none', () => {
    expect(reply('one', { msgid: '1' })).not.toEqual(reply('one', { msgid: '2' }));
    expect(reply('one', {})).not.toEqual(reply('two', {}));
    expect(reply('one', {})).toEqual(reply('one', {}));
    expect(JSON.stringify(reply('one and only', {}))).not.toContain('only');
  });
  it('of two chats are two, wherever ids and times end', () => {
    const event = (chatId: string, id: string) =>
      parse(
        signed(
          'seed004.x',
          Buffer.from(
            JSON.stringify({ event: 'message.received', timestamp: '1', data: { chat_id: chatId, message_id: id } }),
          ),
        ),
      ).key;
    expect(event('user:42', '7')).not.toEqual(event('user', '42:7'));
  });
});
