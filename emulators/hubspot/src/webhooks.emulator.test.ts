import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Bench,
  bodyOf,
  type Connected,
  connectChannel,
  type Receiver,
  startBench,
  startReceiver,
} from '../testing/bench.ts';
import { signV1, signV3 } from './webhooks/signing.ts';

let bench: Bench;
let receiver: Receiver;
let channel: Connected;
beforeEach(async () => {
  bench = await startBench();
  receiver = await startReceiver();
  channel = await connectChannel(bench, receiver.url);
  await bench.settle();
  receiver.heard.length = 0;
});
afterEach(async () => {
  await receiver.close();
  await bench.host.close();
});

const listen = () => bench.control('/hubspot/app-webhooks', { targetUrl: receiver.url });
const texts = (): string[] => receiver.heard.map(({ body }) => String(Object(body).message?.text));
const deliver = 'hubspot.channel-webhook.deliver';

describe('signatures', () => {
  it('are those of the vectors', () => {
    type Vector = { expect?: string; method: string; requestUrl: string; rawBody: string; timestampHeader: string };
    const text = readFileSync(new URL('../../../fixtures/hubspot/signature-vectors.json', import.meta.url), 'utf8');
    const {
      clientSecret: secret,
      v3,
      v1,
    } = JSON.parse(text) as {
      clientSecret: string;
      v3: (Vector & { signatureV3: string })[];
      v1: { rawBody: string; signature: string }[];
    };
    const right = v3.filter((vector) => vector.expect === 'accept');
    expect(right.length).toBeGreaterThan(4);
    for (const { method, requestUrl, rawBody: body, timestampHeader: timestamp, signatureV3 } of right) {
      const url = requestUrl.replace(/^https?:\/\/[^/]+/, 'https://handoff.example.test');
      expect(signV3({ method, url, body, secret, timestamp })).toBe(signatureV3);
    }
    for (const { rawBody: body, signature } of v1)
      expect(signV1({ method: 'POST', url: '', body, secret, timestamp: '' })).toBe(signature);
  });

  it('are of the bytes that were sent, with the secret of the moment', async () => {
    const thread = await channel.open();
    const { clientSecret } = bodyOf(await bench.control('/hubspot/rotate-secret'));
    await channel.act(thread, 'reply', { text: 'Grüße 👋' });
    await bench.settle();
    const [heard] = receiver.heard;
    const timestamp = String(heard?.headers['x-hubspot-request-timestamp']);
    const body = heard?.raw ?? '';
    const signed = { method: 'POST', url: receiver.url, body, secret: String(clientSecret), timestamp };
    expect(heard?.headers['x-hubspot-signature-v3']).toBe(signV3(signed));
  });
});

describe('the channel', () => {
  it('hears of every reply of an agent and of nothing else', async () => {
    const thread = await channel.open();
    await channel.publish('More');
    await channel.act(thread, 'comment', { text: 'internal' });
    await channel.act(thread, 'assign');
    await channel.act(thread, 'reply', { text: 'One' });
    await channel.act(thread, 'reply', { text: 'Two' });
    await channel.act(thread, 'close');
    await bench.settle();
    expect(texts()).toEqual(['One', 'Two']);
    expect(Object(receiver.heard[0]?.body).channelIntegrationThreadIds).toEqual(['session-1']);
  });

  it.each([
    ['duplicate-delivery', ['One', 'One', 'Two']],
    ['webhook-loss', ['Two']],
    ['reorder', ['Two', 'One']],
  ])('hears with the fault %s', async (kind, heard) => {
    const thread = await channel.open();
    await bench.fault({ kind, operation: deliver });
    await channel.act(thread, 'reply', { text: 'One' });
    await channel.act(thread, 'reply', { text: 'Two' });
    await bench.settle();
    expect(texts()).toEqual(heard);
  });

  it('hears a held or delayed one in the end', async () => {
    const thread = await channel.open();
    await bench.fault({ kind: 'reorder', operation: deliver });
    await channel.act(thread, 'reply', { text: 'One' });
    await bench.settle();
    expect(texts()).toEqual([]);
    await bench.advance(2_000);
    await bench.settle();
    await bench.fault({ kind: 'webhook-delay', operation: deliver, delayMs: 60_000 });
    await channel.act(thread, 'reply', { text: 'Two' });
    await bench.advance(59_000);
    await bench.settle();
    expect(texts()).toEqual(['One']);
    await bench.advance(1_000);
    await bench.settle();
    expect(texts()).toEqual(['One', 'Two']);
  });

  it('is told before the publish is answered, when the switch says so', async () => {
    await listen();
    await bench.settings({ sendsWebhooksFirst: true });
    await channel.publish('Help');
    expect(receiver.heard.flatMap(({ body }) => body).map((event) => Object(event).subscriptionType)).toEqual([
      'conversation.creation',
      'conversation.newMessage',
    ]);
  });

  it('is told again, at most ten times in 24 hours, each time signed anew', async () => {
    const thread = await channel.open();
    receiver.answers.push(...Array.from({ length: 11 }, () => 500));
    await channel.act(thread, 'reply', { text: 'One' });
    for (let hour = 0; hour <= 24; hour += 0.25) {
      await bench.settle();
      await bench.advance(900_000);
    }
    await bench.settle();
    expect(receiver.heard).toHaveLength(11);
    expect(new Set(receiver.heard.map(({ headers }) => headers['x-hubspot-signature-v3'])).size).toBe(11);
    expect((await bench.rows('deliveries')).at(-1)).toMatchObject({ status: 'failed', httpStatus: 500 });
  });
});

