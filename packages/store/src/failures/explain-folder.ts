import { userInfo } from 'node:os';
import { AppError } from '@baton/core';
import { codesOf } from './system-code.ts';

const elsewhere = 'or name another folder with BATON_DATA_DIR.';

/** What a failed call of the system on the data folder means to the person who chose it, with the next step. */
export function explainFolder(folder: string, cause: unknown): unknown {
  const [code] = codesOf(cause);
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return cause;
  const [what, nextStep] = explain(folder, { code, path: pathOf(cause) });
  return unusableFolder(what, nextStep, cause);
}

export const unusableFolder = (what: string, nextStep: string, cause?: unknown): AppError =>
  new AppError('data-directory-unusable', `${what}\n${nextStep}`, { cause });

function explain(folder: string, { code, path }: { code: string; path: string | null }): [string, string] {
  switch (code) {
    case 'ENOTDIR':
    case 'EEXIST':
      return [`${path ?? folder} is a file, and a folder is needed for the data.`, `Move the file away, ${elsewhere}`];
    case 'EACCES':
    case 'EPERM': {
      const user = nameOfUser();
      const nextStep = `Let it belong to that user (chown -R ${user} ${folder}), ${elsewhere}`;
      return [`The user ${user} may not write to ${folder}.`, nextStep];
    }
    case 'EROFS':
      return [
        `${folder} lies on a file system that is mounted read-only.`,
        `Mount it writable (in a container: as a volume), ${elsewhere}`,
      ];
    case 'ENOSPC':
    case 'EDQUOT':
      return [`The disk of ${folder} is full.`, `Make room there, ${elsewhere}`];
    case 'ENAMETOOLONG':
      return [`The name ${folder.slice(0, 80)}… is too long.`, 'Name a shorter one with BATON_DATA_DIR.'];
    case 'ENOTSUP':
    case 'EOPNOTSUPP':
      return [`The file system of ${folder} has no sockets, which lock the folder.`, `Use a local disk, ${elsewhere}`];
    default:
      return [
        `The system lets no folder be made at ${folder} (${code}).`,
        'Name an ordinary folder with BATON_DATA_DIR, for example /var/lib/baton.',
      ];
  }
}

const pathOf = (error: unknown): string | null =>
  error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null;

/** A number that has no name on this machine is told as it is. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'of this process');
  }
}
