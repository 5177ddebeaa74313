import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerDifferences, callOf, listingProblems, loadFixture } from '../../kit/testing/fixtures.ts';
import { startTestHost, type TestHost } from '../testing/test-host.ts';

let bench: TestHost;
beforeEach(async () => {
  bench = await startTestHost();
});
afterEach(() => bench.host.close());

const text = (name: string): string => String(bench.host.connection()[name]);
const credentials = (): Record<string, string> => ({
  '1000.EXAMPLECLIENTID': text('clientId'),
  'EXAMPLE-CLIENT-SECRET': text('clientSecret'),
  '1000.EXAMPLE-REFRESH-TOKEN': text('userRefreshToken'),
});

async function consent(query: Record<string, string>, path: string): Promise<URL> {
  const answer = await bench.call({ path, query: { ...query, answer: query['answer'] ?? 'accept' } });
  return new URL(String(answer.headers['location']));
}
async function newCode(): Promise<Record<string, string>> {
  const { request } = loadFixture('oauth', 'authorize.user.redirect', credentials());
  const { searchParams } = await consent(request.query ?? {}, '/oauth/v2/auth');
  return { '1000.EXAMPLE-GRANT-CODE': searchParams.get('code') ?? '' };
}

/** What is changed in the fixture's request so that its answer is due. */
const tokens: Record<string, () => Promise<Record<string, string>> | Record<string, string>> = {
  'token.refresh.ok': () => ({}),
  'token.exchange.ok': newCode,
  'token.client-credentials.ok': () => ({}),
  'token.error.invalid_code': () => ({}),
  'token.error.invalid_code.refresh': () => ({}),
  'token.error.invalid_client': () => ({ [text('clientId')]: 'unknown' }),
  'token.error.invalid_client_secret': () => ({ [text('clientSecret')]: 'wrong' }),
  'token.error.invalid_redirect_uri': async () => ({ ...(await newCode()), 'oauth/zoho/callback': 'elsewhere' }),
  'token.error.missing_org_info': () => ({}),
  'token.error.throttled': async () => {
    const { call } = bench;
    const again = callOf(loadFixture('oauth', 'token.error.throttled', credentials()));
    for (let count = 0; count < 10; count += 1) await call(again);
    return {};
  },
};
const redirects = ['authorize.user.redirect', 'authorize.org.redirect', 'authorize.denied.redirect'];
const others = ['revoke.ok', 'datacenters'];

it('covers every fixture', () => {
  expect(listingProblems('oauth', [...Object.keys(tokens), ...redirects, ...others], {})).toEqual([]);
});

describe('the token endpoint', () => {
  it.each(Object.keys(tokens))('answers as %s', async (name) => {
    const fixture = loadFixture('oauth', name, credentials());
    const changes = (await tokens[name]?.()) ?? {};
    const adapted = loadFixture('oauth', name, { ...credentials(), ...changes });
    expect(answerDifferences(fixture, await bench.call(callOf(adapted)))).toEqual([]);
  });
});

describe('consent', () => {
  it.each(redirects)('redirects as %s', async (name) => {
    const { request, response } = loadFixture('oauth', name, credentials());
    const whole = loadFixture('oauth', 'authorize.user.redirect', credentials()).request.query ?? {};
    const query = { ...whole, ...request.query, ...(name.includes('denied') ? { answer: 'deny' } : {}) };
    const sample = new URL(response.headers['Location'] ?? '');
    const target = await consent(query, new URL(request.url).pathname);
    expect(target.origin + target.pathname).toBe(sample.origin + sample.pathname);
    expect([...target.searchParams.keys()].sort()).toEqual([...sample.searchParams.keys()].sort());
    for (const key of ['state', 'error']) expect(target.searchParams.get(key)).toBe(sample.searchParams.get(key));
  });
});

it('revokes as the fixture', async () => {
  const fixture = loadFixture('oauth', 'revoke.ok', credentials());
  const basic = Buffer.from(`${text('clientId')}:${text('clientSecret')}`).toString('base64');
  const call = callOf(fixture);
  const answer = await bench.call({ ...call, headers: { ...call.headers, authorization: `Basic ${basic}` } });
  expect(answerDifferences(fixture, answer)).toEqual([]);
});

it('publishes the accounts servers of the table', async () => {
  const { table } = loadFixture('oauth', 'datacenters');
  const { body } = await bench.call({ path: '/oauth/serverinfo' });
  const rows = (Array.isArray(table) ? table : Object.values(Object(table))) as Record<string, unknown>[];
  const listed = Object.values(Object(Object(body).locations));
  const wanted = rows.map((row) => row['accounts']).filter((url) => !String(url).endsWith('.cn'));
  expect(listed.sort()).toEqual(wanted.sort());
});
