import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeHttp, fixtureNames, loadBody, loadFixture } from '../../testing/fixtures.ts';
import { createAccountsClient } from './accounts-client.ts';
import { createConsentUrl, readConsentCallback } from './consent.ts';
import { dataCentres, findDataCentre } from './data-centres.ts';
import { createMemoryTokenStore, createTokenSource } from './token-source.ts';

const client = { clientId: '1000.EXAMPLECLIENTID', clientSecret: 'EXAMPLE-CLIENT-SECRET' };
const accountsUrl = 'https://accounts.zoho.in';
const redirectUri = 'https://gateway.example.com/oauth/zoho/callback';
type Accounts = ReturnType<typeof createAccountsClient>;

const exchange = (accounts: Accounts) => accounts.exchangeCode({ code: '1000.EXAMPLE-GRANT-CODE', redirectUri });
const credentials = (soid: string | null) => (accounts: Accounts) =>
  accounts.clientCredentials({ scopes: ['ZohoCRM.modules.contacts.READ'], soid });
const token = { accessToken: '1000.EXAMPLE-ACCESS-TOKEN', lifeMs: 3_600_000, apiDomain: 'https://www.zohoapis.in' };

const calls: Record<string, { call: (accounts: Accounts) => Promise<unknown>; value?: unknown; error?: object }> = {
  'token.exchange.ok': {
    call: exchange,
    value: {
      ...token,
      refreshToken: '1000.EXAMPLE-REFRESH-TOKEN',
      scopes: ['Desk.tickets.READ', 'Desk.tickets.CREATE'],
    },
  },
  'token.refresh.ok': {
    call: (accounts) => accounts.refresh('1000.EXAMPLE-REFRESH-TOKEN'),
    value: { ...token, accessToken: '1000.EXAMPLE-ACCESS-TOKEN-2', refreshToken: null, scopes: [] },
  },
  'token.client-credentials.ok': {
    call: credentials('ZohoCRM.60040001234'),
    value: { ...token, refreshToken: null, scopes: ['ZohoCRM.modules.contacts.READ'] },
  },
  'revoke.ok': {
    call: (accounts) => accounts.revoke({ token: '1000.EXAMPLE-REFRESH-TOKEN', type: 'refresh_token' }),
    value: undefined,
  },
  'token.error.invalid_code': { call: exchange, error: { code: 'reauth-required', retryable: false } },
  'token.error.invalid_code.refresh': {
    call: (accounts) => accounts.refresh('1000.REVOKED'),
    error: { code: 'reauth-required', retryable: false, vendorCode: 'invalid_code' },
  },
  'token.error.invalid_client': { call: exchange, error: { code: 'misconfigured', retryable: false } },
  'token.error.invalid_client_secret': { call: exchange, error: { code: 'misconfigured' } },
  'token.error.invalid_redirect_uri': { call: exchange, error: { code: 'misconfigured' } },
  'token.error.missing_org_info': { call: credentials(null), error: { code: 'misconfigured' } },
  'token.error.throttled': { call: exchange, error: { code: 'throttled', retryable: true, retryAfterMs: 600_000 } },
};

describe('the fixtures of the token endpoint', () => {
  test.each(Object.entries(calls))(
    '%s: the request is sent and the answer read as told',
    async (name, { call, value, error }) => {
      const { request, response } = loadFixture('oauth', name);
      const { http, sent } = fakeHttp(response);
      const outcome = await call(createAccountsClient({ http, accountsUrl, ...client })).catch(
        (caught: unknown) => caught,
      );
      expect(sent).toMatchObject([{ method: request.method, url: request.url, form: request.form }]);
      expect(sent[0]?.form).toEqual(request.form);
      expect(outcome).toEqual(error === undefined ? value : expect.objectContaining(error));
      expect(JSON.stringify(outcome) ?? '').not.toContain('CLIENT-SECRET');
    },
  );

  test('each is read by this file', () => {
    const others = ['datacenters', 'authorize.denied.redirect', 'authorize.org.redirect', 'authorize.user.redirect'];
    expect([...Object.keys(calls), ...others].sort()).toEqual(fixtureNames('oauth').sort());
  });
});

