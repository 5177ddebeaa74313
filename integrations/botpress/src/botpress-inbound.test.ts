import { readFileSync } from 'node:fs';
import { createBotpressClient } from '@baton/client-botpress';
import { createHttp } from '@baton/http-kit';
import { describeInboundAdapter, type InboundSample, newRawRequest } from '@baton/testkit';
import { describe, expect, it } from 'vitest';
import { createBotpressInbound } from './botpress-inbound.ts';
import type { BotpressInstallation } from './installation.ts';

type Sample = {
  request: { headers: Record<string, string>; body: Record<string, unknown> };
  response: { body: unknown };
};

const read = (name: string): Sample[] => {
  const file: Sample | Sample[] = JSON.parse(
    readFileSync(new URL(`../../../fixtures/botpress/${name}.json`, import.meta.url), 'utf8'),
  );
  return Array.isArray(file) ? file : [file];
};

const key = 'a key that nobody guesses';
const configuration = Buffer.from(JSON.stringify({ gatewayKey: key })).toString('base64');
const conversationId = 'conv_01JD00000000000000000000C1';

const installation: BotpressInstallation = {
  ...{ name: 'desk', key, alias: 'desk', webhookId: null, desks: ['salesiq'] },
  ...{ botId: '7c1f0f5e-3c2a-4d57-9a30-0d8c5b1a2e11', integrationId: 'intver_01JD00000000000000000001' },
  client: createBotpressClient({
    ...{ http: createHttp(), baseUrl: 'http://127.0.0.1:9', token: 'x', retry: { attemptsMax: 1 } },
    installation: { botId: 'b', integrationId: 'i', alias: 'a' },
  }),
};

const ids = { next: () => 'an-id' };
const adapter = createBotpressInbound({ installations: [installation], ids });

function toSample(name: string, { request }: Sample, headers: Record<string, string> = {}): InboundSample {
  return {
    name,
    request: newRawRequest(JSON.stringify(request.body), {
      url: 'https://baton.example/botpress/desk',
      headers: { ...request.headers, 'x-bp-configuration': configuration, ...headers },
    }),
    covers: 'botpress',
    personal: ['Ana Lima', 'ana@example.org', 'Are you there?', 'My order 42 never arrived', 'Customer wants a refund'],
    repeats: null,
  };
}

const start = { 'baton-start': JSON.stringify({ conversationId, name: 'Ana Lima', email: 'ana@example.org' }) };
const [startHitl] = read('op-action-startHitl');
const [stopHitl] = read('op-action-stopHitl');
if (startHitl === undefined || stopHitl === undefined) throw new Error('a sample is missing');

/** Each with an id of its own; in the fixtures all have the same. */
const messages = read('op-message_created').map((sample, index) => {
  const message = { ...(sample.request.body['message'] as object), id: `msg_${index}` };
  return { ...sample, request: { ...sample.request, body: { ...sample.request.body, message } } };
});

const samples: InboundSample[] = [
  toSample('startHitl', startHitl, start),
  { ...toSample('startHitl again', startHitl, start), repeats: 'startHitl' },
  toSample('stopHitl', stopHitl),
  ...messages.map((sample, index) => toSample(`message ${index}`, sample)),
];

describe('the way in of Botpress', () => {
  describeInboundAdapter({
    adapter,
    unconfigured: createBotpressInbound({ installations: [], ids }),
    samples,
    proofHeader: () => 'x-bp-configuration',
    // The key is a bare shared secret.
    isBodyProved: () => false,
  });

  it('reads all types of messages in words, and whose they are', () => {
    const intents = samples.slice(3).map(({ request }) => adapter.parse(request, 'botpress')[0].intent);
    const told = intents.map((intent) => ('text' in intent ? `${intent.type}: ${intent.text}` : intent.type));
    expect(told).toEqual([
      'customer-said: Are you there?',
      'bot-said: ( The user has ended the session. )',
      'customer-said: [image] box.png https://files.example.org/box.png',
      'customer-said: [audio] https://files.example.org/voice.ogg',
      'customer-said: [video] https://files.example.org/clip.mp4',
      'customer-said: [file] invoice.pdf https://files.example.org/invoice.pdf',
      'customer-said: two things\n[image] https://files.example.org/1.png\n[location] Office (45.5, -73.6)',
    ]);
  });

  it('reads the wish with its history, and who it is for', () => {
    const [{ intent, lane }] = adapter.parse(toSample('start', startHitl, start).request, 'botpress');
    expect(lane).toEqual(['botpress', 'desk', conversationId]);
    expect(intent).toMatchObject({
      type: 'human-wanted',
      chatId: `desk:${conversationId}`,
      profile: { visitorId: 'user_01JD00000000000000000000A1', name: 'Ana Lima', email: 'ana@example.org' },
      title: 'Refund for order 42',
      lines: ['Customer wants a refund'],
      desks: ['salesiq'],
      history: [
        { author: 'customer', text: 'My order 42 never arrived' },
        { author: 'bot', text: 'Sorry to hear that. Do you want to talk to a person?' },
        { author: 'bot', text: 'Pick one\n- Yes\n- No' },
        { author: 'customer', text: '[image] box.png https://files.example.org/box.png' },
        { author: 'bot', text: 'Thanks\n**One moment**' },
      ],
    });
  });

  it.each([
    ['x-bot-id', 'another'],
    ['x-integration-id', 'another'],
    ['x-integration-alias', 'another'],
  ])('believes nobody who speaks for another %s', async (name, value) => {
    expect(await adapter.verify(toSample('stop', stopHitl, { [name]: value }).request)).toMatchObject({
      reason: 'another-installation',
    });
  });

  const prepare = (sample: Sample, headers: Record<string, string> = {}) =>
    adapter.prepare?.(toSample('any', sample, headers).request, 'botpress');

  it.each(['op-ping', 'op-unregister', 'op-message_updated', 'op-conversation_updated'])(
    'answers %s as the samples do',
    async (name) => {
      for (const sample of read(name))
        expect(await prepare(sample)).toEqual({ type: 'answered', status: 200, body: sample.response.body });
    },
  );

  it('acknowledges messages and the end with the bodies of the samples', async () => {
    for (const sample of [stopHitl, ...messages])
      expect(await prepare(sample)).toMatchObject({ type: 'accepted', body: sample.response.body });
  });

  it('refuses what it does not know as Botpress expects it, and quotes nothing', async () => {
    const changed = (body: object): Sample => ({ ...stopHitl, request: { ...stopHitl.request, body: body as never } });
    for (const refused of [
      await prepare(stopHitl, { 'x-bp-operation': 'banana' }),
      await prepare(changed({ type: 'banana', input: {} })),
      await prepare(changed({ type: 'startHitl', input: { userId: 'user_1' } })),
      await prepare(changed({ type: 'stopHitl', input: { conversationId: 'a secret: word' } })),
    ]) {
      expect(refused).toMatchObject({ type: 'answered', status: 400, body: { code: 400, type: 'InvalidPayload' } });
      expect(JSON.stringify(refused)).not.toMatch(/banana|secret: word/);
    }
  });

  it('fails a start that cannot be made with a reason for the owner of the bot, at once', async () => {
    const failed = await prepare(startHitl);
    expect(failed).toMatchObject({ type: 'answered', status: 400, body: { type: 'Runtime' } });
    expect(JSON.stringify(failed)).toMatch(/Baton could not reach this bot/);
  });
});
