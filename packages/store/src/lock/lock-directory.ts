import { randomBytes } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname, resolve } from 'node:path';
import { AppError } from '@baton/core';
import { closeToOthers } from './close-to-others.ts';
import { createLockNames, type FolderNames } from './lock-names.ts';
import { takeOver } from './take-over.ts';

/**
 * Takes a folder for this process alone, and makes it one that nobody else on the machine can look into. The lock is a listening Unix
 * socket, so it ends with the process however that ends; `take-over.ts` tells how a dead one is followed.
 * @throws AppError `data-directory-locked` when another process holds the folder; `configuration-invalid` when it cannot be used
 */
export async function lockDirectory(folder: string): Promise<{ release(): Promise<void> }> {
  const path = findFolder(folder);
  const names = createLockNames(path);
  try {
    for (;;) {
      const id = randomBytes(6).toString('hex');
      const server = await listen(names.socketPath(id));
      const outcome = await takeOver(names, id).catch(async (error: unknown) => {
        await letGo(names, { server, id });
        throw error;
      });
      if (outcome === 'won') {
        closeToOthers(path);
        return { release: () => letGo(names, { server, id }).finally(() => names.close()) };
      }
      await letGo(names, { server, id });
      if (outcome === 'held') throw locked(folder);
    }
  } catch (error) {
    names.close();
    throw unusable(folder, error);
  }
}

/** The folder as the operating system names it. */
function findFolder(folder: string): string {
  try {
    makeFolder(resolve(folder));
    return realpathSync(folder);
  } catch (cause) {
    throw unusable(folder, cause);
  }
}

/** Step by step: `mkdirSync` with `recursive` never returns for a folder that cannot be, such as `/proc/x`. */
function makeFolder(path: string): void {
  if (isFolder(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another one that starts now may have made it.
    if (!isFolder(path)) throw error;
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** The name of the dead socket stays on record: who comes next sees that nobody answers there. */
function letGo(names: FolderNames, { server, id }: { server: Server; id: string }): Promise<void> {
  rmSync(names.socketPath(id), { force: true });
  return new Promise((resolve) => server.close(() => resolve()));
}

const locked = (folder: string): AppError =>
  new AppError(
    'data-directory-locked',
    `Another Baton is running on ${folder}. Stop it first, or start this one with another BATON_DATA_DIR.`,
    { details: { folder } },
  );

const reasons: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the disk is mounted read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'a part of the path is a file',
  ENOENT: 'it cannot be made there',
  ENOTSUP: 'its file system has no sockets',
  EOPNOTSUPP: 'its file system has no sockets',
};

function unusable(folder: string, cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = reasons[code];
  if (reason === undefined) return cause;
  return new AppError(
    'configuration-invalid',
    `The data directory ${folder} cannot be used: ${reason}. Correct that, or set BATON_DATA_DIR to a directory that belongs to the user Baton runs as.`,
    { details: { folder }, cause },
  );
}
