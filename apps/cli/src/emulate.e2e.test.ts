import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { end, type Running, root, startBaton } from '../../../tests/support/processes.ts';

type Fields = Record<string, unknown>;

let folder: string;
let running: Running | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-emulate-'));
});
afterEach(async () => {
  await end(running, 'SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

async function start(...options: string[]): Promise<string> {
  const command = ['emulate', '--port', '0', ...options];
  running = await startBaton({ command, environment: {}, ready: /ready emulators=(\S+)/ });
  return running.ready[0] ?? '';
}
const get = async (url: string): Promise<unknown> => (await fetch(url)).json();
const run = (...command: string[]) =>
  spawnSync(process.execPath, ['apps/cli/bin/baton.js', ...command], { cwd: root, encoding: 'utf8' });

it('starts the named vendors from a seed, with faults and switches', async () => {
  const files = { seed: join(folder, 'seed.yaml'), faults: join(folder, 'faults.json') };
  writeFileSync(files.seed, 'salesiq:\n  screenName: acme\n');
  writeFileSync(files.faults, JSON.stringify([{ vendor: 'salesiq', kind: 'slow', times: 2 }]));
  const switches = ['--plan', 'free', '--error-style', '4xx', '--set', 'salesiq.waitMs=1234'];
  const url = await start('salesiq', '--seed', files.seed, '--faults', files.faults, ...switches);
  expect(await get(`${url}/__emulator/connection`)).toMatchObject({ screenName: 'acme' });
  expect(await get(`${url}/__emulator/faults`)).toEqual([{ vendor: 'salesiq', kind: 'slow', times: 2 }]);
  expect(await get(`${url}/__emulator/salesiq/settings`)).toMatchObject({
    plan: 'free',
    errorStyle: '4xx',
    waitMs: 1234,
  });
  expect(await get(`${url}/__emulator/accounts/settings`)).toEqual({ errorStyle: '4xx' });
  expect((await fetch(`${url}/api/v1/tickets`)).status).toBe(404);
});

it('has a restored snapshot on disk once it is answered, whatever happens then', async () => {
  const url = await start('crm', '--data-dir', folder);
  const snapshot = (await get(`${url}/__emulator/snapshot`)) as { collections: Record<string, Fields[]> };
  const contacts = [{ id: '1', Last_Name: 'Restored', Created_Time: '', Modified_Time: '' }];
  const body = JSON.stringify({ ...snapshot, collections: { ...snapshot.collections, 'crm/contacts': contacts } });
  expect((await fetch(`${url}/__emulator/restore`, { method: 'POST', body })).status).toBe(200);
  await end(running, 'SIGKILL');
  const again = await start('crm', '--data-dir', folder);
  expect(await get(`${again}/__emulator/state/crm/contacts`)).toMatchObject(contacts);
});

it('refuses what it does not know, and says what there is', () => {
  const seed = join(folder, 'seed.yaml');
  writeFileSync(seed, 'crm:\n  contacts:\n    - { firstName: Ada }\n');
  const wrong: [string[], string][] = [
    [['hubspott'], 'There are accounts, desk, crm, salesiq, mail, botpress, hubspot.'],
    [['crm', '--seed', seed], 'crm.contacts[0].lastName must be a text'],
    [['crm', '--faults', join(folder, 'none.yaml')], 'none.yaml cannot be read'],
    [['salesiq', '--plan', 'gold'], 'one of off, free, basic, professional, enterprise'],
    [['crm', '--set', 'crm'], 'must be vendor.setting=value'],
    [['crm', '--port', 'many'], '--port must be a port number'],
  ];
  for (const [options, message] of wrong) {
    const { status, stderr } = run('emulate', '--port', '0', ...options);
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
  }
});

it('prints the coverage of the named vendors, and a help that shows how to steer', () => {
  const { stdout } = run('emulate', 'crm', '--coverage');
  expect(stdout).toMatch(/crm\.records\.search +documented +zoho-crm\.md §3/);
  expect(stdout).not.toContain('desk.');
  expect(stdout).toMatch(/\d+ operations: \d+ documented/);
  expect(run('emulate', '--help').stdout).toContain('/__emulator/faults');
});
