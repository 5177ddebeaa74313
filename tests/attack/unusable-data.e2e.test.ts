import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '@baton/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { cleanEnvironment, type Ended, end, root, runBaton, startBaton } from '../support/processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-unusable-'));
const place = (name: string): string => join(folder, name);
const isRoot = process.getuid?.() === 0;
const ports = { BATON_PORT: '0', BATON_EMULATOR_PORT: '0' };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (dataDir: string): Promise<Ended> => runBaton(['start'], { ...ports, BATON_DATA_DIR: dataDir });

/** Refused, with the cause and the next step, and never in the system's own words alone. */
function expectRefusal({ status, stderr }: Pick<Ended, 'status' | 'stderr'>, ...words: string[]): void {
  expect(stderr).toMatch(/^baton: [a-z-]+: \S/);
  for (const word of words) expect(stderr).toContain(word);
  expect(stderr).toMatch(/BATON_DATA_DIR|DATABASE_URL|Restore a backup/);
  expect(stderr).not.toMatch(/\n {4}at |Error:/);
  expect(status).toBe(1);
}

describe('a data folder', () => {
  it('that is a file, or lies below one, is told as that', async () => {
    const file = place('file');
    writeFileSync(file, '');
    expectRefusal(await start(file), `${file} is a file`, 'Move the file away');
    expectRefusal(await start(join(file, 'below', 'it')), `${file} is a file`);
  });

  it('that cannot be is refused at once', async () => {
    expectRefusal(await start('/proc/baton'), 'lets no folder be made at /proc/baton');
    expectRefusal(await start(join(folder, 'x'.repeat(300))), 'is too long');
  });

  it('that belongs to somebody else names the user and the command', () => {
    const closed = place('closed');
    mkdirSync(closed, { mode: 0o500 });
    chmodSync(closed, 0o500);
    chmodSync(folder, 0o755);
    const ended = spawnSync(process.execPath, ['apps/cli/bin/baton.js', 'start'], {
      cwd: root,
      encoding: 'utf8',
      env: cleanEnvironment({ ...ports, BATON_DATA_DIR: closed }),
      // Root may write anywhere, so nobody in particular has to try.
      ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}),
    });
    expectRefusal(ended, 'may not write to', `chown -R`);
  });

  it.skipIf(!canMount())('on a disk that is read-only, or full, is told as that', () => {
    const disk = place('disk');
    mkdirSync(disk);
    const on = (options: string) =>
      spawnSync(
        'unshare',
        [
          '-rm',
          'sh',
          '-c',
          `mount -t tmpfs -o ${options} none "$0" && exec "$@"`,
          disk,
          process.execPath,
          'apps/cli/bin/baton.js',
          'start',
        ],
        { cwd: root, encoding: 'utf8', env: cleanEnvironment({ ...ports, BATON_DATA_DIR: join(disk, 'data') }) },
      );
    expectRefusal(on('ro'), 'mounted read-only', 'Mount it writable');
    expectRefusal(on('size=8m'), 'is full', 'Make room there');
    expectRefusal(on('size=4k'), 'is full', 'Make room there');
  });
});

/** Some containers let nobody mount; what is told of full disks is tested where one can. */
function canMount(): boolean {
  return spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
}

describe('an embedded store', () => {
  const sound = place('sound');
  beforeAll(async () => {
    const node = await startBaton({
      command: ['start'],
      environment: { ...ports, BATON_DATA_DIR: sound },
      ready: /ready gateway=(\S+)/,
    });
    await end(node, 'SIGTERM');
  });

  it.each<[string, (store: string) => void]>([
    ['whose control file is cut', (store) => truncateSync(join(store, 'global', 'pg_control'), 10)],
    ['whose log is gone', (store) => emptyFolder(join(store, 'pg_wal'))],
    ['whose tables are gone', (store) => rmSync(join(store, 'base'), { recursive: true })],
  ])('%s is called damaged', async (_how, damage) => {
    const damaged = place('damaged');
    cpSync(sound, damaged, { recursive: true, filter: (path) => !path.includes('lock') });
    damage(join(damaged, 'store'));
    expectRefusal(await start(damaged), 'are probably damaged', damaged);
    rmSync(damaged, { recursive: true });
  });
});

const emptyFolder = (path: string): void => {
  for (const name of readdirSync(path)) rmSync(join(path, name), { recursive: true });
};

describe('a database server', () => {
  const on = (url: string): Promise<Ended> =>
    runBaton(['start'], { ...ports, BATON_DATA_DIR: place('server'), DATABASE_URL: url });
  const change = (name: 'pathname' | 'password' | 'port' | 'hostname' | 'username', value: string): string => {
    const url = new URL(inject('postgresUrl'));
    url[name] = value;
    return url.toString();
  };

  it.each<[string, () => string, string]>([
    ['that does not have the database', () => change('pathname', '/nowhere'), 'There is no database "nowhere"'],
    ['that refuses the password', () => change('password', 'not-it'), 'refuses the password of the user'],
    ['that is not there', () => change('port', '1'), 'Nothing listens at'],
    ['that nobody knows', () => change('hostname', 'db.invalid'), 'db.invalid'],
  ])('%s is told as that', async (_how, url, words) => {
    const ended = await on(url());
    expectRefusal(ended, words);
    expect(ended.stderr).not.toContain(new URL(inject('postgresUrl')).password);
    expect(ended.stderr).not.toContain('not-it');
  });

  it.each(['postgres://baton:secret@localhost:99999/baton', 'postgres://baton:se/cret@db/baton', 'mysql://db/baton'])(
    'whose address is none is told as that: %s',
    async (url) => {
      const ended = await on(url);
      expectRefusal(ended, 'DATABASE_URL', 'an address such as postgres://');
      expect(ended.stderr).not.toMatch(/secret|cret@/);
    },
  );

  it('where the user may not make tables says who must own the database', async () => {
    const database = await createDatabase(inject('postgresUrl'));
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    const role = `guest_${Date.now()}`;
    await client.query(`create role ${role} login password 'guest'`);
    await client.end();
    const url = new URL(database);
    Object.assign(url, { username: role, password: 'guest' });
    expectRefusal(await on(url.toString()), 'may not create tables', 'ALTER DATABASE');
  });
});

it('says where a settings file is no YAML', async () => {
  const path = place('baton.yaml');
  writeFileSync(path, 'BATON_PORT: 8000\nSUPPORT_EMAIL: "team@company.com\n');
  const { status, stderr } = await runBaton(['serve', '--check', '--config', path]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/baton\.yaml:\d+:\d+ is not YAML: /);
});
