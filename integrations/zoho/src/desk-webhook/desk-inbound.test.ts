import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readDeskKeys } from '@baton/client-webhooks';
import type { Intent } from '@baton/core';
import { ClientError } from '@baton/http-kit';
import { describeInboundAdapter, type InboundSample, newRawRequest } from '@baton/testkit';
import { describe, expect, it } from 'vitest';
import { createDeskInbound, type DeskInboundSettings } from './desk-inbound.ts';

const organizationId = '70041234567';
const webhookId = '401928000000600001';
const now = new Date('2026-03-02T10:00:00Z');
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const keys = readDeskKeys({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one' }] });
const settings: DeskInboundSettings = {
  organizationId,
  webhookIds: ['1', webhookId],
  keys: { keysFor: async () => keys },
};
const adapter = createDeskInbound(settings);

function toToken(claims: object = {}, header: object = {}): string {
  const iat = Math.floor(now.getTime() / 1_000);
  const own = { iss: `orgId:${organizationId}`, aud: `webhookId:${webhookId}`, iat, exp: iat + 300 };
  const parts = [
    { alg: 'RS256', kid: 'one', ...header },
    { ...own, ...claims },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

const requestOf = (body: unknown, token = toToken()) =>
  newRawRequest(JSON.stringify(body), { headers: { 'x-zdesk-jwt': token }, receivedAt: now });

type Event = { eventType: string; payload: Record<string, unknown>; [name: string]: unknown };

function readFixture(name: string): Event {
  const path = new URL(`../../../../fixtures/desk/webhook.event.${name}.json`, import.meta.url);
  const { delivery } = JSON.parse(readFileSync(path, 'utf8')) as { delivery: { body: [Event] } };
  return delivery.body[0];
}

const names = ['ticket-update', 'ticket-comment-add', 'ticket-thread-add'];
const samples = names.map((name): InboundSample => {
  const event = readFixture(name);
  const words = ['content', 'summary', 'subject', 'email', 'phone', 'description'];
  return {
    name,
    request: requestOf([event]),
    covers: 'jwt',
    personal: words.flatMap((word) => event.payload[word] ?? []).map(String),
    repeats: null,
  };
});

describe('the inbound adapter of Zoho Desk', () => {
  describeInboundAdapter({
    adapter,
    unconfigured: createDeskInbound({ ...settings, webhookIds: [] }),
    samples,
    proofHeader: () => 'x-zdesk-jwt',
    isBodyProved: () => false,
  });
});

const ticketId = '401928000000512034';
const intentsOf = (...events: unknown[]): Intent[] =>
  adapter.parse(requestOf(events), 'jwt').map(({ intent }) => intent);
const changeOf = (event: unknown) => intentsOf(event)[0];

describe('what happened on a ticket', () => {
  it.each([
    ['ticket-update', 'status'],
    ['ticket-comment-add', 'answer'],
    ['ticket-thread-add', 'answer'],
  ])('is told by its id and nothing else: %s', (name, change) => {
    expect(changeOf(readFixture(name))).toEqual({
      type: 'ticket-changed',
      ticketId,
      at: expect.stringMatching(/^2026-03-02T/),
      change,
    });
  });

  it.each([
    ['a private comment', 'ticket-comment-add', { isPublic: false }],
    ['a comment of the customer', 'ticket-comment-add', { commenter: { type: 'END_USER' } }],
    ['a thread that came in', 'ticket-thread-add', { direction: 'in' }],
    ['a private thread', 'ticket-thread-add', { visibility: 'private' }],
  ])('is not looked at when it is %s', (_what, name, payload) => {
    const event = readFixture(name);
    expect(changeOf({ ...event, payload: { ...event.payload, ...payload } })).toMatchObject({ change: 'other' });
  });

  it('is looked at where Desk does not say whether it is for the customer', () => {
    const event = readFixture('ticket-comment-add');
    expect(changeOf({ ...event, payload: { id: '5', ticketId } })).toMatchObject({ ticketId, change: 'answer' });
    expect(changeOf({ ...readFixture('ticket-update'), prevState: null })).toMatchObject({ change: 'status' });
  });

  it('is not looked at when something else was changed, or in another organisation', () => {
    const update = readFixture('ticket-update');
    expect(changeOf({ ...update, prevState: { id: ticketId, priority: 'Low' } })).toMatchObject({ change: 'other' });
    expect(changeOf({ ...update, orgId: '1' })).toMatchObject({ change: 'other' });
    expect(changeOf({ ...update, eventType: 'Contact_Add' })).toMatchObject({ change: 'other' });
  });

  it('counts also where another of the list cannot be read', () => {
    const changes = intentsOf(5, { eventType: 'Ticket_Update' }, readFixture('ticket-update'));
    expect(changes).toMatchObject([{ change: 'other' }, { change: 'other' }, { ticketId, change: 'status' }]);
  });
});

describe('a token', () => {
  const verify = async (token: string, over: Partial<DeskInboundSettings> = {}) =>
    createDeskInbound({ ...settings, ...over }).verify(requestOf([], token));

  it.each([
    ['another organisation', toToken({ iss: 'orgId:1' }), 'token-organisation'],
    ['another subscription', toToken({ aud: 'webhookId:9' }), 'token-webhook'],
    ['yesterday', toToken({ iat: 1_772_362_800, exp: 1_772_363_100 }), 'token-time'],
    ['an unknown key', toToken({}, { kid: 'two' }), 'token-unknown-key'],
    ['no algorithm', toToken({}, { alg: 'none' }), 'token-malformed'],
  ])('of %s is refused', async (_what, token, reason) => {
    expect(await verify(token)).toMatchObject({ ok: false, reason });
  });

  it('is refused while the keys cannot be fetched', async () => {
    const keysFor = () => Promise.reject(new ClientError('unavailable', 'down', { retryable: true }));
    expect(await verify(toToken(), { keys: { keysFor } })).toMatchObject({ ok: false, reason: 'keys-unavailable' });
  });
});
