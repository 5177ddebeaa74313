import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { isJoined } from '../apps/cli/bin/joined.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'apps/cli/dist/joined');

/** Writes the modules of `baton`, with the libraries they import, into a few files that start in half the time. Nothing when they fit. */
export async function joinCommand() {
  if (isJoined()) return;
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['apps/cli/dist/main.js'],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Errors are told by the names of their classes.
    keepNames: true,
    metafile: true,
    // The engine finds its files beside its modules; the other one is optional.
    external: ['@electric-sql/pglite', 'pg-native'],
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
    plugins: [{ name: 'own-modules', setup: ({ onLoad }) => onLoad({ filter: /\.js$/ }, readOwn) }],
    logLevel: 'warning',
  });
  // Of libraries, the lock file tells.
  const own = Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules'));
  const sources = [...own, 'package-lock.json'].map((path) => toUrlPath(relative(folder, join(root, path))));
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(sources));
}

/** Modules of ours that look for files beside themselves, or import what a folder holds, go on to do so. */
function readOwn({ path }) {
  if (path.includes(`node_modules${sep}`)) return undefined;
  const text = readFileSync(path, 'utf8');
  if (!text.includes('import.meta.url')) return undefined;
  const here = JSON.stringify(toUrlPath(relative(folder, path)));
  const placed = text.replaceAll('import.meta.url', `new URL(${here}, import.meta.url).href`);
  return { contents: basename(path) === 'load-performers.js' ? listPerformers(placed, dirname(path)) : placed };
}

const importByName = /import\(__rewriteRelativeImportExtension\([^)]*\)\)/;

/** An import by a computed name becomes one of those there are. */
function listPerformers(text, beside) {
  if (!importByName.test(text))
    throw new Error('load-performers.ts imports in a way that tools/join-command.mjs does not know.');
  const names = readdirSync(beside).filter((name) => name.endsWith('.js') && name !== 'load-performers.js');
  const entries = names.map(
    (name) => `${JSON.stringify(basename(name, '.js'))}: () => import(${JSON.stringify(`./${name}`)})`,
  );
  return `${text.replace(importByName, '(async () => performers[kind]())()')}\nconst performers = {${entries.join(', ')}};\n`;
}

const toUrlPath = (path) => path.split(sep).join('/');
