import { type AccountsClient, createConsentUrl, readConsentCallback } from '@baton/client-zoho';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulated, methodsOf, startEmulated } from './support/emulated.ts';

let emulated: Emulated;
let accounts: AccountsClient;
const redirectUri = 'http://127.0.0.1:9/callback';
const scopes = ['ZohoCRM.settings.modules.READ'];

beforeAll(async () => {
  emulated = await startEmulated();
  ({ accounts } = emulated.clients());
});
afterAll(() => emulated.emulator.close());

/** Whether the emulator takes the token: what it keeps of tokens is not shown. */
async function isTaken(accessToken: string): Promise<boolean> {
  const headers = { authorization: `Zoho-oauthtoken ${accessToken}` };
  return (await fetch(`${emulated.url}/crm/v8/settings/modules`, { headers })).ok;
}

const steps: Record<string, () => Promise<void>> = {};
let refreshToken = '';
let accessToken = '';

steps['exchangeCode'] = async () => {
  const consent = { accountsUrl: emulated.url, scopes, redirectUri, state: 's1' };
  for (const as of ['org', 'user'] as const) {
    const url = createConsentUrl({ ...consent, as, clientId: emulated.connection['clientId'] ?? '' });
    // What the person presses on the page.
    const answer = await fetch(`${url}&answer=accept`, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '').searchParams;
    const options = { state: 's1', accountsUrl: emulated.url, trustedAccountsUrls: [emulated.url] };
    const callback = readConsentCallback(back, options);
    const code = callback.type === 'code' ? callback.code : '';
    const given = await accounts.exchangeCode({ code, redirectUri });
    expect(given).toMatchObject({ lifeMs: 3_600_000, scopes, refreshToken: expect.stringMatching(/^1000\./) });
    expect(await isTaken(given.accessToken)).toBe(true);
    await expect(accounts.exchangeCode({ code, redirectUri })).rejects.toMatchObject({ code: 'reauth-required' });
    refreshToken = given.refreshToken ?? '';
  }
};
steps['exchangeSelfClientCode'] = async () => {
  const made = { clientId: emulated.connection['clientId'], scope: scopes.join(',') };
  const { code } = await emulated.post('/accounts/self-client-code', made);
  const given = await accounts.exchangeSelfClientCode(String(code));
  expect(await isTaken(given.accessToken)).toBe(true);
};
steps['refresh'] = async () => {
  const given = await accounts.refresh(refreshToken);
  accessToken = given.accessToken;
  expect(given.refreshToken).toBeNull();
  expect(await isTaken(accessToken)).toBe(true);
};
steps['clientCredentials'] = async () => {
  const given = await accounts.clientCredentials({ scopes, soid: 'ZohoCRM.60040001234' });
  expect(await isTaken(given.accessToken)).toBe(true);
  await expect(accounts.clientCredentials({ scopes, soid: null })).rejects.toMatchObject({ code: 'misconfigured' });
};
steps['revoke'] = async () => {
  await accounts.revoke({ token: refreshToken, type: 'refresh_token' });
  expect(await isTaken(accessToken)).toBe(false);
  await expect(accounts.refresh(refreshToken)).rejects.toMatchObject({ code: 'reauth-required' });
  const again = accounts.revoke({ token: refreshToken, type: 'refresh_token' });
  await expect(again).rejects.toMatchObject({ code: 'not-found', retryable: false });
};
steps['serverInfo'] = async () => {
  expect(await accounts.serverInfo()).toMatchObject({ in: 'https://accounts.zoho.in' });
};

test.each(Object.entries(steps))('%s', async (_operation, step) => step());

test('no operation is left out', () => {
  expect(Object.keys(steps).sort()).toEqual(methodsOf(accounts).sort());
});
