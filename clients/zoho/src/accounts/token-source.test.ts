import { setTimeout as delay } from 'node:timers/promises';
import type { Http } from '@baton/http-kit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeHttp } from '../../testing/fixtures.ts';
import { createMemoryTokenStore, createTokenSource, type StoredToken, type TokenStore } from './token-source.ts';

const start = Date.parse('2026-03-02T09:14:07.000Z');

function bench(answer: (call: number) => { status?: number; body: unknown } | Promise<never>) {
  let calls = 0;
  const clock = { at: start };
  const http: Http = {
    send: async (request) => {
      calls += 1;
      const call = calls;
      await delay(2);
      return fakeHttp(await answer(call)).http.send(request);
    },
  };
  const source = (store: TokenStore, refreshToken = 'r') =>
    createTokenSource({
      http,
      accountsUrl: 'https://accounts.zoho.in',
      clientId: 'id',
      clientSecret: 'secret',
      refreshToken,
      store,
      now: () => new Date(clock.at),
    });
  return { source, clock, calls: () => calls };
}

const fresh = (call: number) => ({ body: { access_token: `t${call}`, expires_in: 3_600 } });

describe('one refresh', () => {
  test('for 10,000 parallel callers that meet an expired token', async () => {
    const { source, clock, calls } = bench(fresh);
    const tokens = source(createMemoryTokenStore());
    expect(await tokens.token()).toBe('t1');
    clock.at += 3_600_000;
    const all = await Promise.all(Array.from({ length: 10_000 }, () => tokens.token()));
    expect(new Set(all)).toEqual(new Set(['t2']));
    expect(calls()).toBe(2);
  });

  test('for 10,000 callers whose token the vendor refuses, however late they come', async () => {
    const { source, calls } = bench(fresh);
    const tokens = source(createMemoryTokenStore());
    const call = async (index: number): Promise<string> => {
      const refused = await tokens.token();
      if (index % 3 === 0) await delay(index % 20);
      if (refused !== 't1') return refused;
      await tokens.invalidate(refused);
      return tokens.token();
    };
    const all = await Promise.all(Array.from({ length: 10_000 }, (_, index) => call(index)));
    expect(new Set(all)).toEqual(new Set(['t2']));
    expect(calls()).toBe(2);
  });

  test('for two sources that share a store, on expiry and on refusal', async () => {
    const { source, clock, calls } = bench(fresh);
    const store = createMemoryTokenStore();
    const [one, two] = [source(store), source(store)];
    const both = () => Promise.all([one.token(), two.token(), one.token(), two.token()]);
    expect(new Set(await both())).toEqual(new Set(['t1']));
    clock.at += 3_600_000;
    expect(new Set(await both())).toEqual(new Set(['t2']));
    await Promise.all([one.invalidate('t2'), two.invalidate('t2')]);
    expect(new Set(await both())).toEqual(new Set(['t3']));
    expect(calls()).toBe(3);
  });
});

describe('a refresh token that Zoho refuses', () => {
  test.each(['invalid_code', 'invalid_grant'])(
    '%s stops at once, in every process, until it is replaced',
    async (error) => {
      const { source, calls, clock } = bench((call) => (call === 1 ? { body: { error } } : fresh(call)));
      const store = createMemoryTokenStore();
      const [one, two] = [source(store), source(store)];
      for (let turn = 0; turn < 20; turn += 1) {
        for (const tokens of [one, two])
          await expect(tokens.token()).rejects.toMatchObject({ code: 'reauth-required', retryable: false });
        clock.at += 3_600_000;
      }
      expect(calls()).toBe(1);
      expect(await source(store, 'replaced').token()).toBe('t2');
    },
  );
});

describe('when Zoho gives no token', () => {
  test('the old one serves to its last moment, and Zoho is asked again only now and then', async () => {
    const { source, clock, calls } = bench((call) => (call === 1 ? fresh(1) : { status: 503, body: '<html>' }));
    const tokens = source(createMemoryTokenStore());
    await tokens.token();
    clock.at += 3_600_000 - 4 * 60_000;
    for (let turn = 0; turn < 5; turn += 1) expect(await tokens.token()).toBe('t1');
    expect(calls()).toBe(2);
    clock.at += 4 * 60_000;
    await expect(tokens.token()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  });

  test('no more than 8 requests go out in 10 minutes, by all processes together', async () => {
    const { source, clock, calls } = bench(() => ({ status: 503, body: '' }));
    const store = createMemoryTokenStore();
    for (let turn = 0; turn < 30; turn += 1) {
      await expect(source(store).token()).rejects.toMatchObject({ retryable: true });
      clock.at += 1_000;
    }
    expect(calls()).toBe(8);
    clock.at += 600_000;
    await expect(source(store).token()).rejects.toMatchObject({ code: 'unavailable' });
    expect(calls()).toBe(9);
  });

  test('a throttled refresh is told with the pause, and the refresh token stays', async () => {
    const denied = { error: 'Access Denied', error_description: 'You have made too many requests continuously.' };
    const { source } = bench((call) => (call === 1 ? { status: 400, body: denied } : fresh(call)));
    const store = createMemoryTokenStore();
    await expect(source(store).token()).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 600_000 });
    expect(await source(store).token()).toBe('t2');
  });
});

test('whatever order of expiry, refusal and outage: no loop, and never more than the guard allows', async () => {
  const step = fc.constantFrom('ask', 'refuse', 'minute', 'hour', 'down', 'up');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      let isDown = false;
      const at: number[] = [];
      const { source, clock } = bench((call) => {
        at.push(clock.at);
        return isDown ? { status: 500, body: '' } : fresh(call);
      });
      const tokens = source(createMemoryTokenStore());
      let last = '';
      for (const next of steps) {
        if (next === 'ask') last = await tokens.token().catch(() => '');
        if (next === 'refuse') await tokens.invalidate(last);
        if (next === 'minute') clock.at += 60_000;
        if (next === 'hour') clock.at += 3_600_000;
        if (next === 'down' || next === 'up') isDown = next === 'down';
      }
      for (const moment of at)
        expect(at.filter((other) => other > moment - 600_000 && other <= moment).length).toBeLessThanOrEqual(8);
      expect(at.length).toBeLessThanOrEqual(steps.filter((name) => name === 'ask').length);
    }),
    { numRuns: 60 },
  );
});

test('a store that was written by an older version is understood', async () => {
  const { source, calls } = bench(fresh);
  const old: StoredToken = { accessToken: 'old', expiresAt: new Date(start + 3_600_000).toISOString() };
  const store = { ...createMemoryTokenStore(), read: () => Promise.resolve(old) };
  expect(await source(store).token()).toBe('old');
  expect(calls()).toBe(0);
});
