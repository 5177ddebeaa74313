import { AppError } from '@baton/core';
import { explainFolder } from './explain-folder.ts';
import { codesOf } from './system-code.ts';

/** What it means that the embedded store of a data folder could not be opened, with the next step. */
export function explainEmbedded(dataDir: string, error: unknown): unknown {
  if (error instanceof AppError && error.code !== 'store-unavailable') return error;
  const explained = explainFolder(dataDir, error);
  if (explained !== error) return explained;
  const [code] = codesOf(error);
  return new AppError(
    'store-unavailable',
    [
      `The embedded store in ${dataDir} cannot be opened; its files are probably damaged or not all there${code === undefined ? '' : ` (${code})`}.`,
      'That comes of copying the folder while Baton runs, of a disk that fails, or of a backup that was restored in part.',
      'Restore a backup of the whole folder. To begin anew move the folder away, and keep it until you are sure: it holds everything.',
    ].join('\n'),
    { cause: error },
  );
}
