import { chmodSync, lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes everybody else's rights on a folder and on all that is in it. What belongs to somebody else, or is shared on purpose (`/tmp`), is
 * left as it is. The embedded engine makes its files readable and writable by everybody, whatever the process's umask says.
 */
export function closeToOthers(path: string): void {
  const found = look(path);
  // Somebody who tried to get the lock has just removed its name again.
  if (found === null || found.uid !== process.getuid?.() || isShared(found)) return;
  if ((found.isDirectory() || found.isFile()) && (found.mode & 0o077) !== 0) chmodSync(path, found.mode & 0o700);
  if (found.isDirectory()) for (const name of readdirSync(path)) closeToOthers(join(path, name));
}

const isShared = ({ mode }: Stats): boolean => (mode & 0o1000) !== 0;

const look = (path: string): Stats | null => lstatSync(path, { throwIfNoEntry: false }) ?? null;
