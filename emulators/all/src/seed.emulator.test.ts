import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from './create-emulator.ts';

type Fields = Record<string, unknown>;

let folder: string;
const running: Emulator[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seed-'));
});
afterEach(async () => {
  for (const emulator of running.splice(0)) await emulator.close();
  rmSync(folder, { recursive: true });
});

async function start(options: EmulatorOptions): Promise<Emulator> {
  const emulator = await createEmulator(options);
  running.push(emulator);
  return emulator;
}
const state = async ({ url }: Emulator, collection: string): Promise<Fields[]> =>
  (await (await fetch(`${url}/__emulator/state/${collection}`)).json()) as Fields[];

const seed = {
  accounts: { clientId: '1000.SEEDED', userRefreshToken: '1000.a.b' },
  crm: {
    contacts: [{ lastName: 'Lovelace', firstName: 'Ada', email: 'ada@engine.example', company: 'Engine Ltd' }],
    leads: [{ lastName: 'Babbage', fields: { Lead_Source: 'Chat' } }],
  },
  desk: {
    departments: ['Billing', 'Returns'],
    contacts: [{ lastName: 'Lovelace', email: 'ada@engine.example' }],
    tickets: [
      { subject: 'Refund', contact: 'ada@engine.example', department: 'Returns', priority: 'High', tags: ['money'] },
      { subject: 'Old', contact: 'ada@engine.example', status: 'Closed', comments: [{ text: 'Done.' }] },
    ],
  },
  salesiq: {
    screenName: 'engine',
    departments: ['Sales'],
    operators: [{ firstName: 'Grace', lastName: 'Hopper', email: 'grace@engine.example' }],
    visitors: [{ name: 'Ada', email: 'ada@engine.example', company: 'Engine Ltd' }],
  },
};

describe('vendors', () => {
  it('runs those that are named, with accounts where tokens are needed', async () => {
    const emulator = await start({ vendors: ['desk'] });
    const ledger = (await (await fetch(`${emulator.url}/__emulator/ledger`)).json()) as Fields[];
    expect(new Set(ledger.map(({ vendor }) => vendor))).toEqual(new Set(['accounts', 'desk']));
    expect((await fetch(`${emulator.url}/api/v2/chats`)).status).toBe(404);
    expect((await fetch(`${emulator.url}/visitor`)).status).toBe(404);
    const page = await (await fetch(`${emulator.url}/tickets`)).text();
    expect(page).toContain('href="/journal"');
    expect(page).not.toContain('href="/operator"');
    await expect(emulator.configureGateway({ zobotUrl: 'http://x', webhookUrl: 'http://x' })).rejects.toThrow(
      'SalesIQ',
    );
    const refused = await fetch(`${emulator.url}/__emulator/faults`, { method: 'POST', body: '{"vendor":"crm"}' });
    expect(await refused.json()).toMatchObject({ allowed: ['accounts', 'desk'] });
  });

  it('says which there are when one is unknown', async () => {
    const vendors = ['desk', 'hubspott'] as never;
    await expect(createEmulator({ vendors })).rejects.toThrow(
      'There is no vendor "hubspott". There are accounts, desk, crm, salesiq, mail, botpress, hubspot.',
    );
  });
});

describe('a seed', () => {
  it('stands in place of the demo data, consistent from each side', async () => {
    const file = join(folder, 'seed.json');
    writeFileSync(file, JSON.stringify(seed));
    const emulator = await start({ seed: file });
    expect(emulator.connection()).toMatchObject({
      clientId: '1000.SEEDED',
      userRefreshToken: '1000.a.b',
      screenName: 'engine',
    });
    expect(await state(emulator, 'crm/contacts')).toMatchObject([
      { Last_Name: 'Lovelace', Email: 'ada@engine.example', Account_Name: { name: 'Engine Ltd' } },
    ]);
    expect(await state(emulator, 'crm/leads')).toMatchObject([{ Last_Name: 'Babbage', Lead_Source: 'Chat' }]);
    const [, returns] = await state(emulator, 'desk/departments');
    const [refund, old] = await state(emulator, 'desk/tickets');
    expect(refund).toMatchObject({
      subject: 'Refund',
      departmentId: returns?.['id'],
      priority: 'High',
      tags: ['money'],
    });
    expect(old).toMatchObject({ subject: 'Old', status: 'Closed', commentCount: '1', closedTime: expect.any(String) });
    expect(await state(emulator, 'desk/comments')).toMatchObject([{ ticketId: old?.['id'], content: 'Done.' }]);
    expect(await state(emulator, 'desk/agents')).toHaveLength(2);
    expect(await state(emulator, 'salesiq/operators')).toMatchObject([{ email_id: 'grace@engine.example' }]);
    expect(await state(emulator, 'salesiq/visitors')).toMatchObject([{ name: 'Ada', company: 'Engine Ltd' }]);
    expect(await state(emulator, 'salesiq/departments')).toMatchObject([{ name: 'Sales' }]);
  });

  it('comes back at a reset with the same ids, and leaves kept state alone at a restart', async () => {
    const dataDir = join(folder, 'data');
    const first = await start({ vendors: ['desk', 'crm'], seed, dataDir });
    const before = [await state(first, 'desk/tickets'), await state(first, 'crm/contacts'), first.connection()];
    await first.reset();
    expect([await state(first, 'desk/tickets'), await state(first, 'crm/contacts'), first.connection()]).toEqual(
      before,
    );
    await first.close();
    const again = await start({ vendors: ['desk', 'crm'], seed: {}, dataDir });
    expect([await state(again, 'desk/tickets'), await state(again, 'crm/contacts'), again.connection()]).toEqual(
      before,
    );
    await again.reset();
    expect(await state(again, 'crm/contacts')).toEqual(before[1]);
  });

  it('may be empty: a standard portal with nothing in it', async () => {
    const emulator = await start({ vendors: ['desk', 'crm'], seed: {} });
    expect(await state(emulator, 'crm/contacts')).toEqual([]);
    expect(await state(emulator, 'desk/tickets')).toEqual([]);
    expect((await state(emulator, 'desk/departments')).map(({ name }) => name)).toEqual(['Support', 'Callbacks']);
  });

  it('names every problem with its path', async () => {
    const bad = {
      crm: { contacts: [{ firstName: 'Ada' }], lead: [] },
      desk: { tickets: [{ subject: 'x', contact: 'a@x.example', priority: 'Huge' }] },
      salesiq: { departments: 'Sales' },
    };
    const refusal = createEmulator({ seed: bad });
    await expect(refusal).rejects.toThrow('crm.contacts[0].lastName must be a text');
    await expect(refusal).rejects.toThrow('crm.lead is not known; there are contacts, leads');
    await expect(refusal).rejects.toThrow('desk.tickets[0].priority must be one of High, Medium, Low');
    await expect(refusal).rejects.toThrow('salesiq.departments must be a list');
    const tickets = [{ subject: 'x', contact: 'nobody@x.example', department: 'None' }];
    const gaps = createEmulator({ seed: { desk: { tickets } } });
    await expect(gaps).rejects.toThrow('desk.tickets[0].contact must be the email of one of desk.contacts');
    await expect(gaps).rejects.toThrow('desk.tickets[0].department must be one of Support, Callbacks');
    await expect(createEmulator({ seed: [] })).rejects.toThrow('seed: all of it must be an object');
  });
});
