import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { DeskEvent, ParsedDelivery } from '@baton/core';
import { describeInboundAdapter, type InboundSample, newRawRequest } from '@baton/testkit';
import { describe, expect, it } from 'vitest';
import { createHubSpotInbound } from './hubspot-inbound.ts';

type Delivered = { method: string; url: string; headers: Record<string, string>; rawBody: string };

const folder = new URL('../../../../fixtures/hubspot/', import.meta.url);
const secret = 'fixture-client-secret-not-a-real-one';
const owner = { portalId: '24601357', appId: '7654321' };
const adapter = createHubSpotInbound({ secrets: [secret], ...owner });

/** What each event of HubSpot asks for. */
const wanted: Record<string, DeskEvent['type'][]> = {
  'app-webhook-assigned': ['agent-assigned'],
  'app-webhook-closed': ['completed'],
  'app-webhook-created': ['noted'],
  'app-webhook-deleted': ['completed'],
  'app-webhook-mixed-batch-out-of-order': ['completed', 'noted', 'noted', 'noted', 'noted'],
  'app-webhook-new-message': ['noted'],
  'app-webhook-privacy-deleted': ['completed'],
  'app-webhook-redelivery': ['completed'],
  'app-webhook-reopened': ['reopened'],
  'app-webhook-restored': ['noted'],
  'app-webhook-unassigned': ['agent-assigned'],
  'channel-webhook-account-created': ['noted'],
  'channel-webhook-account-purged': ['noted'],
  'channel-webhook-account-updated': ['noted'],
  'channel-webhook-outgoing-agent-started': ['agent-said'],
  'channel-webhook-outgoing-file': ['agent-said'],
  'channel-webhook-outgoing-inline-image': ['agent-said'],
  'channel-webhook-outgoing-text': ['agent-said'],
};

function readFixture(name: string): Delivered {
  const { delivery }: { delivery: Delivered } = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  return delivery;
}

/** A request as HubSpot sent it, a second later. */
function sampleOf(name: string): InboundSample {
  const { url, headers, rawBody } = readFixture(name);
  const receivedAt = new Date(Number(headers['x-hubspot-request-timestamp']) + 1_000);
  return {
    name,
    request: newRawRequest(rawBody, { url, headers, receivedAt }),
    covers: 'v3',
    personal: listPersonal(JSON.parse(rawBody)),
    repeats: name === 'app-webhook-redelivery' ? 'app-webhook-mixed-batch-out-of-order' : null,
  };
}

/** Texts, names, addresses and numbers of people, wherever they stand in a body. */
function listPersonal(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    typeof child === 'string' && /^(name|text|richText|email|phone)$/.test(key) ? [child] : listPersonal(child),
  );
}

const usualTime = new Date('2026-11-20T10:00:00Z');

/** A request of our own, signed as HubSpot signs. */
function signed(
  body: unknown,
  { at, receivedAt }: { at: Date; receivedAt: Date } = { at: usualTime, receivedAt: usualTime },
) {
  const rawBody = JSON.stringify(body);
  const url = 'https://baton.example/webhook/hubspot';
  const timestamp = String(at.getTime());
  const signature = createHmac('sha256', secret).update(`POST${url}${rawBody}${timestamp}`).digest('base64');
  const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp };
  return newRawRequest(rawBody, { url, headers, receivedAt });
}

const parse = (body: unknown): readonly ParsedDelivery[] => adapter.parse(signed(body), 'v3');
const eventOf = ({ intent }: ParsedDelivery): DeskEvent | null => (intent.type === 'desk-event' ? intent.event : null);

const samples = Object.keys(wanted).map(sampleOf);

describe('the inbound adapter of HubSpot', () => {
  describeInboundAdapter({
    adapter,
    unconfigured: createHubSpotInbound({ secrets: [], ...owner }),
    samples,
    proofHeader: () => 'x-hubspot-signature-v3',
    isBodyProved: () => true,
  });
});

it('knows every sample of a webhook', () => {
  const names = readdirSync(folder).map((name) => name.replace(/\.json$/, ''));
  expect(names.filter((name) => /-webhook-/.test(name)).sort()).toEqual(Object.keys(wanted).sort());
});

