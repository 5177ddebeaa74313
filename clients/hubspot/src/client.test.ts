import { ClientError, systemClock } from '@baton/http-kit';
import { describe, expect, test } from 'vitest';
import { fakeHttp, fixedToken } from '../../../packages/http-kit/testing/fake-http.ts';
import { createTestClock } from '../../../packages/http-kit/testing/test-clock.ts';
import { createHubSpotClient, type HubSpotOptions, hubSpotVersions, type Publication } from './index.ts';

const key = 'the-developer-key-0001';
const bench = (answers: Parameters<typeof fakeHttp>, options: Partial<HubSpotOptions> = {}) => {
  const { http, sent } = fakeHttp(...answers);
  const reports: unknown[] = [];
  const hubspot = createHubSpotClient({
    http,
    tokens: fixedToken('t'),
    developer: { key, appId: '7' },
    retry: { attemptsMax: 1 },
    clock: createTestClock(),
    onCall: (report) => reports.push(report),
    ...options,
  });
  return { hubspot, sent, reports };
};

const message: Publication = {
  messageDirection: 'INCOMING',
  channelAccountId: '2',
  senders: [{ deliveryIdentifier: { type: 'HS_EMAIL_ADDRESS', value: 'a@b.example' }, senderActorId: 'A-1' }],
  text: 'hello',
  associateWithContactId: '50117',
};

describe('the developer key', () => {
  test.each([400, 401, 403, 404, 429, 500])('is in no error and no report of a %i', async (status) => {
    const { hubspot, sent, reports } = bench([{ status, body: { message: `bad ${key}`, category: 'X' } }]);
    const error: unknown = await hubspot.channels.get('1').catch((caught: unknown) => caught);
    expect(sent[0]?.query).toEqual({ hapikey: key, appId: '7' });
    expect(sent[0]?.headers['authorization']).toBeUndefined();
    expect(error).toBeInstanceOf(ClientError);
    expect(JSON.stringify([error, String(error), reports])).not.toContain(key);
  });

  test('is in no error when the connection breaks over it', async () => {
    const http = {
      send: () => Promise.reject(new ClientError('unavailable', 'broke', { retryable: true })),
    };
    const hubspot = createHubSpotClient({
      http,
      tokens: fixedToken(),
      developer: { key, appId: '7' },
      retry: { attemptsMax: 1 },
    });
    const error: unknown = await hubspot.channels
      .list()
      .all()
      .catch((caught: unknown) => caught);
    expect(JSON.stringify([error, String(error)])).not.toContain(key);
  });

  test('is needed for channels alone', async () => {
    const { http, sent } = fakeHttp({ body: { results: [] } });
    const hubspot = createHubSpotClient({ http, tokens: fixedToken() });
    await expect(hubspot.channels.list().all()).rejects.toMatchObject({ code: 'unsupported' });
    expect(sent).toEqual([]);
    expect(await hubspot.inboxes.list().all()).toEqual([]);
  });
});

describe('versions', () => {
  test('are one constant for each family, and each can be switched', async () => {
    expect(hubSpotVersions).toEqual({ customChannels: 'v3', conversations: 'v3', oauth: '2026-03' });
    const versions = { customChannels: '2026-09', conversations: '2026-09' } as const;
    const { hubspot, sent } = bench([{ body: { id: '1' } }], { versions });
    await hubspot.messages.publish('5', message);
    await hubspot.threads.close('6');
    await hubspot.threads.assign('6', 'A-1');
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual([
      '/conversations/custom-channels/2026-09/5/messages',
      '/conversations/conversations/2026-09/threads/6',
      '/conversations/conversations/2026-09/threads/6/assignee',
    ]);
  });

  test.each([
    ['v3', 'A-1'],
    ['2026-03', 'A-1'],
    ['2025-09', undefined],
    ['2026-09', undefined],
  ] as const)('%s has an actor of the sender: %s', async (customChannels, senderActorId) => {
    const { hubspot, sent } = bench([{ body: { id: '1' } }], { versions: { customChannels } });
    await hubspot.messages.publish('5', message);
    const { senders } = Object(sent[0]?.body);
    expect(senders[0].senderActorId).toBe(senderActorId);
    expect(Object(sent[0]?.body).associateWithContactId).toBe(50_117);
  });
});

