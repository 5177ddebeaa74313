import { closeSync, existsSync, openSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { AppError } from '@baton/core';
import type { LockNames } from './take-over.ts';

/**
 * The names in a folder. `baton.lock` is a link to the holder's socket `baton.lock.<id>`; a claim is a link `baton.lock.<holder>.<number>`
 * to the claimant's. Making a link fails when its name exists, and a renamed one replaces another in one step.
 */
export interface FolderNames extends LockNames {
  /** Where the socket of this id listens. */
  socketPath(id: string): string;
  /** Call it when the lock was given up. */
  close(): void;
}

const record = 'baton.lock';
/** The record of earlier versions is a socket itself. */
const earlierHolder = 'earlier';
/** Sockets of earlier versions that were not on record. */
const earlierSocket = /^baton\.[0-9a-f]{8}$/;
/** An address of a socket has room for 104 bytes on some systems and 108 on others. */
const addressBytesMax = 100;

/** @throws AppError `configuration-invalid` when the path is too long for a socket */
export function createLockNames(folder: string): FolderNames {
  const { prefix, close } = shortenPath(folder);
  const socketName = (id: string): string => (id === earlierHolder ? record : `${record}.${id}`);
  const idOf = (name: string): string => name.slice(record.length + 1);
  const readId = (path: string): string | null => {
    try {
      return idOf(readlinkSync(path));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      if (codeOf(error) === 'EINVAL') return earlierHolder;
      throw error;
    }
  };
  const claimPath = (holder: string, number: number): string => join(folder, `${record}.${holder}.${number}`);
  return {
    socketPath: (id) => join(prefix, socketName(id)),
    close,
    readHolder: async () => readId(join(folder, record)),
    createHolder: async (id) => link(socketName(id), join(folder, record)),
    replaceHolder: async (id) => {
      const fresh = join(folder, `${record}.${id}.new`);
      symlinkSync(socketName(id), fresh);
      renameSync(fresh, join(folder, record));
    },
    createClaim: async (holder, { number, id }) => link(socketName(id), claimPath(holder, number)),
    readClaim: async (holder, number) => readId(claimPath(holder, number)),
    removeClaim: async (holder, number) => rmSync(claimPath(holder, number), { force: true }),
    isAlive: (id) => isAnswered(join(prefix, socketName(id))),
    hasName: async (id) => existsSync(join(folder, socketName(id))),
    removeOthers: async (id) => {
      const others = readdirSync(folder).filter(
        (name) => (name.startsWith(`${record}.`) && name !== socketName(id)) || earlierSocket.test(name),
      );
      for (const name of others) rmSync(join(folder, name), { force: true });
    },
  };
}

/** A way to the folder that leaves room for a socket's name. Linux has one for every folder that is open. */
function shortenPath(folder: string): { prefix: string; close(): void } {
  if (Buffer.byteLength(join(folder, `${record}.000000000000`)) <= addressBytesMax)
    return { prefix: folder, close: () => undefined };
  if (process.platform !== 'linux') {
    throw new AppError(
      'configuration-invalid',
      `The path of the data directory ${folder} is longer than ${addressBytesMax - record.length - 14} bytes, more than this system's sockets can take. Set BATON_DATA_DIR to a shorter one.`,
    );
  }
  const descriptor = openSync(folder, 'r');
  return { prefix: `/proc/self/fd/${descriptor}`, close: () => closeSync(descriptor) };
}

function link(target: string, path: string): boolean {
  try {
    symlinkSync(target, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Only a refusal, or no socket at all, is sure to mean that nobody is there: one that is busy or belongs to another user is alive. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => resolve(!['ECONNREFUSED', 'ENOENT'].includes(codeOf(error))));
  });
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
