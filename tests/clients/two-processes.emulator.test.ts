import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Emulated, startEmulated } from './support/emulated.ts';

const script = fileURLToPath(new URL('./support/token-process.ts', import.meta.url));
let emulated: Emulated;
let folder: string;
let processes: ChildProcess[] = [];

beforeEach(async () => {
  emulated = await startEmulated();
  folder = mkdtempSync(join(tmpdir(), 'baton-token-'));
});
afterEach(async () => {
  for (const child of processes) {
    const ended = child.exitCode === null ? once(child, 'exit') : null;
    child.kill();
    await ended;
  }
  processes = [];
  await emulated.emulator.close();
  rmSync(folder, { recursive: true });
});

/** Two processes that share one token file, and are ready. */
async function startTwo(refreshToken: string): Promise<void> {
  const { clientId = '', clientSecret = '' } = emulated.connection;
  const options = ['--conditions=@baton/source', '--import', 'tsx'];
  const given = [join(folder, 'token.json'), emulated.url, clientId, clientSecret, refreshToken];
  processes = [1, 2].map(() =>
    spawn(process.execPath, [...options, script, ...given], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  for (const child of processes) child.stdout?.setEncoding('utf8');
  expect(await Promise.all(processes.map(nextLine))).toEqual(['ready', 'ready']);
}

async function nextLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The process has no output.');
  const [line]: unknown[] = await once(child.stdout, 'data');
  return String(line).trim();
}

/** Both at the same moment. */
function both(line: string): Promise<string[]> {
  const answers = Promise.all(processes.map(nextLine));
  for (const child of processes) child.stdin?.write(`${line}\n`);
  return answers;
}

const tokenRequests = async (): Promise<number> =>
  (await emulated.journal()).filter(({ operation }) => operation === 'accounts.token').length;

test('two processes with an expired token make one refresh, and one more when it is refused', async () => {
  const expired = { accessToken: 'old', expiresAt: new Date(0).toISOString() };
  writeFileSync(join(folder, 'token.json'), JSON.stringify(expired));
  await startTwo(emulated.connection['userRefreshToken'] ?? '');
  const before = await tokenRequests();
  const [one, two] = await both('go');
  expect(one).toMatch(/^1000\.[0-9a-f.]+$/);
  expect(two).toBe(one);
  expect(await tokenRequests()).toBe(before + 1);
  const [third, fourth] = await both(`refused ${one}`);
  expect(third).toMatch(/^1000\.[0-9a-f.]+$/);
  expect(third).not.toBe(one);
  expect(fourth).toBe(third);
  expect(await tokenRequests()).toBe(before + 2);
});

test('a refresh token that has ended is sent once, by no process again', async () => {
  const refreshToken = emulated.connection['userRefreshToken'] ?? '';
  await emulated.clients().accounts.revoke({ token: refreshToken, type: 'refresh_token' });
  await startTwo(refreshToken);
  const before = await tokenRequests();
  for (let turn = 0; turn < 3; turn += 1) expect(await both('go')).toEqual(['reauth-required', 'reauth-required']);
  expect(await tokenRequests()).toBe(before + 1);
});
