import { registerCrm } from '@baton/emulator-zoho-crm';
import { registerDesk } from '@baton/emulator-zoho-desk';
import { registerSalesIq } from '@baton/emulator-zoho-salesiq';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../kit/testing/calls.ts';
import { startTestHost, type TestHost } from '../testing/test-host.ts';

const redirectUri = 'https://gateway.example.com/oauth/zoho/callback';
let bench: TestHost;
beforeEach(async () => {
  bench = await startTestHost(registerDesk, registerCrm, registerSalesIq);
});
afterEach(() => bench.host.close());

const text = (body: unknown, name: string): string => String(Object(body)[name]);
const client = () => ({
  client_id: text(bench.host.connection(), 'clientId'),
  client_secret: text(bench.host.connection(), 'clientSecret'),
});
const token = (form: Record<string, string>): Promise<Answer> =>
  bench.call({ method: 'POST', path: '/oauth/v2/token', form: { ...client(), ...form } });
const refresh = (refreshToken: string): Promise<Answer> =>
  token({ grant_type: 'refresh_token', refresh_token: refreshToken });
const readTickets = (accessToken: string): Promise<Answer> =>
  bench.call({ path: '/api/v1/tickets', token: accessToken });

async function redirectOf(query: Record<string, string> = {}, path = '/oauth/v2/auth'): Promise<URL> {
  const answer = await bench.call({
    path,
    query: {
      response_type: 'code',
      client_id: client().client_id,
      scope: 'Desk.tickets.READ',
      redirect_uri: redirectUri,
      access_type: 'offline',
      prompt: 'consent',
      state: 'st_1',
      answer: 'accept',
      ...query,
    },
  });
  expect(answer.status).toBe(302);
  return new URL(String(answer.headers['location']));
}
const codeOf = async (query: Record<string, string> = {}): Promise<string> =>
  (await redirectOf(query)).searchParams.get('code') ?? '';
const exchange = (code: string, redirect_uri = redirectUri): Promise<Answer> =>
  token({ grant_type: 'authorization_code', code, redirect_uri });

describe('consent', () => {
  it.each(['/oauth/v2/auth', '/oauth/v2/org/auth'])(
    '%s comes back with code, location and accounts server',
    async (path) => {
      const { searchParams } = await redirectOf({}, path);
      expect(Object.fromEntries(searchParams)).toEqual({
        state: 'st_1',
        code: expect.stringMatching(/^1000\./),
        location: 'us',
        'accounts-server': 'http://localhost:4000',
      });
    },
  );

  it('shows a page first, passes a refusal on, and redirects nowhere on a wrong request', async () => {
    const query = {
      response_type: 'code',
      client_id: client().client_id,
      scope: 'A.b.READ',
      redirect_uri: redirectUri,
    };
    expect((await bench.call({ path: '/oauth/v2/auth', query })).body).toContain('<li>A.b.READ</li>');
    expect((await redirectOf({ answer: 'deny' })).searchParams.get('error')).toBe('access_denied');
    for (const wrong of [{ client_id: '1' }, { scope: '' }, { redirect_uri: 'nowhere' }, { response_type: 'token' }]) {
      const answer = await bench.call({ path: '/oauth/v2/auth', query: { ...query, answer: 'accept', ...wrong } });
      expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('<h1>') });
    }
  });
});

