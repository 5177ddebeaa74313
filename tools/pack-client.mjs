import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { build } from 'esbuild';

/*
 * What npm gets of a package that strangers use is one file: Node needs about half a millisecond for each module, and the clients are
 * some seventy of them. `prepack` joins the files that tsc wrote, `postpack` puts the first of them back. Other packages stay outside,
 * so that there is one ClientError for all.
 */
const [built, kept, joined] = ['dist/index.js', 'dist/.index.js', 'dist/.joined.js'];

if (process.argv[2] === 'postpack') {
  renameSync(kept, built);
} else {
  if (existsSync(kept)) renameSync(kept, built);
  await build({
    entryPoints: [built],
    outfile: joined,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['@baton/*'],
    // Node reads a shorter text sooner; names stay, for stack traces.
    minifyWhitespace: true,
    logLevel: 'warning',
  });
  copyFileSync(built, kept);
  renameSync(joined, built);
}