describe('the consent', () => {
  test.each([
    ['authorize.user.redirect', 'user'],
    ['authorize.org.redirect', 'org'],
  ] as const)('%s: the address as told, and the way back', (name, as) => {
    const { request, response } = loadFixture('oauth', name);
    const { client_id: clientId = '', scope = '', state = '' } = request.query ?? {};
    const url = new URL(createConsentUrl({ accountsUrl, as, clientId, scopes: scope.split(','), redirectUri, state }));
    expect(`${url.origin}${url.pathname}`).toBe(request.url);
    expect(Object.fromEntries(url.searchParams)).toEqual(request.query);
    const back = new URL(response.headers?.['Location'] ?? '').searchParams;
    expect(readConsentCallback(back, { state, accountsUrl: 'https://accounts.zoho.com' })).toEqual({
      type: 'code',
      code: '1000.EXAMPLE-GRANT-CODE',
      accountsUrl: 'https://accounts.zoho.in',
      dataCentre: findDataCentre('in'),
    });
    expect(() => readConsentCallback(back, { state: 'another', accountsUrl })).toThrow(/another state/);
    expect(() => readConsentCallback(back, { state: '', accountsUrl })).toThrow(/another state/);
  });

  test('a refusal is an outcome', () => {
    const { request, response } = loadFixture('oauth', 'authorize.denied.redirect');
    const back = new URL(response.headers?.['Location'] ?? '').searchParams;
    const state = request.query?.['state'] ?? '';
    expect(readConsentCallback(back, { state, accountsUrl })).toEqual({ type: 'denied', error: 'access_denied' });
  });

  const back = (members: Record<string, string>) =>
    readConsentCallback(new URLSearchParams({ code: 'c', state: 's', ...members }), { state: 's', accountsUrl });

  test('location alone is enough, and without both the place where it started counts', () => {
    expect(back({ location: 'eu' })).toMatchObject({ accountsUrl: 'https://accounts.zoho.eu' });
    expect(back({})).toMatchObject({ accountsUrl, dataCentre: { code: 'in' } });
  });

  test.each([
    { 'accounts-server': 'https://accounts.zoho.com.evil.example' },
    { 'accounts-server': 'https://accounts.zoho.com@evil.example' },
    { 'accounts-server': 'https://accounts.zoho.com:8443' },
    { 'accounts-server': 'http://accounts.zoho.com' },
    { 'accounts-server': 'https://accounts.zoho.com/path' },
    { 'accounts-server': 'https://ACCOUNTS.zoho.com' },
    { 'accounts-server': 'http://127.0.0.1:4000' },
    { 'accounts-server': '' },
    { location: 'xx' },
    { location: 'eu', 'accounts-server': 'https://accounts.zoho.in' },
  ])('%o is refused', (members) => {
    expect(() => back(members as Record<string, string>)).toThrow(/accounts server/);
  });

  test('no text leads the secret to a host outside the table', () => {
    const allowed = new Set(dataCentres.map((entry) => entry.accountsUrl));
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom(...allowed)), (server) => {
        try {
          const read = back({ 'accounts-server': server });
          expect(read.type === 'code' && allowed.has(read.accountsUrl)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'misconfigured' });
        }
      }),
    );
  });
});

describe('the data centres', () => {
  test('are those of the contract', () => {
    const { table } = loadBody('oauth', 'datacenters') as { table: Record<string, string>[] };
    expect(
      dataCentres.map(({ code, accountsUrl: accounts, apiUrl: apiDomain, deskUrl: desk }) => ({
        location: code,
        accounts,
        apiDomain,
        desk,
      })),
    ).toEqual(table.map(({ location, accounts, apiDomain, desk }) => ({ location, accounts, apiDomain, desk })));
    expect(findDataCentre('ca')).toMatchObject({
      salesIqUrl: 'https://salesiq.zohocloud.ca',
      consoleUrl: 'https://api-console.zohocloud.ca',
    });
    expect(findDataCentre('https://accounts.zoho.com.au/')).toMatchObject({
      salesIqUrl: 'https://salesiq.zoho.com.au',
    });
    expect(() => findDataCentre('mars')).toThrow(/none of the data centres/);
  });

  test('the secret goes to no other address, unless it is this machine or named', () => {
    const make = (url: string, trustedAccountsUrls: string[] = []) =>
      createAccountsClient({ http: fakeHttp({}).http, accountsUrl: url, ...client, trustedAccountsUrls });
    for (const url of [
      'https://evil.example',
      'https://accounts.zoho.com.evil.example',
      'http://127.0.0.1@evil.example',
      '',
    ])
      expect(() => make(url)).toThrow(/client secret/);
    for (const url of ['http://127.0.0.1:4000', 'http://localhost:4000', 'https://accounts.zoho.sa/']) make(url);
    make('http://emulator:4000', ['http://emulator:4000']);
    expect(() =>
      createTokenSource({
        http: fakeHttp({}).http,
        accountsUrl: 'https://evil.example',
        ...client,
        refreshToken: 'r',
        store: createMemoryTokenStore(),
        now: () => new Date(0),
      }),
    ).toThrow(/client secret/);
  });
});

test.each([
  [{ expires_in: 3_600 }, 3_600_000],
  [{ expires_in: 3_600_000, expires_in_sec: 3_600 }, 3_600_000],
  [{ expires_in: 3_600_000 }, 3_600_000],
  [{}, 3_600_000],
  [{ expires_in: 'soon' }, 3_600_000],
])('a life of %o', async (members, lifeMs) => {
  const { http } = fakeHttp({ body: { access_token: 'a', ...members } });
  expect(await createAccountsClient({ http, accountsUrl, ...client }).refresh('r')).toMatchObject({ lifeMs });
});

test('a self client exchanges its code without a redirect URI', async () => {
  const { http, sent } = fakeHttp({ body: { access_token: 'a', refresh_token: 'r' } });
  await createAccountsClient({ http, accountsUrl, ...client }).exchangeSelfClientCode('c');
  expect(sent[0]?.form).not.toHaveProperty('redirect_uri');
});