describe('exchange', () => {
  it('takes a code once, within its minute, with its own redirect', async () => {
    const code = await codeOf();
    expect((await exchange(code, 'https://elsewhere.example.com')).body).toEqual({ error: 'invalid_redirect_uri' });
    expect(text((await exchange(code)).body, 'refresh_token')).toMatch(/^1000\./);
    expect(await exchange(code)).toMatchObject({ status: 200, body: { error: 'invalid_code' } });
    const late = await codeOf();
    await bench.advance(60_000);
    expect((await exchange(late)).body).toEqual({ error: 'invalid_code' });
  });

  it('gives a refresh token for offline access only, and without prompt only the first time', async () => {
    expect((await exchange(await codeOf({ access_type: 'online' }))).body).not.toHaveProperty('refresh_token');
    expect((await exchange(await codeOf({ prompt: '' }))).body).not.toHaveProperty('refresh_token');
    expect((await exchange(await codeOf())).body).toHaveProperty('refresh_token');
  });

  it('takes the code of a Self Client without a redirect', async () => {
    const { body } = await bench.control('/accounts/self-client-code', {
      clientId: client().client_id,
      scope: 'A.b.ALL',
    });
    const code = text(body, 'code');
    expect((await exchange(code)).body).toEqual({ error: 'invalid_redirect_uri' });
    expect((await token({ grant_type: 'authorization_code', code })).body).toMatchObject({ scope: 'A.b.ALL' });
  });
});

describe('client credentials', () => {
  it('gives an access token and no refresh token, and wants the organisation', async () => {
    const grant = { grant_type: 'client_credentials', scope: 'Desk.tickets.READ' };
    expect(await token(grant)).toMatchObject({ status: 200, body: { error: 'missing_org_info' } });
    const { body } = await token({ ...grant, soid: 'ZohoCRM.60040001234' });
    expect(body).toMatchObject({ scope: 'Desk.tickets.READ', expires_in: 3600 });
    expect(body).not.toHaveProperty('refresh_token');
    expect((await readTickets(text(body, 'access_token'))).status).toBe(204);
  });
});

describe('failures with status 200', () => {
  it.each([
    [{ client_id: 'nobody' }, 'invalid_client'],
    [{ client_secret: 'wrong' }, 'invalid_client_secret'],
    [{ refresh_token: 'unknown' }, 'invalid_code'],
    [{ grant_type: 'password' }, 'invalid_grant'],
  ])('%o', async (wrong, error) => {
    const given = { grant_type: 'refresh_token', refresh_token: 'x', ...wrong };
    expect(await token(given as Record<string, string>)).toMatchObject({ status: 200, body: { error } });
  });

  it('has 400 for no grant type and for GET', async () => {
    expect((await token({})).status).toBe(400);
    expect((await bench.call({ path: '/oauth/v2/token' })).status).toBe(400);
  });
});

describe('limits', () => {
  it('throttles the eleventh request of ten minutes, and trying on extends the wait', async () => {
    const refreshToken = text(bench.host.connection(), 'userRefreshToken');
    for (let count = 0; count < 10; count += 1) expect((await refresh(refreshToken)).status).toBe(200);
    expect(await refresh(refreshToken)).toMatchObject({
      status: 400,
      body: { error: 'Access Denied', status: 'failure' },
    });
    await bench.advance(599_000);
    expect((await refresh(refreshToken)).status).toBe(400);
    await bench.advance(1_000);
    expect((await refresh(refreshToken)).status).toBe(200);
  });

  it('keeps ten live access tokens of a refresh token; the oldest is invalid before its time', async () => {
    const refreshToken = text(bench.host.connection(), 'userRefreshToken');
    const issued: string[] = [];
    for (let count = 0; count < 11; count += 1) {
      issued.push(text((await refresh(refreshToken)).body, 'access_token'));
      await bench.advance(61_000);
    }
    const [first = '', second = ''] = issued;
    expect(await readTickets(first)).toMatchObject({ status: 401, body: { errorCode: 'INVALID_OAUTH' } });
    expect((await readTickets(second)).status).toBe(204);
  });

  it('ends an access token after an hour', async () => {
    const issued = await bench.signIn();
    await bench.advance(3_599_000);
    expect((await readTickets(issued)).status).toBe(204);
    await bench.advance(1_000);
    expect(await readTickets(issued)).toMatchObject({ status: 401, body: { errorCode: 'INVALID_OAUTH' } });
  });

  it('gives five new refresh tokens a minute', async () => {
    for (let count = 0; count < 5; count += 1) expect((await exchange(await codeOf())).status).toBe(200);
    const code = await codeOf();
    expect(await exchange(code)).toMatchObject({ status: 400, body: { error: 'Access Denied' } });
  });

  it('keeps twenty refresh tokens of a client; the next one silently deletes the oldest, in use or not', async () => {
    const demo = text(bench.host.connection(), 'userRefreshToken');
    const inUse = text((await refresh(demo)).body, 'access_token');
    for (let count = 0; count < 20; count += 1) {
      expect((await refresh(demo)).body).toHaveProperty('access_token');
      expect((await exchange(await codeOf())).body).toHaveProperty('refresh_token');
      await bench.advance(120_000);
    }
    expect(await refresh(demo)).toMatchObject({ status: 200, body: { error: 'invalid_code' } });
    expect(await readTickets(inUse)).toMatchObject({ status: 401 });
  });
});

