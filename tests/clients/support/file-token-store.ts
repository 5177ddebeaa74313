import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { StoredToken, TokenStore } from '@baton/client-zoho';

/** A token that processes share as a file; whoever makes the lock file has the lock. */
export function createFileTokenStore(path: string): TokenStore {
  const lockPath = `${path}.lock`;
  const take = async (): Promise<void> => {
    for (;;) {
      try {
        await (await open(lockPath, 'wx')).close();
        return;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
        await delay(5);
      }
    }
  };
  return {
    read: async () => {
      const text = await readFile(path, 'utf8').catch(() => 'null');
      const token: StoredToken | null = JSON.parse(text);
      return token;
    },
    write: async (token) => {
      await writeFile(`${path}.new`, JSON.stringify(token));
      await rename(`${path}.new`, path);
    },
    lock: async (work) => {
      await take();
      try {
        return await work();
      } finally {
        await rm(lockPath);
      }
    },
  };
}
