import fs, { mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Database } from '../database.ts';
import { openEmbedded } from './embedded.ts';

const { writeSync } = fs;
let folder: string;
let database: Database;
/** What the operating system says to every write into the folder; null: it does as it is told. */
let refusal: string | null = null;

/** The engine writes through the functions of `node:fs`, with the descriptors of its files. */
function refuseWrites(): void {
  fs.writeSync = ((descriptor: number, ...values: unknown[]) => {
    if (refusal !== null && fs.readlinkSync(`/proc/self/fd/${descriptor}`).startsWith(folder))
      throw Object.assign(new Error('planned'), { code: refusal });
    return Reflect.apply(writeSync, fs, [descriptor, ...values]);
  }) as typeof writeSync;
  syncBuiltinESMExports();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-full-'));
  database = await openEmbedded(folder, { reopenAfterMs: 100 });
  await database.runScript('create table notes (id integer primary key, text text)');
  refuseWrites();
});
afterAll(async () => {
  refusal = null;
  await database.close();
  fs.writeSync = writeSync;
  syncBuiltinESMExports();
  rmSync(folder, { recursive: true });
});

const write = (id: number): Promise<unknown> =>
  database.transaction((handle) =>
    handle.query('insert into notes (id, text) values ($1, $2)', [id, 'x'.repeat(5_000)]),
  );

it.skipIf(process.platform !== 'linux').each([
  ['ENOSPC', 10, 'disk of the database is full'],
  ['EIO', 20, 'disk of the database fails'],
])('says so while the disk refuses writes (%s), never hangs, and goes on by itself', async (code, from, words) => {
  await write(from);
  refusal = code;
  for (let id = from + 1; id < from + 5; id += 1)
    await expect(write(id)).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
  const said = await write(from + 5).catch((error: unknown) => (error instanceof Error ? error.message : ''));
  expect(said).toContain(words);
  refusal = null;
  await vi.waitFor(() => write(from + 6), { timeout: 20_000, interval: 100 });
  // Nothing of what was refused is there, and everything that was not.
  expect(await database.query(`select id from notes where id >= ${from} order by id`)).toEqual([
    { id: from },
    { id: from + 6 },
  ]);
});

it('takes a statement that is wrong for no sign of a broken store', async () => {
  await expect(database.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
  await expect(database.query('select nothing')).rejects.toMatchObject({ code: '42703' });
  await write(1);
  await expect(write(1)).rejects.toMatchObject({ code: '23505' });
  expect(await database.query('select id from notes where id < 10')).toEqual([{ id: 1 }]);
});
