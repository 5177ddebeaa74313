import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMigrations } from '../migrate.ts';

/*
 * The embedded engine takes seconds to make the files of a new store (4.7 s of processor time against 0.9 s for copying them), and they are
 * the same every time. So the build makes them once, and a new data folder gets a copy.
 */
const built = fileURLToPath(new URL('../../dist/empty-store/', import.meta.url));
const filesOf = (kept: string): string => join(kept, 'files');
const keyOf = (kept: string): string => join(kept, 'key');

/** What the files depend on: the engine's version and the migrations. */
async function emptyStoreKey(): Promise<string> {
  const engine = readFileSync(new URL('../package.json', import.meta.resolve('@electric-sql/pglite')), 'utf8');
  const hash = createHash('sha256').update(engine);
  for (const { name, sql } of await readMigrations()) hash.update(`${name}\n${sql}\n`);
  return hash.digest('hex');
}

/** Keeps the files of a store that was just made and closed, for copies. `kept`: where; default beside the build. Called by the build. */
export async function keepEmptyStore(folder: string, kept = built): Promise<void> {
  rmSync(kept, { recursive: true, force: true });
  cpSync(folder, filesOf(kept), { recursive: true });
  writeFileSync(keyOf(kept), await emptyStoreKey());
}

/** Whether the build has made files that fit this version. */
export const isEmptyStoreKept = async (kept = built): Promise<boolean> =>
  existsSync(keyOf(kept)) && readFileSync(keyOf(kept), 'utf8') === (await emptyStoreKey());

/**
 * Puts a copy into a folder that is empty, so that a crash or a power cut leaves all of it or nothing. Without files that fit, nothing is
 * done, and the engine makes its own.
 */
export async function copyEmptyStore(folder: string, kept = built): Promise<void> {
  const parent = dirname(folder);
  const prefix = `${basename(folder)}.new-`;
  for (const name of readdirSync(parent))
    if (name.startsWith(prefix)) rmSync(join(parent, name), { recursive: true, force: true });
  if (!(await isEmptyStoreKept(kept))) return;
  const copy = join(parent, `${prefix}${randomUUID().slice(0, 8)}`);
  cpSync(filesOf(kept), copy, { recursive: true });
  await syncAll(copy);
  renameSync(copy, folder);
  await sync(parent);
}

async function syncAll(path: string): Promise<void> {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    await (entry.isDirectory() ? syncAll(inner) : sync(inner));
  }
  await sync(path);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