it.each(samples.map((sample) => [sample.name, sample] as const))('reads %s', (name, { request }) => {
  const read = adapter.parse(request, 'v3');
  expect(read.map((delivery) => eventOf(delivery)?.type)).toEqual(wanted[name]);
});

describe('words of an agent', () => {
  const read = (name: string): ParsedDelivery => adapter.parse(sampleOf(name).request, 'v3')[0];

  it('have the thread, the agent’s id, the message’s id and the time', () => {
    expect(read('channel-webhook-outgoing-text').intent).toEqual({
      type: 'desk-event',
      desk: 'hubspot',
      reference: '9471120385',
      at: '2026-11-20T10:16:02.118Z',
      event: {
        type: 'agent-said',
        agent: { id: 'A-30114422', name: 'Agent' },
        text: 'Hi Dana, this is Sam from support',
        attachments: [],
        messageId: 'e1d2c3b4a5968778695a4b3c2d1e0f10',
      },
    });
  });

  it('bring their files by id, and images of the text by address', () => {
    expect(eventOf(read('channel-webhook-outgoing-file'))).toMatchObject({
      text: '',
      attachments: [{ name: 'how-to.png', address: 'hubspot-file:190045679999' }],
    });
    expect(eventOf(read('channel-webhook-outgoing-inline-image'))).toMatchObject({
      text: 'See the picture',
      attachments: [{ name: 'inline.png', address: expect.stringMatching(/^https:.*\/inline\.png$/) }],
    });
  });

  const outgoing = (message: object) => ({
    type: 'OUTGOING_CHANNEL_MESSAGE_CREATED',
    portalId: owner.portalId,
    channelId: '1',
    eventId: 'e',
    message: { id: 'm', conversationsThreadId: '5', text: 'hello', senders: [{ actorId: 'A-1' }], ...message },
  });
  it.each<[string, object]>([
    ['our own app’s echo', { client: { clientType: 'INTEGRATION', integrationAppId: 7_654_321 } }],
    ['a bot', { senders: [{ actorId: 'B-5' }] }],
    ['a model', { senders: [{ actorId: 'L-5' }] }],
    ['the system', { senders: [], createdBy: 'S-hubspot' }],
    ['nobody who is named', { senders: [], createdBy: null }],
    ['nothing at all', { text: ' ' }],
  ])('are no agent’s when they are of %s', (_who, message) => {
    expect(parse(outgoing(message)).map(eventOf)).toEqual([
      { type: 'noted', name: 'OUTGOING_CHANNEL_MESSAGE_CREATED' },
    ]);
  });

  it('are one delivery, whatever event tells of them', () => {
    const [first] = parse(outgoing({}));
    const [second] = parse({ ...outgoing({}), eventId: 'another' });
    expect(second?.key).toEqual(first?.key);
  });

  it('of a place or a card are told by their kind', () => {
    const [read] = parse(outgoing({ text: '', attachments: [{ type: 'LOCATION', latitude: 1, longitude: 2 }] }));
    expect(read === undefined ? null : eventOf(read)).toMatchObject({
      attachments: [{ name: 'location', address: null }],
    });
  });
});

describe('a batch', () => {
  const change = (more: object) => ({
    subscriptionType: 'conversation.propertyChange',
    portalId: 24_601_357,
    objectId: 5,
    occurredAt: 1_795_169_742_412,
    propertyName: 'status',
    propertyValue: 'CLOSED',
    ...more,
  });

  it('loses nothing but the event that cannot be read', () => {
    const read = parse([
      change({}),
      { nothing: true },
      null,
      change({ objectId: { deep: 1 } }),
      change({ objectId: 6 }),
    ]);
    expect(read.map((delivery) => eventOf(delivery)?.type)).toEqual([
      'completed',
      'noted',
      'noted',
      'noted',
      'completed',
    ]);
  });

  it('gives each thread a lane of its own, and each event a key', () => {
    const read = parse(Array.from({ length: 100 }, (_, index) => change({ objectId: index + 1 })));
    expect(new Set(read.map(({ lane }) => lane.join())).size).toBe(100);
    expect(new Set(read.map(({ key }) => key?.join())).size).toBe(100);
  });

  it('of an account that is not ours changes nothing', () => {
    const read = [...parse([change({ portalId: 1 })]), ...parse([change({ portalId: '24601357x' })])];
    expect(read.map(eventOf)).toEqual(read.map(() => ({ type: 'noted', name: 'other-account' })));
  });

  it('takes older names, and an event of the channel in a list', () => {
    const [old] = parse([{ ...change({}), subscriptionType: undefined, eventType: 'conversation.propertyChange' }]);
    expect(old === undefined ? null : eventOf(old)?.type).toBe('completed');
    const [channel] = parse([{ type: 'CHANNEL_ACCOUNT_CREATED', portalId: '24601357', channelAccountId: '1' }]);
    expect(channel?.kind).toBe('hubspot-channel');
  });

  it.each([[[]], [Array.from({ length: 1_001 }, () => ({}))]])('of no size is refused', (body) => {
    expect(() => parse(body)).toThrow(expect.objectContaining({ code: 'delivery-malformed' }));
  });
});

