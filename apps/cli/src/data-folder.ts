import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '@baton/core';

/** What a new embedded store takes with its log files, and what a used one needs to go on. */
const freeBytesNew = 80_000_000;
const freeBytesUsed = 16_000_000;

/**
 * Makes the data folder with all folders above it (mode 0700) and proves that it can be written to.
 * @throws AppError `data-directory-unusable` with cause and next step
 */
export function prepareDataFolder(written: string): string {
  const folder = resolve(written);
  attempt(folder, () => {
    makeFolder(folder);
    probe(folder);
  });
  checkSpace(folder);
  return folder;
}

/** One level after the other: Node's own recursive way never ends where the system says that a parent is missing which is there (/proc). */
function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  if (found !== undefined) throw Object.assign(new Error('is a file'), { code: 'ENOTDIR', path: folder });
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause;
  }
}

function probe(folder: string): void {
  const path = join(folder, `.baton-probe-${randomUUID().slice(0, 8)}`);
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, Buffer.alloc(4_096));
    fsyncSync(file);
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}

function checkSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const isNew = statSync(join(folder, 'store', 'PG_VERSION'), { throwIfNoEntry: false }) === undefined;
  const needed = isNew ? freeBytesNew : freeBytesUsed;
  const free = bavail * bsize;
  if (free >= needed) return;
  const inMegabytes = (bytes: number): number => Math.round(bytes / 1_000_000);
  throw unusable(
    `On the disk of ${folder} only ${inMegabytes(free)} MB are free, and the embedded store needs ${inMegabytes(needed)} MB${isNew ? ' to begin with' : ''}.`,
    'Make room there, or name a folder on another disk with BATON_DATA_DIR.',
  );
}

function attempt(folder: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw explainFolder(folder, cause);
  }
}

/** What a failed call of the system on a folder means to the person who chose it. */
export function explainFolder(folder: string, cause: unknown): Error {
  const elsewhere = 'or name another folder with BATON_DATA_DIR.';
  switch (codeOf(cause)) {
    case 'ENOTDIR':
    case 'EEXIST': {
      const file = pathOf(cause) ?? folder;
      return unusable(
        `${file} is a file, and a folder is needed for the data.`,
        `Move the file away, ${elsewhere}`,
        cause,
      );
    }
    case 'EACCES':
    case 'EPERM':
      return unusable(
        `The user ${nameOfUser()} may not write to ${folder}.`,
        `Let it belong to that user (chown -R ${nameOfUser()} ${folder}), ${elsewhere}`,
        cause,
      );
    case 'EROFS':
      return unusable(
        `${folder} lies on a file system that is mounted read-only.`,
        `Mount it writable (in a container: as a volume), ${elsewhere}`,
        cause,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return unusable(`The disk of ${folder} is full.`, `Make room there, ${elsewhere}`, cause);
    case 'ENAMETOOLONG':
      return unusable(
        `The name ${folder.slice(0, 80)}… is too long.`,
        'Name a shorter one with BATON_DATA_DIR.',
        cause,
      );
    default:
      return unusable(
        `The system lets no folder be made at ${folder} (${codeOf(cause) ?? 'unknown reason'}).`,
        'Name an ordinary folder with BATON_DATA_DIR, for example /var/lib/baton.',
        cause,
      );
  }
}

const unusable = (what: string, nextStep: string, cause?: unknown): AppError =>
  new AppError('data-directory-unusable', `${what}\n${nextStep}`, { cause });

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

const pathOf = (error: unknown): string | null =>
  error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null;

/** A number that has no name here is told as it is. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'of this process');
  }
}
