import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Emulated, startEmulated } from './support/emulated.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const guide = readFileSync(join(root, 'docs/guides/clients.md'), 'utf8');
const programs = new Map(
  [...guide.matchAll(/<!-- quick-start: (\w+) -->\n```ts\n([\s\S]*?)\n```/g)].map(([, name = '', source = '']) => [
    name,
    source,
  ]),
);
let emulated: Emulated;
let folder: string;
let running: ChildProcess[] = [];

beforeAll(async () => {
  emulated = await startEmulated();
  // Inside the repository, so that the packages are found.
  folder = mkdtempSync(join(root, 'tests/.quick-starts-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
});
afterEach(async () => {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill();
    await once(child, 'exit');
  }
  running = [];
});
afterAll(async () => {
  await emulated.emulator.close();
  rmSync(folder, { recursive: true });
});

/** A program of the guide as it stands there, with the emulator in the place of Zoho. */
function start(name: string, more: Record<string, string> = {}) {
  const source = programs.get(name);
  if (source === undefined) throw new Error(`The guide has no quick-start "${name}".`);
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, source);
  const { connection, url } = emulated;
  const settings = {
    ZOHO_CLIENT_ID: connection['clientId'],
    ZOHO_CLIENT_SECRET: connection['clientSecret'],
    ZOHO_REFRESH_TOKEN: connection['userRefreshToken'],
    ZOHO_ORG_REFRESH_TOKEN: connection['orgRefreshToken'],
    ZOHO_ACCOUNTS_URL: url,
    ZOHO_DESK_URL: url,
    ZOHO_API_URL: url,
    SALESIQ_URL: url,
    SALESIQ_SCREEN_NAME: connection['screenName'],
    SALESIQ_APP_ID: connection['appId'],
    SALESIQ_DEPARTMENT_ID: connection['salesiqDepartmentId'],
    DESK_ORGANIZATION_ID: connection['deskOrgId'],
  };
  const child = spawn(process.execPath, ['--conditions=@baton/source', '--import', 'tsx', file], {
    env: { ...process.env, ...settings, ...more },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.push(child);
  const shown = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    shown.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    shown.error += chunk.toString();
  });
  const ended = once(child, 'exit');
  return {
    shown,
    write: (line: string) => child.stdin.write(`${line}\n`),
    /** Everything it has printed; it must have ended well. */
    end: async (): Promise<string[]> => {
      const [code]: unknown[] = await ended;
      expect(code, shown.error).toBe(0);
      return shown.out.trim().split('\n');
    },
  };
}

const tests: Record<string, () => Promise<void>> = {
  accounts: async () => {
    const program = start('accounts');
    await vi.waitFor(() => expect(program.shown.out).toMatch(/consent http\S+\n/), { timeout: 20_000 });
    const consent = /consent (\S+)/.exec(program.shown.out)?.[1] ?? '';
    const accepted = await fetch(`${consent}&answer=accept`, { redirect: 'manual' });
    program.write(accepted.headers.get('location') ?? '');
    expect((await program.end()).at(-1)).toBe('granted Desk.tickets.ALL,Desk.basic.READ keep the refresh token true');
  },
  desk: async () => {
    const program = start('desk');
    expect(await program.end()).toEqual(['thread', 'comment', 'not-found false URL_NOT_FOUND']);
    expect(program.shown.error).toMatch(/^desk\.tickets\.create 1 \d+ \d+$/m);
    expect(await emulated.state('desk/tickets')).toMatchObject([
      { subject: 'Password reset', status: 'On Hold', description: 'I forgot my password &lt;soon&gt;' },
    ]);
  },
  crm: async () => {
    expect(await start('crm').end()).toEqual(['insert true jane.rivera@example.com']);
    expect(await start('crm').end()).toEqual(['update true jane.rivera@example.com']);
    expect(await emulated.state('crm/leads')).toHaveLength(1);
    expect(await emulated.state('crm/notes')).toHaveLength(2);
  },
  salesiq: async () => {
    const lines = await start('salesiq').end();
    expect(lines).toEqual([
      'visitor: Handed over by the assistant: password reset',
      'operator: How can I help?',
      'visitor: My user name is jane.r',
      'chat ended',
    ]);
    expect((await emulated.state('salesiq/messages')).at(-1)).toMatchObject({ text: 'Have a good day!' });
  },
  webhooks: async () => {
    const port = await freePort();
    const keys: unknown = emulated.emulator.connection()['webhookPublicKeys'];
    const program = start('webhooks', { PORT: String(port), SALESIQ_PUBLIC_KEY: String(keys) });
    await vi.waitFor(() => expect(program.shown.out).toContain('listening'), { timeout: 20_000 });
    const url = `http://127.0.0.1:${port}/`;
    const forged = await fetch(url, { method: 'POST', body: '{}', headers: { 'x-siqsignature': 'AAAA' } });
    expect(forged.status).toBe(401);
    await emulated.emulator.configureGateway({ zobotUrl: url, webhookUrl: url });
    const { appId = '', salesiqDepartmentId: departmentId = '' } = emulated.connection;
    const visitor = { userId: 'a@b.example' };
    await emulated.clients().portal.visitorApi.open({ appId, departmentId, question: 'Hello', visitor });
    await vi.waitFor(() => expect(program.shown.out).toContain('genuine conversation.created'), { timeout: 20_000 });
    program.write('end');
    await program.end();
  },
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test.each(Object.entries(tests))('the quick-start of %s runs as the guide shows it', async (_name, play) => play());

test('every program of the guide has its test', () => {
  expect(Object.keys(tests).sort()).toEqual([...programs.keys()].sort());
  // What runs in a browser is tried in one, in tests/browser-widget-helper.e2e.test.ts.
  const inBrowser = guide.match(/<!-- in the browser: \w+ -->\n```ts/g) ?? [];
  expect(guide.match(/```ts/g)).toHaveLength(programs.size + inBrowser.length);
});
