import { createDatabase } from '@baton/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type EmulatedVendors, startEmulators } from '../support/emulators.ts';
import { type Ended, runBaton } from '../support/processes.ts';

/** What cannot work is found before anything is started, by asking. */
let vendors: EmulatedVendors;
let connection: Record<string, unknown>;

beforeAll(async () => {
  vendors = await startEmulators();
  connection = (await vendors.control('/connection')) as Record<string, unknown>;
});
afterAll(() => vendors?.stop());

const check = async (settings: Record<string, string>, ...flags: string[]): Promise<Ended> => {
  // Zoho gives ten tokens in ten minutes, and each try takes two.
  await vendors.control('/clock', { advanceMs: 11 * 60_000 });
  return runBaton(['serve', '--check', ...flags], { ...vendors.settings, ...settings });
};

/** Every problem that was found has a code and words; returned are the codes. */
const codesOf = ({ stderr }: Ended): string[] =>
  [...stderr.matchAll(/^ {2}\S+ \(([a-z-]+)\): \S.*\n {6}\S/gm)].map(([, code = '']) => code).sort();

/** A refresh token that may do this much. */
async function consent(as: 'auth' | 'org/auth', scope: string): Promise<string> {
  const redirect = 'http://127.0.0.1/callback';
  const client = { client_id: String(connection['clientId']), redirect_uri: redirect };
  const query = new URLSearchParams({
    ...client,
    response_type: 'code',
    access_type: 'offline',
    prompt: 'consent',
    answer: 'accept',
    scope,
  });
  const consented = await fetch(`${vendors.url}/oauth/v2/${as}?${query}`, { redirect: 'manual' });
  const code = new URL(consented.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const form = { ...client, client_secret: String(connection['clientSecret']), grant_type: 'authorization_code', code };
  const answer = await fetch(`${vendors.url}/oauth/v2/token`, { method: 'POST', body: new URLSearchParams(form) });
  return String(((await answer.json()) as Record<string, unknown>)['refresh_token']);
}

describe('a set-up', () => {
  it('says what was not tried when nobody was asked', async () => {
    const { status, stdout } = await check({ DESK_DEPARTMENT: 'Suport', SMTP_PORT: '1' });
    expect(status).toBe(0);
    expect(stdout).toContain('Nothing was asked of vendors or database. Not tried');
    for (const words of ['refresh token and its scopes', 'departments', 'Mail server', 'SalesIQ'])
      expect(stdout).toContain(words);
  });

  it('that works is said to work, with what nobody can try', async () => {
    const tickets = (await vendors.rows('desk/tickets')).length;
    const ended = await check(
      { DATABASE_URL: inject('postgresUrl'), BATON_SECRET_KEY: Buffer.alloc(32, 3).toString('base64') },
      '--live',
    );
    expect([ended.stderr, ended.status]).toEqual(['', 0]);
    expect(ended.stdout).toMatch(/Tried:[\s\S]*Database[\s\S]*Not tried:[\s\S]*public address[\s\S]*All of it works/);
    expect(await vendors.rows('desk/tickets')).toHaveLength(tickets);
  });

  it.each<[string, Record<string, string>, string[], string]>([
    [
      'a refresh token that was revoked',
      { ZOHO_REFRESH_TOKEN: '1000.gone' },
      ['zoho-reauth-required'],
      'Consent again',
    ],
    ['a wrong client', { ZOHO_CLIENT_SECRET: 'wrong' }, ['zoho-misconfigured', 'zoho-misconfigured'], 'client secret'],
    [
      'a misspelt department',
      { DESK_DEPARTMENT: 'Suport' },
      ['desk-department-unknown'],
      'Set DESK_DEPARTMENT to one of: ',
    ],
    ['another organisation', { DESK_ORGANIZATION_ID: '1' }, ['zoho-misconfigured'], 'organisation id'],
    [
      'an access token that has ended',
      { DESK_ACCESS_TOKEN: '1000.old' },
      ['zoho-unauthorised'],
      'Desk refused the token',
    ],
    ['an app of SalesIQ that is none', { SALESIQ_APP_ID: '7' }, ['salesiq-app-unknown'], 'Set it to one of: '],
    [
      'a department of SalesIQ that is none',
      { SALESIQ_DEPARTMENT_ID: '7' },
      ['salesiq-department-unknown'],
      'Set it to one of: ',
    ],
    ['a portal that is none', { SALESIQ_SCREEN_NAME: 'nowhere' }, ['zoho-misconfigured'], 'screen name'],
    ['a mail server that is none', { SMTP_PORT: '1' }, ['smtp-unreachable'], 'SMTP_PORT'],
    [
      'vendors that are not there',
      { DESK_API_URL: 'http://127.0.0.1:1987/api/v1' },
      ['zoho-unreachable'],
      'Check the address',
    ],
  ])('with %s is refused, and the fix named', async (...[, settings, codes, words]) => {
    const ended = await check(settings, '--live');
    expect([codesOf(ended), ended.status]).toEqual([codes, 1]);
    expect(ended.stderr).toContain(words);
    expect(ended.stderr).not.toMatch(/Error:|\n {4}at /);
    for (const secret of [vendors.settings['ZOHO_CLIENT_SECRET'], vendors.settings['ZOHO_REFRESH_TOKEN']])
      expect(ended.stderr).not.toContain(secret);
  });

  it('with a token that may do too little names what it may not', async () => {
    const ZOHO_REFRESH_TOKEN = await consent('auth', 'Desk.tickets.ALL,Desk.basic.READ,SalesIQ.conversations.ALL');
    const ended = await check({ ZOHO_REFRESH_TOKEN }, '--live');
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/Desk\.search\.READ/);
    expect(ended.stdout).toContain('SALESIQ_APP_ID, for the token may not look');
  });

  it('with a token of a user in the place of the organisation’s is refused', async () => {
    const ZOHO_ORG_REFRESH_TOKEN = await consent('auth', 'SalesIQ.conversations.ALL');
    expect(codesOf(await check({ ZOHO_ORG_REFRESH_TOKEN }, '--live'))).toEqual(['salesiq-organisation-token-refused']);
    const least = await consent('org/auth', 'SalesIQ.conversations.CREATE');
    expect((await check({ ZOHO_ORG_REFRESH_TOKEN: least }, '--live')).status).toBe(0);
  });
});

describe('a database', () => {
  const on = (DATABASE_URL: string): Promise<Ended> =>
    check({ DATABASE_URL, BATON_SECRET_KEY: Buffer.alloc(32, 3).toString('base64') }, '--live');

  it('in which the user may make no tables is refused', async () => {
    const database = await createDatabase(inject('postgresUrl'));
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    const role = `guest_${Date.now()}`;
    await client.query(`create role ${role} login password 'guest'`);
    const url = new URL(database);
    Object.assign(url, { username: role, password: 'guest' });
    const ended = await on(url.toString());
    await client.query(`drop role ${role}`);
    await client.end();
    expect([codesOf(ended), ended.status]).toEqual([['database-rights-missing'], 1]);
  });

  it('that is not there is refused as at the start', async () => {
    const url = new URL(inject('postgresUrl'));
    url.pathname = '/nowhere';
    const ended = await on(url.toString());
    expect(codesOf(ended)).toEqual(['store-unavailable']);
    expect(ended.stderr).toContain('There is no database "nowhere"');
  });
});
