import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

export type TestPostgres = {
  /** URL of the `postgres` database; holds a password that only this run knows. */
  url: string;
  /** Every process of it stops where it is and closes nothing, as on a machine that hangs; `resume` lets them go on. */
  suspend(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it: `SIGKILL` as a machine that dies, `SIGINT` as an operator who restarts it. `startAgain` has the same data and address. */
  end(signal: 'SIGKILL' | 'SIGINT'): Promise<void>;
  startAgain(): Promise<void>;
  stop(): Promise<void>;
};

export type StartPostgresOptions = {
  /** Folder with `initdb` and `postgres`; default: the first one found in PATH and the usual places. */
  binFolder?: string;
  path: string;
  /** False keeps the server's real fsync, which measurements need. Default true: nothing in a test's database must last. */
  isVolatile?: boolean;
};

const run = promisify(execFile);
const installHint =
  'PostgreSQL 15 or later is needed for these tests. Install it (Debian: apt-get install postgresql; macOS: brew install postgresql), ' +
  'or set BATON_TEST_POSTGRES_BIN to the folder that holds initdb and postgres.';

/**
 * Starts a throw-away PostgreSQL server on a free loopback port, as a user that is not root.
 * @throws Error naming what to install when the machine has no server.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<TestPostgres> {
  const binFolder = options.binFolder ?? findBinFolder(options.path);
  if (binFolder === null) throw new Error(installHint);
  const owner = await findOwner();
  const folder = mkdtempSync(join(tmpdir(), 'baton-postgres-'));
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const data = join(folder, 'data');
  if (owner !== null) for (const path of [folder, passwordFile]) chownSync(path, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  const identity = owner ?? {};
  const initial = [
    '-D',
    data,
    '-U',
    'baton',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C',
  ];
  await run(join(binFolder, 'initdb'), [...initial, '--no-sync'], { ...identity, cwd: folder });
  const port = await freePort();
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${folder}`,
    '-c',
    'max_connections=100',
  ];
  const speed = options.isVolatile === false ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off'];
  const launch = (): ChildProcess =>
    spawn(join(binFolder, 'postgres'), ['-D', data, '-p', String(port), ...settings, ...speed], {
      ...identity,
      cwd: folder,
      stdio: 'ignore',
    });
  const url = `postgres://baton:${password}@127.0.0.1:${port}/postgres`;
  const server = await keepServer(launch, url);
  return {
    ...server,
    url,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function keepServer(launch: () => ChildProcess, url: string): Promise<Omit<TestPostgres, 'url'>> {
  let server = launch();
  // SIGQUIT: at once, nothing in it has to last.
  const stop = (): Promise<void> => signalAndWait(server, 'SIGQUIT');
  const begin = async (): Promise<void> => {
    try {
      await untilReady(server, url);
    } catch (error) {
      await stop();
      throw error;
    }
  };
  await begin();
  return {
    suspend: async () => signalEach(await listProcesses(server), 'SIGSTOP'),
    resume: async () => signalEach(await listProcesses(server), 'SIGCONT'),
    end: async (signal) => {
      if (signal === 'SIGKILL') signalEach(await listProcesses(server), signal);
      await signalAndWait(server, signal);
    },
    startAgain: () => {
      server = launch();
      return begin();
    },
    stop,
  };
}

/** The server and the processes that it has made for its connections; it comes first, so that it makes no more. */
async function listProcesses({ pid }: ChildProcess): Promise<number[]> {
  if (pid === undefined) return [];
  const { stdout } = await run('pgrep', ['-P', String(pid)]);
  return [pid, ...stdout.split('\n').filter(Boolean).map(Number)];
}

function signalEach(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      // One that has just ended needs no signal.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** Makes an empty database on the server and returns its URL. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `baton_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

function findBinFolder(path: string): string | null {
  const versions = (root: string, inner: string): string[] =>
    existsSync(root)
      ? readdirSync(root)
          .sort(
            (left, right) =>
              Number.parseInt(right.replace(/\D+/g, ''), 10) - Number.parseInt(left.replace(/\D+/g, ''), 10),
          )
          .map((name) => join(root, name, inner))
      : [];
  const folders = [
    ...path.split(delimiter),
    ...versions('/usr/lib/postgresql', 'bin'),
    ...versions('/opt/homebrew/opt', 'bin').filter((folder) => folder.includes('postgresql')),
    ...versions('/usr/local/opt', 'bin').filter((folder) => folder.includes('postgresql')),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

/** PostgreSQL refuses root: then it runs as `postgres`, or else as `nobody`. */
async function findOwner(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = (await readUser('postgres')) ?? (await readUser('nobody'));
  if (owner !== null) return owner;
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no user postgres or nobody. Run the tests as another user.',
  );
}

async function readUser(name: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  const stopAt = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > stopAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function signalAndWait(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}
