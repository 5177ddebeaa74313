import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Makes sure that what is to run is installed and built, says what that takes, and does nothing when nothing has changed. */
export async function prepare() {
  checkNode();
  if (!isInstalled()) {
    // Building comes next and is told; npm would do it here, in silence.
    await run('Installing the libraries (npm ci). About a minute, once.', 'npm', ['ci', '--ignore-scripts']);
  }
  const before = fingerprint();
  if (before === readStamp()) return;
  const words = existsSync(`${root}apps/cli/dist`) ? 'what has changed' : 'everything. About half a minute, once';
  await run(`Building ${words}.`, process.execPath, [`${root}tools/build.mjs`]);
  writeStamp(fingerprint());
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const parts = (version) => version.replace(/^\D+/, '').split('.').map(Number);
  const [wanted, here] = [parts(engines.node), parts(process.version)];
  if (here[0] > wanted[0] || (here[0] === wanted[0] && here[1] >= (wanted[1] ?? 0))) return;
  process.stderr.write(
    `Baton needs Node.js ${wanted.join('.')} or later, and this is ${process.version}. Install it from nodejs.org.\n`,
  );
  process.exit(1);
}

const stillGoingMs = 15_000;

/** Runs a command, saying now and then that it still goes on; ends this process with its code when it fails. */
export async function run(title, command, values = []) {
  process.stdout.write(`== ${title}\n`);
  const from = performance.now();
  const seconds = () => Math.round((performance.now() - from) / 1_000);
  const timer = setInterval(() => process.stdout.write(`   … ${seconds()} s\n`), stillGoingMs);
  const child = spawn(command, values, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  const status = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
  clearInterval(timer);
  if (status !== 0) process.exit(status ?? 1);
  process.stdout.write(`   done in ${seconds()} s\n`);
}

function isInstalled() {
  const marker = `${root}node_modules/.package-lock.json`;
  if (!existsSync(marker)) return false;
  if (statSync(marker).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs) return true;
  // A fresh clone's lock file can be newer than an install that matches it.
  return spawnSync('npm', ['ls', '--all', '--silent'], { cwd: root, stdio: 'ignore' }).status === 0;
}

const stampPath = `${root}node_modules/.cache/baton-built`;
const readStamp = () => (existsSync(stampPath) ? readFileSync(stampPath, 'utf8') : null);
function writeStamp(text) {
  mkdirSync(`${root}node_modules/.cache`, { recursive: true });
  writeFileSync(stampPath, text);
}

/** Changes when a source, a setting of the compiler or something that was built does; reads names, sizes and times alone. */
function fingerprint() {
  const hash = createHash('sha256');
  const note = (path) => {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  };
  for (const name of [
    'package-lock.json',
    'tsconfig.base.json',
    'tsconfig.json',
    'tools/build.mjs',
    'tools/join-command.mjs',
  ])
    note(root + name);
  for (const group of ['packages', 'clients', 'integrations', 'emulators', 'apps']) {
    for (const name of readdirSync(root + group).sort()) {
      const folder = join(root, group, name);
      if (!existsSync(join(folder, 'tsconfig.json'))) continue;
      noteAll(folder, note);
      const built = join(folder, 'dist');
      hash.update(existsSync(built) ? `${readdirSync(built).length}\n` : 'absent\n');
    }
  }
  return hash.digest('hex');
}

const madeByUs = new Set(['node_modules', 'dist']);

function noteAll(folder, note) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile()) note(path);
    else if (entry.isDirectory() && !madeByUs.has(entry.name)) noteAll(path, note);
  }
}