describe('revoke', () => {
  it('ends the refresh token and its access tokens, with the name and secret of the client', async () => {
    const refreshToken = text(bench.host.connection(), 'userRefreshToken');
    const issued = await bench.signIn();
    const { client_id, client_secret } = client();
    const revoke = (authorization: string): Promise<Answer> =>
      bench.call({
        method: 'POST',
        path: '/oauth/v2/revoke/token',
        form: { token: refreshToken, token_type: 'refresh_token' },
        headers: { authorization },
      });
    expect((await revoke('Basic bm9ib2R5OnNlY3JldA==')).status).toBe(401);
    expect((await readTickets(issued)).status).toBe(204);
    const basic = `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`;
    expect(await revoke(basic)).toMatchObject({ status: 200, body: { status: 'success' } });
    expect((await readTickets(issued)).status).toBe(401);
    expect((await refresh(refreshToken)).body).toEqual({ error: 'invalid_code' });
  });

  it('takes the older form too', async () => {
    const query = { token: text(bench.host.connection(), 'orgRefreshToken') };
    const answer = await bench.call({ method: 'POST', path: '/oauth/v2/token/revoke', query });
    expect(answer).toMatchObject({ status: 200, body: { status: 'success' } });
  });
});

it('publishes the accounts servers, without the one that is run separately', async () => {
  const { body } = await bench.call({ path: '/oauth/serverinfo' });
  expect(body).toMatchObject({ result: 'success', locations: { in: 'https://accounts.zoho.in' } });
  expect(Object(body).locations).not.toHaveProperty('cn');
});

describe('a token without the scope', () => {
  it.each([
    ['Desk', '/api/v1/contacts/search?email=a@b.co', 'Desk.contacts.READ', 403, { errorCode: 'SCOPE_MISMATCH' }],
    [
      'CRM',
      '/crm/v8/Contacts/search?email=a@b.co',
      'ZohoCRM.modules.contacts.READ',
      401,
      { code: 'OAUTH_SCOPE_MISMATCH' },
    ],
    ['SalesIQ', '/api/v2/company/conversations', 'SalesIQ.operators.READ', 200, { error: { code: 1009 } }],
  ])('is refused by %s in its own way', async (...[, url, scope, status, body]) => {
    expect(await bench.call({ path: url, token: await bench.tokenFor(scope) })).toMatchObject({ status, body });
  });

  it.each([
    ['Desk', '/api/v1/contacts/search?email=a@b.co', 'Desk.contacts.READ,Desk.search.READ', 204],
    ['CRM', '/crm/v8/Contacts/search?email=a@b.co', 'ZohoCRM.modules.ALL,ZohoSearch.securesearch.READ', 204],
    ['SalesIQ', '/api/v2/company/conversations', 'SalesIQ.conversations.READ', 200],
  ])('is the only reason: with it %s answers', async (...[, url, scope, status]) => {
    const answer = await bench.call({ path: url, token: await bench.tokenFor(scope) });
    expect(answer.status).toBe(status);
    expect(Object(answer.body)).not.toHaveProperty('error');
  });
});
