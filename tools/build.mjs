import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { joinCommand } from './join-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Builds what changed: every package by the compiler, the one script that web pages load in one piece, the command in a few files, and the
 * files of a new store.
 */
const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);

await build({
  absWorkingDir: root,
  // The modules that tsc wrote; joined, for a page loads the widget as one classic script.
  entryPoints: ['emulators/zoho-salesiq/dist/browser/main.js'],
  outfile: 'emulators/zoho-salesiq/dist/widget-script.js',
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  logLevel: 'warning',
});

await joinCommand();
await makeEmptyStore();

/** New data folders get a copy of these files, which the engine needs seconds for. */
async function makeEmptyStore() {
  const { isEmptyStoreKept, keepEmptyStore } = await import('../packages/store/dist/drivers/empty-store.js');
  if (await isEmptyStoreKept()) return;
  const { openStore } = await import('../packages/store/dist/open-store.js');
  const folder = mkdtempSync(join(tmpdir(), 'baton-empty-store-'));
  try {
    await (await openStore({ dataDir: folder })).close();
    await keepEmptyStore(join(folder, 'store'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
