import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toCommands } from '../engine/to-commands.ts';
import { deliveryIdentity, type Inbound, parseInbound, redactInbound } from './parse.ts';
import { isCovered } from './verify.ts';

const folder = new URL('../../../../fixtures/salesiq/', import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(`${name}.json`, folder));

/** What a bare entity needs to be told apart; every other shape is known by its body alone. */
const headers = { 'x-siqsignature': 'checked elsewhere' };
const parse = (name: string): Inbound => parseInbound(read(name), headers);

/** Every request that SalesIQ (or the seeds' sender) can make, with the command it becomes; null: stored and answered, nothing to do. */
const requests: Record<string, { type: Inbound['type']; command: string | null }> = {
  'conversation.created': { type: 'salesiq-event', command: 'note-desk-event' },
  'conversation.created.entity-only': { type: 'salesiq-event', command: 'note-desk-event' },
  'conversation.attender.updated': { type: 'salesiq-event', command: 'record-agent-joined' },
  'conversation.missed': { type: 'salesiq-event', command: 'record-desk-missed' },
  'conversation.operator.replied': { type: 'salesiq-event', command: 'record-agent-message' },
  'conversation.operator.replied.retry': { type: 'salesiq-event', command: 'record-agent-message' },
  'conversation.visitor.replied': { type: 'salesiq-event', command: 'record-customer-echo' },
  'conversation.completed': { type: 'salesiq-event', command: 'record-desk-completed' },
  'conversation.rated': { type: 'salesiq-event', command: 'note-desk-event' },
  'conversation.rated.feedback-only': { type: 'salesiq-event', command: 'note-desk-event' },
  'conversation.transfer.initiated': { type: 'salesiq-event', command: 'note-desk-event' },
  'conversation.transfer.accepted': { type: 'salesiq-event', command: 'record-agent-joined' },
  'conversation.transfer.rejected': { type: 'salesiq-event', command: 'note-desk-event' },
  'visitor.updated': { type: 'salesiq-event', command: 'note-desk-event' },
  'zobot.request.trigger': { type: 'zobot', command: null },
  'zobot.request.message.first': { type: 'zobot', command: 'receive-customer-message' },
  'zobot.request.message': { type: 'zobot', command: 'receive-customer-message' },
  'zobot.request.message.attachment': { type: 'zobot', command: 'receive-customer-message' },
  'zobot.request.context': { type: 'zobot', command: 'receive-customer-message' },
  'zobot.request.failure': { type: 'zobot', command: 'report-forward-failure' },
  'seed002.webhook.flat': { type: 'flat', command: 'receive-customer-message' },
  'seed004.chat.started': { type: 'seed-event', command: 'record-agent-joined' },
  'seed004.chat.ended': { type: 'seed-event', command: 'record-desk-completed' },
  'seed004.chat.missed': { type: 'seed-event', command: 'record-desk-missed' },
  'seed004.chat.rating': { type: 'seed-event', command: 'note-desk-event' },
  'seed004.visitor.identified': { type: 'seed-event', command: 'note-desk-event' },
  'seed004.message.received': { type: 'seed-event', command: 'record-customer-echo' },
};

/** Samples that never arrive here: what we answer or send is held against them by the clients and the emulators. */
const notInbound = /^(zobot\.(response|callback)|visitor-v1|rest-v2)\.|^manifest$/;

describe.each(Object.entries(requests))('%s', (name, { type, command }) => {
  it(`is a ${type} and becomes ${command ?? 'nothing'}`, () => {
    const inbound = parse(name);
    expect(inbound.type).toBe(type);
    expect(toCommands(inbound).command?.type ?? null).toBe(command);
    const passed = type === 'flat' ? 'flat' : type === 'seed-event' ? 'hmac' : 'rsa';
    expect((['rsa', 'hmac', 'flat'] as const).filter((check) => isCovered(inbound, check))).toEqual([passed]);
  });

  it('keeps nobody’s words, name or address in what is logged', () => {
    const inbound = parse(name);
    const kept = JSON.stringify(redactInbound(inbound));
    const {
      name: customer,
      email,
      phone,
    } = inbound.type === 'flat' || inbound.type === 'zobot'
      ? inbound.profile
      : { name: null, email: null, phone: null };
    const secrets = [inbound.text, customer, email, phone].filter((value) => value !== null && value.length > 3);
    for (const secret of secrets) expect(kept).not.toContain(secret);
  });
});

it('knows every sample of a request', () => {
  const names = readdirSync(folder).map((name) => name.replace(/\.json$/, ''));
  expect(names.filter((name) => !notInbound.test(name) && requests[name] === undefined)).toEqual([]);
});

it('takes the second delivery of one event for the first, and different events for different ones', () => {
  const key = (name: string): string => deliveryIdentity(parse(name), () => 'new').key;
  expect(key('conversation.operator.replied.retry')).toBe(key('conversation.operator.replied'));
  const others = Object.keys(requests).filter((name) => name !== 'conversation.operator.replied.retry');
  expect(new Set(others.map(key)).size).toBe(others.length);
});
