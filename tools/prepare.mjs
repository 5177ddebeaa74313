import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a command in the repository and ends this process with its code when it fails. */
export function run(title, command, values = []) {
  process.stdout.write(`\n== ${title}\n`);
  const { status } = spawnSync(command, values, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

/** Installs dependencies when they are absent or older than the lock file, then builds what changed. */
export function prepare() {
  const marker = `${root}node_modules/.package-lock.json`;
  const isCurrent = existsSync(marker) && statSync(marker).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs;
  if (!isCurrent && !hasWorkingInstall(marker)) run('Installing dependencies (npm ci)', 'npm', ['ci']);
  run('Building', process.execPath, [`${root}tools/build.mjs`]);
}

/** A fresh clone's lock file can be newer than an install that matches it. */
function hasWorkingInstall(marker) {
  if (!existsSync(marker)) return false;
  const { status } = spawnSync('npm', ['ls', '--all', '--silent'], { cwd: root, stdio: 'ignore' });
  return status === 0;
}