describe('the assignment', () => {
  it.each([
    ['A-30114422', { type: 'agent-assigned', agent: { id: 'A-30114422', name: 'Agent' } }],
    ['', { type: 'agent-assigned', agent: null }],
    ['B-1', { type: 'noted', name: 'assigned-to-nobody-human' }],
  ])('to "%s"', (propertyValue, event) => {
    const body = {
      ...{ propertyName: 'assignedTo', propertyValue, objectId: 5, portalId: 24_601_357, occurredAt: 1 },
      changeSource: 'USER',
    };
    const [read] = parse([{ ...body, subscriptionType: 'conversation.propertyChange' }]);
    expect(read === undefined ? null : eventOf(read)).toEqual(event);
  });
});

describe('an assignment that nobody made by hand', () => {
  it.each(['AUTOMATION_PLATFORM', 'INTEGRATION', null])('is no human who has come: %s', (changeSource) => {
    const body = { propertyName: 'assignedTo', propertyValue: 'A-1', objectId: 5, portalId: 24_601_357, occurredAt: 1 };
    const source = changeSource === null ? {} : { changeSource };
    const [read] = parse([{ ...body, ...source, subscriptionType: 'conversation.propertyChange' }]);
    expect(read === undefined ? null : eventOf(read)).toEqual({ type: 'noted', name: 'assigned-automatically' });
  });
});

describe('a signature', () => {
  const at = new Date('2026-11-20T10:00:00Z');
  const verify = async (offMs: number) =>
    adapter.verify(signed({ a: 1 }, { at, receivedAt: new Date(at.getTime() + offMs) }));
  it.each([0, 299_000, -299_000])('is believed %i ms off', async (offMs) => {
    expect(await verify(offMs)).toEqual({ ok: true, covers: 'v3' });
  });
  it.each([301_000, -301_000, 3_600_000, -3_600_000])('is not believed %i ms off', async (offMs) => {
    expect(await verify(offMs)).toMatchObject({ ok: false, reason: 'signature-stale' });
  });
  it('of another length, or none, or another time is refused and nothing worse', async () => {
    const request = signed({ a: 1 });
    const verifyWith = (header: Record<string, string>) =>
      adapter.verify({ ...request, headers: { ...request.headers, ...header } });
    for (const value of ['', 'x', 'A'.repeat(10_000), '====', '\u0000'])
      expect(await verifyWith({ 'x-hubspot-signature-v3': value })).toMatchObject({ ok: false });
    for (const value of ['', 'soon', 'NaN', '-1', '1e13', '9'.repeat(30)])
      expect(await verifyWith({ 'x-hubspot-request-timestamp': value })).toMatchObject({ ok: false });
  });
  it('of the secret before counts while both are set, and v1 never', async () => {
    const both = createHubSpotInbound({ secrets: ['the new one', secret], ...owner });
    expect(await both.verify(signed({ a: 1 }))).toMatchObject({ ok: true });
    const { rawBody, url } = readFixture('app-webhook-assigned');
    const { 'x-hubspot-signature-v3': _v3, ...headers } = readFixture('app-webhook-assigned').headers;
    expect(await adapter.verify(newRawRequest(rawBody, { url, headers }))).toMatchObject({ ok: false });
  });
});
