import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DurableFiles } from './durable-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-durable-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The hook as the engine calls it, with an open file as its Node file system knows it. */
async function openHook(files: DurableFiles): Promise<(stream: { nfd?: number }) => void> {
  // The engine is only kept by the base class.
  const { emscriptenOpts } = await files.init({} as PGlite, {});
  const operations: { fsync?: (stream: { nfd?: number }) => void } = {};
  for (const run of [emscriptenOpts.preRun ?? []].flat().slice(-1))
    run({ NODEFS: { stream_ops: operations } } as unknown as Parameters<typeof run>[0]);
  if (operations.fsync === undefined) throw new Error('there is no hook');
  return operations.fsync;
}

it('syncs the file it is given, and counts that', async () => {
  const files = new DurableFiles(folder);
  const fsync = await openHook(files);
  const file = openSync(join(folder, 'a'), 'w');
  fsync({ nfd: file });
  expect(files.fsyncCount).toBe(1);
  closeSync(file);
});

it('counts nothing that was not done', async () => {
  const files = new DurableFiles(folder);
  const fsync = await openHook(files);
  const file = openSync(join(folder, 'a'), 'w');
  closeSync(file);
  // The operating system refuses a closed file, and a call that never reached it could not.
  expect(() => fsync({ nfd: file })).toThrow(/EBADF/);
  fsync({});
  expect(files.fsyncCount).toBe(0);
});
