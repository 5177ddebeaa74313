import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { AppError } from '@baton/core';
import { explainFolder } from '../failures/explain-folder.ts';
import { makeUsableFolder } from '../failures/usable-folder.ts';
import { closeToOthers } from './close-to-others.ts';
import { createLockNames, type FolderNames } from './lock-names.ts';
import { takeOver } from './take-over.ts';

/**
 * Takes a folder for this process alone, and makes it one that nobody else on the machine can look into. The lock is a listening Unix
 * socket, so it ends with the process however that ends; `take-over.ts` tells how a dead one is followed.
 * @throws AppError `data-directory-locked` when another process holds the folder; `data-directory-unusable` when it cannot be used
 */
export async function lockDirectory(folder: string): Promise<{ release(): Promise<void> }> {
  const path = makeUsableFolder(folder);
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
    throw explainFolder(folder, error);
  }
}

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
