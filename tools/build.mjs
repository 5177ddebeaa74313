import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds what changed: every package by the compiler, then the one script that web pages load in one piece. */
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