describe('the app', () => {
  it('hears in batches of at most a hundred', async () => {
    await listen();
    await bench.settings({ callsPerTenSeconds: 1_000 });
    for (let count = 0; count < 120; count += 1) await channel.publish(`Message ${count}`);
    await bench.settle();
    const sizes = receiver.heard.map(({ body }) => (Array.isArray(body) ? body.length : 0));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(121);
  });

  it('hears what it has subscribed to, and nothing while a subscription is paused', async () => {
    const path = `/webhooks/v3/${bench.connection['appId']}`;
    await bench.develop({ method: 'PUT', path: `${path}/settings`, json: { targetUrl: receiver.url } });
    const { results } = bodyOf(await bench.develop({ path: `${path}/subscriptions` })) as { results: { id: string }[] };
    for (const { id } of results) await bench.develop({ method: 'DELETE', path: `${path}/subscriptions/${id}` });
    const json = { eventType: 'conversation.newMessage' };
    const made = bodyOf(await bench.develop({ method: 'POST', path: `${path}/subscriptions`, json }));
    await channel.publish('One');
    await bench.settle();
    expect([made['active'], receiver.heard]).toEqual([false, []]);
    await bench.develop({ method: 'PATCH', path: `${path}/subscriptions/${made['id']}`, json: { active: true } });
    await channel.publish('Two');
    await bench.settle();
    expect(receiver.heard.flatMap(({ body }) => body)).toMatchObject([{ messageType: 'MESSAGE', portalId: 24601357 }]);
    const misspelt = { eventType: 'conversations.newMessage' };
    expect(await bench.develop({ method: 'POST', path: `${path}/subscriptions`, json: misspelt })).toMatchObject({
      status: 400,
    });
  });

  it('can be sent an old delivery again, also with another body', async () => {
    const thread = await channel.open();
    await channel.act(thread, 'reply', { text: 'One' });
    await bench.settle();
    const deliveryId = (await bench.rows('deliveries')).at(-1)?.['id'];
    await bench.control('/hubspot/replay', { deliveryId });
    await bench.control('/hubspot/replay', { deliveryId, body: { type: 'OTHER' } });
    expect(receiver.heard.map(({ body }) => Object(body).type)).toEqual([
      'OUTGOING_CHANNEL_MESSAGE_CREATED',
      'OUTGOING_CHANNEL_MESSAGE_CREATED',
      'OTHER',
    ]);
  });
});

it('goes on after a restart with what was not delivered', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hubspot-'));
  const first = await startBench(dataDir);
  const { open, act } = await connectChannel(first, receiver.url);
  await first.settle();
  receiver.heard.length = 0;
  receiver.answers.push(500);
  await act(await open(), 'reply', { text: 'Kept' });
  await first.settle();
  await first.host.close();
  const second = await startBench(dataDir);
  expect(second.connection).toEqual(first.connection);
  // The first one's clock was ahead by what it was moved.
  await second.advance(120_000);
  await second.settle();
  await second.host.close();
  rmSync(dataDir, { recursive: true });
  expect(texts()).toEqual(['Kept', 'Kept']);
});
