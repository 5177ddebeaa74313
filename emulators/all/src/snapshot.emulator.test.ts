import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmulator, type Emulator } from './create-emulator.ts';

type Fields = Record<string, unknown>;
type Document = {
  clock: { offsetMs: number };
  counters: Record<string, number>;
  collections: Record<string, Fields[]>;
};

let dataDir: string;
let emulator: Emulator;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'snapshot-'));
  emulator = await createEmulator({ dataDir });
});
afterEach(async () => {
  await emulator.close();
  rmSync(dataDir, { recursive: true });
});

const get = async (path: string, { url } = emulator): Promise<unknown> => (await fetch(`${url}${path}`)).json();
const post = (path: string, body: unknown, { url } = emulator): Promise<Response> =>
  fetch(`${url}/__emulator${path}`, { method: 'POST', body: JSON.stringify(body) });
const state = async (collection: string, of = emulator): Promise<Fields[]> =>
  (await get(`/__emulator/state/${collection}`, of)) as Fields[];
const snapshot = async (of = emulator): Promise<Document> => (await get('/__emulator/snapshot', of)) as Document;

/** A visitor without a bot behind: the chat rings at the operators. */
async function startChat(text: string): Promise<string> {
  const visitor = { name: 'John Doe', email: 'john@company.com' };
  const answer = await post('/salesiq/visitor-message', { visitor, text });
  return ((await answer.json()) as { conversation_id: string }).conversation_id;
}
const join_ = (id: string): Promise<Response> => post('/salesiq/operator', { conversation_id: id, action: 'join' });

async function bringToken({ url, connection } = emulator): Promise<Fields> {
  const { clientId, clientSecret, userRefreshToken } = connection();
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: String(clientId),
    client_secret: String(clientSecret),
    refresh_token: String(userRefreshToken),
  });
  return (await (await fetch(`${url}/oauth/v2/token`, { method: 'POST', body })).json()) as Fields;
}

describe('snapshot and restore', () => {
  it('brings everything back: rows, counters, clock, messages in their order, timers', async () => {
    const id = await startChat('first');
    await post('/clock', { advanceMs: 10_000 });
    const kept = await snapshot();
    expect(kept.clock.offsetMs).toBe(10_000);
    await join_(id);
    await startChat('second');
    await post('/clock', { advanceMs: 100_000 });
    expect((await post('/restore', kept)).status).toBe(200);

    expect({ ...(await snapshot()), takenAt: '' }).toEqual({ ...kept, takenAt: '' });
    expect(await state('salesiq/conversations')).toHaveLength(1);
    expect(((await get(`/__emulator/salesiq/conversations/${id}`)) as Fields)['messages']).toHaveLength(1);
    await post('/clock', { advanceMs: 60_000 });
    const [chat] = await state('salesiq/conversations');
    expect(JSON.stringify(chat?.['chat_status'])).toContain('missed');
  });

  it('moves between instances, credentials included, and a reset stays with them', async () => {
    const id = await startChat('hello');
    const kept = emulator.snapshot();
    const other = await createEmulator();
    const before = other.connection();
    await other.restore(kept);
    const { smtp: _here, ...here } = emulator.connection();
    const { smtp: _there, ...there } = other.connection();
    expect(there).toEqual(here);
    expect(there['clientSecret']).not.toBe(before['clientSecret']);
    expect(await state('salesiq/conversations', other)).toMatchObject([{ id }]);
    expect(await bringToken(other)).toHaveProperty('access_token');
    await other.reset();
    expect(await state('salesiq/conversations', other)).toEqual([]);
    expect(other.connection()).toMatchObject({ clientId: here['clientId'], screenName: 'company' });
    await other.close();
  });

  it('is on disk once it is answered', async () => {
    await startChat('kept');
    const kept = await snapshot();
    await emulator.reset();
    await post('/restore', kept);
    await emulator.close();
    emulator = await createEmulator({ dataDir });
    const { collections } = await snapshot();
    expect(collections['salesiq/messages']).toEqual(kept.collections['salesiq/messages']);
    expect(collections['accounts/clients']).toEqual(kept.collections['accounts/clients']);
  });

  it('gives a vendor that the snapshot lacks its start, and refuses one that does not run here', async () => {
    const small = await createEmulator({ vendors: ['crm'] });
    await small.restore({ ...emulator.snapshot(), collections: {} });
    expect(await state('crm/contacts', small)).toMatchObject([{ Last_Name: 'Doe' }]);
    expect(await bringToken(small)).toHaveProperty('access_token');
    await expect(small.restore(emulator.snapshot())).rejects.toThrow(/vendor that runs here: accounts, crm/);
    await small.close();
  });

  it('changes nothing when it is refused, and names the path', async () => {
    await startChat('stays');
    const before = await snapshot();
    const refuse = async (broken: unknown): Promise<string> => {
      const answer = await post('/restore', broken);
      expect(answer.status).toBe(400);
      return ((await answer.json()) as { detail: string }).detail;
    };
    expect(await refuse({})).toContain('format');
    expect(await refuse({ ...before, clock: {} })).toContain('clock.offsetMs');
    expect(await refuse({ ...before, counters: { id: 'x' } })).toContain('counters.id');
    const rows = [{ id: '1' }, { id: '1' }];
    expect(await refuse({ ...before, collections: { 'crm/contacts': rows } })).toContain('["crm/contacts"][1].id');
    expect(await refuse({ ...before, collections: { 'desk/../x': [] } })).toContain('must be "vendor/collection"');
    await vi.waitFor(async () => expect({ ...(await snapshot()), takenAt: '' }).toEqual({ ...before, takenAt: '' }));
  });
});

it('a reset brings back credentials that were revoked, also after a restart', async () => {
  await post('/faults', { vendor: 'accounts', kind: 'token-revoked' });
  expect(await bringToken()).toEqual({ error: 'invalid_code' });
  const { userRefreshToken } = emulator.connection();
  await emulator.close();
  emulator = await createEmulator({ dataDir });
  await emulator.reset();
  expect(emulator.connection()['userRefreshToken']).toBe(userRefreshToken);
  expect(await bringToken()).toHaveProperty('access_token');
});