describe('a publication', () => {
  const failing = { status: 503, body: 'busy' };
  test('with an idempotency id is repeated, without never', async () => {
    const { hubspot, sent } = bench([failing], { retry: { attemptsMax: 3, baseMs: 0 }, clock: systemClock });
    const repeated = hubspot.messages.publish('5', { ...message, integrationIdempotencyId: 'm-1' });
    await expect(repeated).rejects.toMatchObject({ isAmbiguous: true });
    expect(sent).toHaveLength(3);
    await expect(hubspot.messages.publish('5', message)).rejects.toMatchObject({ isAmbiguous: true });
    expect(sent).toHaveLength(4);
  });

  test('that is answered without an id is in doubt', async () => {
    const { hubspot } = bench([{ status: 201, body: {} }]);
    await expect(hubspot.messages.publish('5', message)).rejects.toMatchObject({
      code: 'undecodable',
      isAmbiguous: true,
    });
  });
});

test('lists are read over all pages, without doubles', async () => {
  const page = (ids: string[], after?: string) => ({
    body: { results: ids.map((id) => ({ id })), ...(after === undefined ? {} : { paging: { next: { after } } }) },
  });
  const { hubspot, sent } = bench([page(['1', '2'], 'b'), page(['2', '3'], 'c'), page(['4'])]);
  expect((await hubspot.channels.list().all()).map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
  expect(sent.map(({ query }) => query['after'])).toEqual([undefined, 'b', 'c']);
});

describe('contacts by phone', () => {
  const found = (phone: string | null, mobilephone: string | null = null) => ({
    body: { results: [{ id: '1', properties: { phone, mobilephone } }] },
  });
  test.each([
    ['+1 (202) 555-0123', true],
    ['0012025550123', true],
    ['202-555-0123', false],
    ['+44 202 555 0123', false],
    [null, false],
  ])('%s is the same: %s', async (stored, isSame) => {
    const { hubspot } = bench([found(stored)]);
    expect(await hubspot.contacts.findByPhone('+12025550123')).toHaveLength(isSame ? 1 : 0);
  });
});

describe('a file', () => {
  test('is fetched from HubSpot and where it was allowed, without a token', async () => {
    const { hubspot, sent } = bench([{ headers: { 'content-type': 'image/png' }, body: 'bytes' }], {
      trustedFileHosts: ['files.example.test'],
    });
    const urls = [
      'https://24601357.fs1.hubspotusercontent-na1.net/a.png?Expires=1',
      'https://files.example.test/b.png',
    ];
    for (const url of [...urls, 'https://api.hubapi.com/c.png']) {
      const { bytes, contentType } = await hubspot.files.download(url);
      expect([Buffer.from(bytes).toString(), contentType]).toEqual(['bytes', 'image/png']);
    }
    expect(sent.every(({ headers }) => headers['authorization'] === undefined)).toBe(true);
  });

  test.each([
    'https://evil.example/a.png',
    'http://cdn.hubspot.net/a.png',
    'https://hubspot.com.evil.example/a.png',
    'https://evilhubspot.com/a.png',
    'https://hubspot.com@evil.example/a.png',
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
    'no address',
  ])('is not fetched from %s', async (url) => {
    const { hubspot, sent } = bench([{ body: 'bytes' }]);
    await expect(hubspot.files.download(url)).rejects.toMatchObject({ code: 'invalid', retryable: false });
    expect(sent).toEqual([]);
  });

  test('that is too large or gone is told', async () => {
    const { hubspot } = bench([{ body: 'x'.repeat(100) }, { status: 403, body: '<gone>' }]);
    const url = 'https://cdn2.hubspot.net/a.png';
    await expect(hubspot.files.download(url, { bytesMax: 99 })).rejects.toMatchObject({ code: 'undecodable' });
    await expect(hubspot.files.download(url)).rejects.toMatchObject({ code: 'not-found', retryable: false });
  });
});

test('no more than 88 calls start within ten seconds', async () => {
  const clock = createTestClock();
  const { hubspot, sent } = bench([{ body: { id: '1' } }], { clock });
  const all = Promise.all(Array.from({ length: 100 }, () => hubspot.threads.get('1')));
  await clock.advance(9_000);
  expect(sent).toHaveLength(88);
  await clock.drain(30_000);
  await all;
  expect(sent).toHaveLength(100);
});
