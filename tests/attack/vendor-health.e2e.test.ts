import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmulatedVendors, startEmulators } from '../support/emulators.ts';
import { FlatChat } from '../support/flat-chat.ts';
import { end, type Running, startBaton, until } from '../support/processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-health-'));
let vendors: EmulatedVendors;
let node: Running;
const url = (): string => node.ready[0] ?? '';

beforeAll(async () => {
  vendors = await startEmulators();
  // Nothing listens where the mails should go, and the department is misspelt.
  const faults = { SMTP_PORT: '1', DESK_DEPARTMENT: 'Suport' };
  const environment = { ...vendors.settings, ...faults, BATON_DATA_DIR: folder };
  node = await startBaton({ command: ['serve'], environment, ready: /ready gateway=(\S+)/ });
});
afterAll(async () => {
  await end(node, 'SIGTERM');
  await vendors?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Line = Record<string, unknown>;

const logged = (event: string, part: string): Line[] =>
  node
    .errors()
    .split('\n')
    .filter((line) => line.includes(`"${event}"`))
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line['part'] === part);
const metrics = async (): Promise<string> => (await fetch(`${url()}/metrics`)).text();
const firstOf = (event: string, part: string): Promise<Line> => until(event, async () => logged(event, part)[0]);

it('stays ready while vendors fail, and tells of each which, since when, why and what to do', async () => {
  const chat = new FlatChat({ gatewayUrl: url, journal: [] });
  for (const text of ['set up my monitor', '1', 'no', 'no']) await chat.say(text);
  const desk = await firstOf('vendor-failing', 'desk');
  expect(desk).toMatchObject({ level: 'warn', vendor: 'zoho', code: 'configuration-invalid', lastSuccess: null });
  expect(desk['advice']).toMatch(/no department "Suport"\. It has: .*Correct DESK_DEPARTMENT/);
  expect(Date.parse(String(desk['since']))).toBeLessThanOrEqual(Date.now());
  expect(await metrics()).toMatch(/baton_vendor_up\{vendor="zoho",part="desk"\} 0/);
  expect(await metrics()).toMatch(/baton_vendor_failing_since_seconds\{vendor="zoho",part="desk"\} 1\d{9}/);
  expect((await fetch(`${url()}/readyz`)).status).toBe(200);
  await until('the next try', async () => {
    const tries = node
      .errors()
      .split('\n')
      .filter((line) => line.includes('"effect-retried"') && line.includes('create-ticket'));
    return tries.length > 2 ? true : undefined;
  });
  expect(logged('vendor-failing', 'desk')).toHaveLength(1);
});

it('tells of the mail server, and of a directory that comes back', async () => {
  await vendors.fault({ vendor: 'crm', kind: 'status', status: 503, times: 8 });
  const chat = new FlatChat({ gatewayUrl: url, journal: [] });
  await chat.say('I forgot my password');
  await chat.say('john@company.com');
  expect(await firstOf('vendor-failing', 'crm')).toMatchObject({ vendor: 'zoho', code: 'unavailable' });
  await vendors.clearFaults();
  expect(await firstOf('vendor-recovered', 'crm')).toMatchObject({ level: 'info', failedForMs: expect.any(Number) });
  expect(await metrics()).toMatch(/baton_vendor_up\{vendor="zoho",part="crm"\} 1/);
  const mail = await firstOf('vendor-failing', 'smtp');
  expect(mail).toMatchObject({ vendor: 'smtp', code: 'smtp-unreachable' });
  expect(mail['advice']).toContain('Correct them, or start the mail server');
  expect(node.errors()).not.toContain('john@company.com');
});
