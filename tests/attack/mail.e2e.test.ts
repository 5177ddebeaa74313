import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Script, startScriptedServer } from '../../integrations/smtp/testing/scripted-server.ts';
import { type EmulatedVendors, flatSecret, startEmulators } from '../support/emulators.ts';
import { FlatChat } from '../support/flat-chat.ts';
import { end, type Running, runBaton, startBaton, until } from '../support/processes.ts';

/** What the mail server says now; changed by the tests. */
const script: Script = { AUTH: '535 5.7.8 wrong password' };
const folder = mkdtempSync(join(tmpdir(), 'baton-mail-'));
let vendors: EmulatedVendors;
let server: Awaited<ReturnType<typeof startScriptedServer>>;
let node: Running;

const settings = () => ({
  ...vendors.settings,
  SMTP_PORT: String(server.port),
  SMTP_USER: 'baton',
  SMTP_PASSWORD: 'the-password-of-the-tests',
  BATON_DATA_DIR: folder,
});
const logged = (event: string): Record<string, unknown>[] =>
  node
    .errors()
    .split('\n')
    .filter((line) => line.includes(`"${event}"`))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const recipients = (): string[] => server.commands.flatMap((line) => /^RCPT TO:<(.+)>/.exec(line)?.[1] ?? []);

beforeAll(async () => {
  server = await startScriptedServer(script);
  vendors = await startEmulators();
  node = await startBaton({ command: ['serve'], environment: settings(), ready: /ready gateway=(\S+)/ });
  await vendors.pointTo(node.ready[0] ?? '');
});
afterAll(async () => {
  await end(node, 'SIGTERM');
  await vendors?.stop();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('warns at the start of a log-in that is refused, and starts all the same', async () => {
  const [warning] = await until('the warning', async () => {
    const found = logged('vendor-trial-failed');
    return found.length > 0 ? found : undefined;
  });
  expect(warning).toMatchObject({ level: 'warn', vendor: 'smtp', code: 'smtp-login-refused' });
  expect(String(warning?.['fix'])).toContain('SMTP_PASSWORD');
  expect((await fetch(`${node.ready[0]}/readyz`)).status).toBe(200);
});

it('says so before anything is started, when it is asked to look', async () => {
  const checked = await runBaton(['serve', '--check', '--live'], settings());
  expect([checked.status, checked.stderr.includes('The mail server refused the log-in.')]).toEqual([1, true]);
  expect(checked.stderr).not.toContain('the-password-of-the-tests');
  expect((await runBaton(['serve', '--check'], settings())).stdout).toContain('Nothing was asked');
});

it('keeps every mail while the server refuses us, and sends it once it does not', async () => {
  const chat = new FlatChat({ gatewayUrl: () => node.ready[0] ?? '', journal: [] });
  for (const text of ['set up my monitor', '1', 'no', 'no']) await chat.say(text);
  await until('the tries', async () =>
    logged('effect-retried').filter(({ code }) => code === 'smtp-login-refused').length > 1 ? true : undefined,
  );
  expect(logged('effect-given-up')).toEqual([]);
  delete script['AUTH'];
  script['MAIL FROM'] = '550 5.7.1 not your sender';
  await until('the next try', async () =>
    logged('effect-retried').some(({ code }) => code === 'smtp-sender-refused') ? true : undefined,
  );
  delete script['MAIL FROM'];
  const wanted = ['john@company.com', 'support@company.com', 'it-manager@company.com'];
  await until('the mails', async () => (wanted.every((address) => recipients().includes(address)) ? true : undefined), {
    withinMs: 120_000,
  });
  expect(node.errors()).not.toContain('not your sender');
});

it('takes no list and no group for the address of a customer', async () => {
  for (const email of ['john@company.com, eve@example.com', 'all: john@company.com;', 'John <john@company.com>']) {
    const answer = await fetch(`${node.ready[0]}/webhook/salesiq`, {
      method: 'POST',
      headers: { 'x-baton-secret': flatSecret },
      body: JSON.stringify({ chat_id: 'list', message: 'hello', visitor_email: email }),
    });
    expect([answer.status, (await answer.text()).includes('one e-mail address')]).toEqual([400, true]);
  }
  expect(recipients().some((address) => address.includes('eve'))).toBe(false);
});
