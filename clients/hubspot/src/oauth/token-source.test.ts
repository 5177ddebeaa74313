import type { Http } from '@baton/http-kit';
import { describe, expect, test } from 'vitest';
import { fakeHttp } from '../../../../packages/http-kit/testing/fake-http.ts';
import {
  createHubSpotMemoryStore,
  createHubSpotOAuth,
  createHubSpotTokenSource,
  type HubSpotConnection,
  type HubSpotTokenStore,
} from '../index.ts';

const start = Date.parse('2026-11-20T10:00:00.000Z');
const connection: HubSpotConnection = {
  refreshToken: 'r1',
  accessToken: '',
  expiresAt: new Date(0).toISOString(),
  lifeMs: 0,
  hubId: '24601357',
};

function bench(answer: (call: number) => { status?: number; body: unknown }) {
  const clock = { at: start };
  const forms: Record<string, string>[] = [];
  const http: Http = {
    send: async (request) => {
      forms.push(request.form ?? {});
      await new Promise((resolve) => setImmediate(resolve));
      return fakeHttp(answer(forms.length)).http.send(request);
    },
  };
  const source = (store: HubSpotTokenStore) =>
    createHubSpotTokenSource({ http, clientId: 'id', clientSecret: 's', store, now: () => new Date(clock.at) });
  return { source, clock, forms };
}

const fresh = (call: number) => ({
  body: { access_token: `t${call}`, refresh_token: `r${call + 1}`, expires_in: 1_800 },
});

test('parallel callers, two processes and refused tokens share one refresh each', async () => {
  const { source, forms, clock } = bench(fresh);
  const store = createHubSpotMemoryStore(connection);
  const [one, two] = [source(store), source(store)];
  const all = () => Promise.all(Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? one : two).token()));
  expect(new Set(await all())).toEqual(new Set(['t1']));
  await Promise.all([one.invalidate('t1'), two.invalidate('t1'), one.invalidate('other')]);
  expect(new Set(await all())).toEqual(new Set(['t2']));
  clock.at += 1_800_000 - 179_000;
  expect(new Set(await all())).toEqual(new Set(['t3']));
  expect(forms).toHaveLength(3);
});

test('the refresh token that comes back is the one that is kept and used', async () => {
  const { source, forms, clock } = bench(fresh);
  const store = createHubSpotMemoryStore(connection);
  await source(store).token();
  clock.at += 3_600_000;
  await source(store).token();
  expect(forms.map((form) => form['refresh_token'])).toEqual(['r1', 'r2']);
  expect(await store.read()).toMatchObject({ refreshToken: 'r3', accessToken: 't2', hubId: '24601357' });
});

test('a refresh token that is refused is never sent again, until the account is connected anew', async () => {
  const refused = { status: 400, body: { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' } };
  const { source, forms } = bench((call) => (call === 1 ? refused : fresh(call)));
  const store = createHubSpotMemoryStore(connection);
  for (const tokens of [source(store), source(store), source(store)])
    await expect(tokens.token()).rejects.toMatchObject({ code: 'reauth-required', retryable: false });
  expect(forms).toHaveLength(1);
  await store.write({ ...connection, refreshToken: 'another' });
  expect(await source(store).token()).toBe('t2');
});

describe('while HubSpot gives no token', () => {
  test('the old one serves to its last moment, and HubSpot is asked now and then', async () => {
    const { source, clock, forms } = bench((call) => (call === 1 ? fresh(1) : { status: 503, body: '<html>' }));
    const tokens = source(createHubSpotMemoryStore(connection));
    await tokens.token();
    clock.at += 1_800_000 - 60_000;
    for (let turn = 0; turn < 5; turn += 1) expect(await tokens.token()).toBe('t1');
    expect(forms).toHaveLength(2);
    clock.at += 61_000;
    await expect(tokens.token()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });

  test('and no account is connected, nothing is sent', async () => {
    const { source, forms } = bench(fresh);
    await expect(source(createHubSpotMemoryStore()).token()).rejects.toMatchObject({ code: 'reauth-required' });
    expect(forms).toEqual([]);
  });
});

describe('the OAuth endpoints', () => {
  test('get secrets in the body alone, and over TLS or on this machine', async () => {
    const { http, sent } = fakeHttp({ status: 204 });
    const oauth = createHubSpotOAuth({ http, clientId: 'id', clientSecret: 's', oauthUrl: 'http://127.0.0.1:9' });
    await oauth.revoke({ token: 'r', type: 'refresh_token' });
    expect(sent[0]?.query).toEqual({});
    expect(() =>
      createHubSpotOAuth({ http, clientId: 'id', clientSecret: 's', oauthUrl: 'http://evil.example' }),
    ).toThrow(/TLS/);
  });

  test('of v1 are not asked what they would want a secret in the address for', async () => {
    const { http, sent } = fakeHttp({ body: {} });
    const oauth = createHubSpotOAuth({ http, clientId: 'id', clientSecret: 's', version: 'v1' });
    await expect(oauth.revoke({ token: 'r', type: 'refresh_token' })).rejects.toMatchObject({ code: 'unsupported' });
    await expect(oauth.introspect({ token: 'r', type: 'refresh_token' })).rejects.toMatchObject({
      code: 'unsupported',
    });
    expect(sent).toEqual([]);
  });
});
