import { createHash, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@baton/core';

const socketPathMax = 100;

/**
 * Takes a folder for this process alone. The lock is a listening Unix socket, so it ends with the process however that ends.
 * A dead owner's socket file is taken over: whoever links its own live socket to the name first has it.
 * @throws AppError `data-directory-locked` when another process holds the folder; nothing is changed then.
 */
export async function lockDirectory(folder: string): Promise<{ release(): Promise<void> }> {
  mkdirSync(folder, { recursive: true });
  const name = socketPath(realpathSync(folder));
  const own = `${name.slice(0, -5)}.${randomUUID().slice(0, 8)}`;
  const server = await listen(own);
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (tryLink(own, name)) return { release: () => release(server, name, own) };
      if (await isAlive(name)) break;
      rmSync(name, { force: true });
    }
  } catch (error) {
    await release(server, null, own);
    throw error;
  }
  await release(server, null, own);
  throw new AppError(
    'data-directory-locked',
    `Another Baton is running on ${folder}. Stop it first, or start this one with another BATON_DATA_DIR.`,
    { details: { folder } },
  );
}

function socketPath(folder: string): string {
  const inside = join(folder, 'baton.lock');
  if (inside.length <= socketPathMax) return inside;
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  return join(tmpdir(), `baton-${digest}.lock`);
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

function tryLink(own: string, name: string): boolean {
  try {
    linkSync(own, name);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const finish = (isAnswered: boolean): void => {
      socket.destroy();
      resolve(isAnswered);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}

function release(server: Server, name: string | null, own: string): Promise<void> {
  if (name !== null) rmSync(name, { force: true });
  rmSync(own, { force: true });
  return new Promise((resolve) => server.close(() => resolve()));
}
