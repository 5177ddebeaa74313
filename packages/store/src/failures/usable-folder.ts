import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  rmSync,
  type Stats,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { explainFolder, unusableFolder } from './explain-folder.ts';
import { codesOf } from './system-code.ts';

/**
 * Makes a folder with all folders above it (mode 0700), proves that it can be written to, and returns it as the system names it.
 * @throws AppError `data-directory-unusable` with cause and next step
 */
export function makeUsableFolder(written: string): string {
  const folder = resolve(written);
  try {
    makeFolder(folder);
    tryToWrite(folder);
    return realpathSync(folder);
  } catch (cause) {
    throw explainFolder(folder, cause);
  }
}

/** Step by step: `mkdirSync` with `recursive` never returns for a folder that cannot be, such as `/proc/x`. */
function makeFolder(folder: string): void {
  const found = look(folder);
  if (found?.isDirectory() === true) return;
  if (found !== null) throw Object.assign(new Error('is a file'), { code: 'ENOTDIR', path: folder });
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another one that starts now may have made it.
    if (look(folder)?.isDirectory() !== true) throw error;
  }
}

/** Null also below a file, which is found on the way up. */
function look(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (codesOf(error)[0] === 'ENOTDIR') return null;
    throw error;
  }
}

function tryToWrite(folder: string): void {
  const path = join(folder, `.baton-trial-${randomUUID().slice(0, 8)}`);
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, Buffer.alloc(4_096));
    fsyncSync(file);
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}

/** What a new embedded store takes with its log files, and what a used one needs to go on. */
const freeBytesMin = { new: 80_000_000, used: 16_000_000 };

/** @throws AppError `data-directory-unusable` when the store would run out of room at once */
export function checkRoom(folder: string, age: 'new' | 'used'): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= freeBytesMin[age]) return;
  const inMegabytes = (bytes: number): number => Math.round(bytes / 1_000_000);
  const purpose = age === 'new' ? ' to begin with' : '';
  throw unusableFolder(
    `The disk of ${folder} is full: ${inMegabytes(free)} MB are free, and the embedded store needs ${inMegabytes(freeBytesMin[age])} MB${purpose}.`,
    'Make room there, or name a folder on another disk with BATON_DATA_DIR.',
    Object.assign(new Error('no room'), { code: 'ENOSPC' }),
  );
}
