import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type EmulatedVendors, startEmulators } from './support/emulators.ts';
import { type Exchange, FlatChat } from './support/flat-chat.ts';
import { cleanEnvironment, end, type Running, root, startBaton, until } from './support/processes.ts';

let vendors: EmulatedVendors;
let node: Running | undefined;
const folder = mkdtempSync(join(tmpdir(), 'baton-configuration-'));

beforeAll(async () => {
  vendors = await startEmulators();
});
afterEach(() => end(node, 'SIGTERM'));
afterAll(async () => {
  await vendors?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const baton = (values: string[], environment: Record<string, string>) =>
  spawnSync(process.execPath, ['apps/cli/bin/baton.js', ...values], {
    cwd: root,
    encoding: 'utf8',
    env: cleanEnvironment(environment),
    timeout: 30_000,
  });

it('serves without SalesIQ: no such webhook, and who wants a human gets a ticket', async () => {
  const texts = join(folder, 'german.txt');
  writeFileSync(texts, 'de:\n  greeting: Grüß Gott bei Acme!\n');
  const settings = Object.fromEntries(
    Object.entries(vendors.settings).filter(([name]) => !/^(SALESIQ_|ZOHO_ORG_)/.test(name)),
  );
  node = await startBaton({
    command: ['serve'],
    environment: {
      ...settings,
      BATON_DATA_DIR: join(folder, 'flat'),
      CRM_LOOKUP: 'false',
      BATON_LOCALE: 'de',
      BATON_TEXTS_FILE: texts,
      BATON_ORGANISATION: 'acme',
    },
    ready: /ready gateway=(\S+)/,
  });
  const url = node.ready[0] ?? '';
  const event = await fetch(`${url}/webhook/salesiq`, {
    method: 'POST',
    headers: { 'x-salesiq-signature': '0'.repeat(64) },
    body: '{"event":"chat.rated","timestamp":"1","data":{"chat_id":"a"}}',
  });
  expect(event.status).toBe(401);
  const journal: Exchange[] = [];
  const chat = new FlatChat({ gatewayUrl: () => url, journal });
  expect((await chat.say('hello')).replies).toEqual(['Grüß Gott bei Acme!']);
  await chat.say('I want to talk to a real person');
  await until('the ticket', async () => ((await chat.poll()).ticket_created ? true : undefined));
});

it('tells what is wrong with settings and workflows at once', () => {
  const texts = join(folder, 'texts.txt');
  writeFileSync(join(folder, 'broken.yaml'), 'name: [broken\n');
  writeFileSync(texts, 'en:\n  greetin: Welcome!\n');
  const { status, stderr } = baton(['serve', '--check'], {
    ZOHO_DATA_CENTER: 'mars',
    BATON_WORKFLOWS_DIR: folder,
    BATON_FLAT_SECRET: 'short',
    BATON_TEXTS_FILE: texts,
  });
  expect(status).toBe(1);
  expect(stderr).toContain('ZOHO_DATA_CENTER: "mars" is not right.');
  expect(stderr).toContain('BATON_FLAT_SECRET: has a wrong form.');
  expect(stderr).toContain('DESK_ORGANIZATION_ID: is missing.');
  expect(stderr).toContain('en.greetin: unknown text');
  expect(stderr).toMatch(/broken\.yaml:\d+:\d+: is not YAML/);
});

it('tells file and line of what is wrong in a settings file', () => {
  const file = join(folder, 'settings.yaml');
  writeFileSync(file, '# Settings\nBATON_PORT: 8000\n\nSMTP_PORT: many\nSMTP_HOTS: mail\n');
  const { status, stderr } = baton(['serve', '--check', '--config', file], {});
  expect(status).toBe(1);
  expect(stderr).toContain(`${file}:4: SMTP_PORT: "many" is not right.`);
  expect(stderr).toContain(`${file}:5: SMTP_HOTS: is no setting.`);
});

it.each([
  ['BATON_EMULATOR_PORT', 'many', 'a whole number from 0 to 65535'],
  ['BATON_HANDOFF_TIMEOUT_MS', 'soon', 'a whole number from'],
  ['BATON_CUSTOMER_MAIL', 'perhaps', 'true or false'],
  ['BATON_HOST', '0.0.0.0', 'Remove it.'],
  ['BATON_DATADIR', '/tmp', 'did you mean BATON_DATA_DIR?'],
  ['BATON_SECRET_KEY', 'short', '32 random bytes'],
  ['BATON_SECRET_KEY', Buffer.alloc(32).toString('base64'), '32 random bytes'],
  ['BATON_FLAT_SECRET', '00000000', 'cannot be guessed'],
])('refuses %s=%s of `npm start` as clearly as `serve` does', (name, value, fix) => {
  const { status, stdout, stderr } = baton(['start'], { BATON_DATA_DIR: join(folder, 'never'), [name]: value });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`${name}: `);
  expect(stderr).toContain(fix);
});
