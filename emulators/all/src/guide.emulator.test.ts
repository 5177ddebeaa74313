import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEmulator, type Emulator } from './create-emulator.ts';
import { vendorNames } from './vendors.ts';

const guide = readFileSync(new URL('../../../docs/guides/emulators.md', import.meta.url), 'utf8');

let emulator: Emulator;
beforeAll(async () => {
  emulator = await createEmulator();
});
afterAll(() => emulator.close());

const refusal = async (fault: object): Promise<string[]> => {
  const answer = await fetch(`${emulator.url}/__emulator/faults`, { method: 'POST', body: JSON.stringify(fault) });
  return ((await answer.json()) as { allowed: string[] }).allowed;
};

it('tells every kind of fault and every form of Retry-After', async () => {
  const kinds = await refusal({ vendor: 'desk', kind: 'none' });
  expect(kinds).toHaveLength(20);
  expect(kinds.filter((kind) => !guide.includes(`| \`${kind}\` |`))).toEqual([]);
  const forms = await refusal({ vendor: 'desk', kind: 'rate-limit', retryAfter: 'none' });
  expect(forms.filter((form) => !guide.includes(`\`${form}\``))).toEqual([]);
});

it('tells every switch with its default', async () => {
  const missing: string[] = [];
  for (const vendor of vendorNames.filter((name) => name !== 'mail')) {
    const values = await (await fetch(`${emulator.url}/__emulator/${vendor}/settings`)).json();
    for (const [name, value] of Object.entries(values as Record<string, unknown>)) {
      const row = guide.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${vendor}.${name}\``));
      if (row?.includes(`\`${String(value)}\``) !== true) missing.push(`${vendor}.${name} ${String(value)}`);
    }
  }
  expect(missing).toEqual([]);
});

it('names pages that are served', async () => {
  for (const page of emulator.pages) expect(guide, page).toContain(`\`${page}\``);
  for (const page of emulator.pages) expect((await fetch(emulator.url + page)).status).toBe(200);
});

it('shows a seed and faults that work as they stand', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guide-'));
  const [seed = '', faults = ''] = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
  const files = { seed: join(folder, 'seed.yaml'), faults: join(folder, 'faults.yaml') };
  writeFileSync(files.seed, seed);
  writeFileSync(files.faults, faults);
  const other = await createEmulator(files);
  const rows = async (path: string): Promise<unknown> => (await fetch(`${other.url}/__emulator/${path}`)).json();
  expect(await rows('state/desk/tickets')).toMatchObject([
    { subject: 'Refund', status: 'On Hold', tags: ['money'], cf: { cf_workflow_type: 'refund' }, commentCount: '1' },
  ]);
  expect(await rows('state/crm/leads')).toMatchObject([{ Last_Name: 'Babbage', Converted: true, Lead_Source: 'Chat' }]);
  expect(await rows('faults')).toHaveLength(3);
  expect(other.connection()).toMatchObject({ clientId: '1000.TEST', screenName: 'engine' });
  await other.close();
  rmSync(folder, { recursive: true });
});
