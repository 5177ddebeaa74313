import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from './create-emulator.ts';

type Fields = Record<string, unknown>;

let emulator: Emulator;
let token: string;
beforeAll(async () => {
  emulator = await createEmulator({ settings: { 'desk.creditsPerDay': '50', 'salesiq.waitMs': 5_000 } });
});
afterAll(() => emulator.close());
beforeEach(async () => {
  await emulator.reset();
  token = String(((await (await askForToken()).json()) as Fields)['access_token']);
});

function askForToken(more: Record<string, string> = {}): Promise<Response> {
  const { clientId, clientSecret, userRefreshToken } = emulator.connection();
  const form = { client_id: clientId, client_secret: clientSecret, refresh_token: userRefreshToken, ...more };
  const body = new URLSearchParams({ grant_type: 'refresh_token', ...form } as Record<string, string>);
  return fetch(`${emulator.url}/oauth/v2/token`, { method: 'POST', body });
}
const call = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${emulator.url}${path}`, { headers: { authorization: `Zoho-oauthtoken ${token}` }, ...init });
const change = (vendor: string, values: Fields): Promise<Response> =>
  fetch(`${emulator.url}/__emulator/${vendor}/settings`, { method: 'POST', body: JSON.stringify(values) });
const order = (fault: Fields): Promise<Response> =>
  fetch(`${emulator.url}/__emulator/faults`, { method: 'POST', body: JSON.stringify(fault) });
const settings = async (vendor: string): Promise<Fields> =>
  (await (await fetch(`${emulator.url}/__emulator/${vendor}/settings`)).json()) as Fields;
const advance = (advanceMs: number): Promise<Response> =>
  fetch(`${emulator.url}/__emulator/clock`, { method: 'POST', body: JSON.stringify({ advanceMs }) });

/** Moves to the beginning of the next minute or day, so that one window holds what follows. */
const startOf = (windowMs: number): Promise<Response> =>
  advance(windowMs - (Date.parse(emulator.snapshot().takenAt) % windowMs) + 1);

describe('the plan of SalesIQ', () => {
  it.each([
    ['free', 10],
    ['basic', 20],
  ])('%s allows %i calls per minute, on both families together', async (plan, perMinute) => {
    await change('salesiq', { plan });
    await startOf(60_000);
    const first = await call('/api/v2/chats');
    expect(first.headers.get('x-ratelimit-limit')).toBe(String(perMinute));
    expect(first.headers.get('x-ratelimit-remaining')).toBe(String(perMinute - 1));
    for (let spent = 1; spent < perMinute; spent += 1)
      expect((await call('/api/v2/company/departments')).headers.has('x-ratelimit-limit')).toBe(false);

    const refused = await call('/api/v2/chats');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(await refused.json()).toMatchObject({ status: 'error', code: 'RATE_LIMIT_EXCEEDED' });
    const resetMs = Number(refused.headers.get('x-ratelimit-reset')) * 1_000;
    const real = await call('/api/v2/company/departments');
    expect([real.status, await real.json()]).toMatchObject([200, { error: { code: 1023 } }]);
    await change('salesiq', { errorStyle: '4xx' });
    expect((await call('/api/v2/company/departments')).status).toBe(429);

    const now = Date.parse(emulator.snapshot().takenAt);
    expect(resetMs - now).toBeLessThanOrEqual(60_000);
    await advance(resetMs - now + 1);
    expect((await call('/api/v2/chats')).status).toBe(200);
  });

  it('allows so many calls per day', async () => {
    await change('salesiq', { plan: 'free' });
    await startOf(86_400_000);
    for (let minute = 0; minute < 100; minute += 1) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => call('/api/v2/nothing')));
      expect(await answers[9]?.json()).toMatchObject({ error: { code: 1006 } });
      await advance(60_000);
    }
    const refused = await call('/api/v2/chats');
    expect(refused.status).toBe(429);
    const resetMs = Number(refused.headers.get('x-ratelimit-reset')) * 1_000;
    expect(resetMs % 86_400_000).toBe(0);
    await advance(resetMs - Date.parse(emulator.snapshot().takenAt) + 1);
    expect((await call('/api/v2/nothing')).status).toBe(200);
  });

  it('allows ten calls at the same time', async () => {
    await change('salesiq', { plan: 'enterprise' });
    await order({ vendor: 'salesiq', operation: 'salesiq.seed.chats.list', kind: 'slow', delayMs: 300, times: 12 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => call('/api/v2/chats')));
    expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(2);
    expect((await call('/api/v2/chats')).status).toBe(200);
  });

  it('is off at first, and off again after a reset', async () => {
    expect(await settings('salesiq')).toMatchObject({ plan: 'off', errorStyle: '200' });
    await change('salesiq', { plan: 'free' });
    await emulator.reset();
    expect(await settings('salesiq')).toMatchObject({ plan: 'off' });
    expect((await call('/api/v2/chats')).headers.has('x-ratelimit-limit')).toBe(false);
  });
});

describe('Desk and CRM', () => {
  it('refuses too many calls at once in the words of each', async () => {
    await change('desk', { concurrentCallsMax: 1 });
    await change('crm', { concurrentCallsMax: 1 });
    await order({ vendor: 'desk', kind: 'slow', delayMs: 300, times: 2 });
    await order({ vendor: 'crm', kind: 'slow', delayMs: 300, times: 2 });
    const desk = await Promise.all([call('/api/v1/departments'), call('/api/v1/departments')]);
    const crm = await Promise.all([call('/crm/v8/Contacts?fields=Email'), call('/crm/v8/Contacts?fields=Email')]);
    for (const [answers, word] of [
      [desk, 'TOO_MANY_REQUESTS'],
      [crm, 'TOO_MANY_REQUESTS'],
    ] as const) {
      const refused = answers.find(({ status }) => status === 429);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 429]);
      expect(refused?.headers.has('retry-after')).toBe(false);
      expect(await refused?.text()).toContain(word);
    }
  });

  it('tells the credits of the CRM once half of them is used, and refuses when they are spent, for 24 hours', async () => {
    await change('crm', { creditsPerDay: 4 });
    const left: (string | null)[] = [];
    for (const _call of [1, 2, 3, 4])
      left.push((await call('/crm/v8/Contacts?fields=Email')).headers.get('x-api-credits-remaining'));
    expect(left).toEqual([null, null, '1', '0']);
    expect((await call('/crm/v8/Contacts?fields=Email')).status).toBe(429);
    await advance(86_400_000);
    token = String(((await (await askForToken()).json()) as Fields)['access_token']);
    expect((await call('/crm/v8/Contacts?fields=Email')).status).toBe(200);
  });
});

describe('switches', () => {
  it('refuses tokens with 200 as Zoho does, or with 400 and 401', async () => {
    const wrong = { refresh_token: '1000.no.no' };
    expect((await askForToken(wrong)).status).toBe(200);
    await change('accounts', { errorStyle: '4xx' });
    const refused = await askForToken(wrong);
    expect([refused.status, await refused.json()]).toEqual([400, { error: 'invalid_code' }]);
    expect((await askForToken({ client_secret: 'no' })).status).toBe(401);
    expect((await askForToken()).status).toBe(200);
  });

  it('can be given at the start; a reset goes back to those', async () => {
    expect(await settings('desk')).toMatchObject({ creditsPerDay: 50 });
    expect(await settings('salesiq')).toMatchObject({ waitMs: 5_000 });
    await change('desk', { creditsPerDay: 7 });
    await emulator.reset();
    expect(await settings('desk')).toMatchObject({ creditsPerDay: 50 });
  });

  it('names what there is when one is unknown or wrong', async () => {
    const refuse = async (vendor: string, values: Fields): Promise<Fields> => {
      const answer = await change(vendor, values);
      expect(answer.status).toBe(400);
      return (await answer.json()) as Fields;
    };
    expect(await refuse('salesiq', { plan: 'gold' })).toMatchObject({ allowed: expect.arrayContaining(['free']) });
    expect(await refuse('salesiq', { plam: 'free' })).toMatchObject({ allowed: expect.arrayContaining(['plan']) });
    expect(await refuse('desk', { creditsPerDay: -1 })).toMatchObject({ detail: expect.stringContaining('from 0') });
    expect(await refuse('desk', { requireOrgId: 'yes' })).toMatchObject({ detail: expect.stringContaining('boolean') });
    const start = (values: Record<string, string>): Promise<Emulator> =>
      createEmulator({ vendors: ['crm'], settings: values });
    await expect(start({ 'crm.creditsPerDay': 'many' })).rejects.toThrow('crm.creditsPerDay');
    await expect(start({ 'crm.credits': '1' })).rejects.toThrow('There is no setting "credits"');
    await expect(start({ 'salesiq.plan': 'free' })).rejects.toThrow('vendors with settings are accounts, crm');
  });
});
