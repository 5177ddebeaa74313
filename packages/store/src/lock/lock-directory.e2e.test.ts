import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { lockDirectory } from './lock-directory.ts';

/** `npm run soak` does 1,000. */
const tries = Number(process.env['BATON_LOCK_TRIES'] ?? '15');
const rivals = 3;

let programs: string;
let folder: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'baton-lock-program-'));
  await build({
    entryPoints: [fileURLToPath(new URL('./lock-directory.ts', import.meta.url))],
    outfile: join(programs, 'lock-directory.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@baton/source'],
  });
  // Waits for the word to start, and then keeps what it got until it is killed.
  writeFileSync(
    join(programs, 'rival.mjs'),
    `import { createInterface } from 'node:readline';
import { lockDirectory } from './lock-directory.mjs';
console.log('ready');
for await (const folder of createInterface({ input: process.stdin })) {
  try {
    await lockDirectory(folder);
    console.log('won');
  } catch (error) {
    console.log(error.code ?? error);
  }
}`,
  );
});
afterAll(() => rmSync(programs, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-lock-'));
});
afterEach(async () => {
  await Promise.all([...children].map(kill));
  rmSync(folder, { recursive: true });
});

type Rival = { child: ChildProcess; ask(path?: string): Promise<string> };

async function startRival(): Promise<Rival> {
  const child = spawn(process.execPath, [join(programs, 'rival.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  expect(await next()).toBe('ready');
  return {
    child,
    ask: (path = folder) => {
      child.stdin.write(`${path}\n`);
      return next();
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

it(
  `lets exactly one of ${rivals} processes follow an owner that was killed, ${tries} times`,
  async () => {
    let owner = await startRival();
    expect(await owner.ask()).toBe('won');
    const waiting = await Promise.all(Array.from({ length: rivals }, startRival));
    for (let count = 1; count <= tries; count += 1) {
      await kill(owner.child);
      const answers = await Promise.all(waiting.map((rival) => rival.ask()));
      expect([...answers].sort(), `try ${count}`).toEqual(['data-directory-locked', 'data-directory-locked', 'won']);
      const [winner] = waiting.splice(answers.indexOf('won'), 1, await startRival());
      if (winner === undefined) throw new Error('somebody has won');
      owner = winner;
    }
    // The link on record and the socket of its owner; nothing of all who tried.
    expect(readdirSync(folder).sort()).toEqual(['baton.lock', expect.stringMatching(/^baton\.lock\.[0-9a-f]{12}$/)]);
  },
  20_000 + tries * 2_000,
);

it('lets exactly one of the first who come have a folder that is not there yet', async () => {
  const waiting = await Promise.all(Array.from({ length: rivals }, startRival));
  for (const name of ['a', 'b', 'c', 'd']) {
    const answers = await Promise.all(waiting.map((rival) => rival.ask(join(folder, name, 'data'))));
    expect(answers.sort()).toEqual(['data-directory-locked', 'data-directory-locked', 'won']);
  }
});

it('is free again after its release, leaves nothing but its record, and can be taken again', async () => {
  for (const _ of [1, 2]) {
    const lock = await lockDirectory(folder);
    await expect(lockDirectory(folder)).rejects.toMatchObject({ code: 'data-directory-locked', details: { folder } });
    await lock.release();
    expect(readdirSync(folder)).toEqual(['baton.lock']);
  }
});

it('holds also in a folder whose path is too long for a socket', async () => {
  const long = join(folder, 'a-name-of-many-letters'.repeat(5), 'and-another-one-below-it'.repeat(4));
  const lock = await lockDirectory(long);
  await expect(lockDirectory(long)).rejects.toMatchObject({ code: 'data-directory-locked' });
  await lock.release();
  await (await lockDirectory(long)).release();
});

it('refuses a folder that an earlier version runs on, and follows one that is dead', async () => {
  const own = join(folder, 'baton.0a1b2c3d');
  const server = createServer().listen(own);
  await once(server, 'listening');
  linkSync(own, join(folder, 'baton.lock'));
  await expect(lockDirectory(folder)).rejects.toMatchObject({ code: 'data-directory-locked' });
  // Closing removes the name it listened on, and leaves the other; that is what a killed one leaves, too.
  await new Promise((resolve) => server.close(resolve));
  writeFileSync(own, '');
  const lock = await lockDirectory(folder);
  expect(readdirSync(folder).filter((name) => !name.startsWith('baton.lock'))).toEqual([]);
  await lock.release();
});

it('makes the folder and everything in it its owner’s alone', async () => {
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'store'), { mode: 0o777 });
  writeFileSync(join(folder, 'store', 'page'), 'data');
  chmodSync(join(folder, 'store', 'page'), 0o666);
  const lock = await lockDirectory(folder);
  const modes = [folder, join(folder, 'store'), join(folder, 'store', 'page')].map(
    (path) => statSync(path).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o700, 0o600]);
  expect(readFileSync(join(folder, 'store', 'page'), 'utf8')).toBe('data');
  await lock.release();
  const fresh = join(folder, 'a', 'b');
  await (await lockDirectory(fresh)).release();
  expect(statSync(fresh).mode & 0o777).toBe(0o700);
});

it('says why a folder cannot be used', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  for (const path of [file, join(file, 'below'), '/proc/baton']) {
    if (path.startsWith('/proc') && !existsSync('/proc')) continue;
    await expect(lockDirectory(path)).rejects.toMatchObject({
      code: 'data-directory-unusable',
      message: expect.stringContaining('BATON_DATA_DIR'),
    });
  }
});
