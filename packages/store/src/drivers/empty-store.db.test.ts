import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMigrations } from '../migrate.ts';
import { openStore } from '../open-store.ts';
import { openEmbedded } from './embedded.ts';
import { copyEmptyStore, isEmptyStoreKept, keepEmptyStore } from './empty-store.ts';

describe('the files of an empty store', () => {
  let folder: string;
  let kept: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-empty-store-'));
    kept = join(folder, 'kept');
    mkdirSync(join(folder, 'data', 'store'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const target = (): string => join(folder, 'data', 'store');

  it('are a store with every migration in it, and as often as they are copied', { timeout: 180_000 }, async () => {
    const made = join(folder, 'made');
    mkdirSync(made);
    await (await openStore({ dataDir: made })).close();
    await keepEmptyStore(join(made, 'store'), kept);

    for (const name of ['data', 'other']) {
      mkdirSync(join(folder, name, 'store'), { recursive: true });
      await copyEmptyStore(join(folder, name, 'store'), kept);
      const database = await openEmbedded(join(folder, name, 'store'));
      const applied = await database.query('select name from schema_migrations order by name');
      const deliveries = await database.query('select count(*)::int as count from deliveries');
      await database.close();
      expect(applied.map((row) => row['name'])).toEqual((await readMigrations()).map((migration) => migration.name));
      expect(deliveries).toEqual([{ count: 0 }]);
    }
  });

  it('are left alone when they are of another version', async () => {
    await keepFakeFiles();
    writeFileSync(join(kept, 'key'), 'of another version');

    await copyEmptyStore(target(), kept);

    expect(await isEmptyStoreKept(kept)).toBe(false);
    expect(readdirSync(target())).toEqual([]);
  });

  it('replace what an interrupted copy left behind', async () => {
    await keepFakeFiles();
    mkdirSync(join(folder, 'data', 'store.new-1'));
    writeFileSync(join(folder, 'data', 'store.new-1', 'half'), '');

    await copyEmptyStore(target(), kept);

    expect(readdirSync(join(folder, 'data'))).toEqual(['store']);
    expect(readFileSync(join(target(), 'PG_VERSION'), 'utf8')).toBe('17');
  });

  async function keepFakeFiles(): Promise<void> {
    const made = join(folder, 'fake');
    mkdirSync(made);
    writeFileSync(join(made, 'PG_VERSION'), '17');
    await keepEmptyStore(made, kept);
  }
});
