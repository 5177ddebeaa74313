import type { Attachment, FileLimits } from '../ports/attachment.ts';

/** Why a file does not reach the other side; each is a text of the catalogue. */
export type FileProblem = 'file-too-big' | 'file-type-not-taken' | 'files-not-taken' | 'file-not-available';

/** What speaks against a file by what is known of it so far; null: nothing. `limits` null: the other side takes no files. */
export function findFileProblem(
  { contentType, sizeBytes }: Pick<Attachment, 'contentType' | 'sizeBytes'>,
  limits: FileLimits | null,
): FileProblem | null {
  if (limits === null) return 'files-not-taken';
  if (sizeBytes !== null && sizeBytes > limits.bytesMax) return 'file-too-big';
  if (contentType === null || limits.contentTypes === null) return null;
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const isTaken = limits.contentTypes.some((taken) =>
    taken.endsWith('/*') ? type.startsWith(taken.slice(0, -1)) : taken === type,
  );
  return isTaken ? null : 'file-type-not-taken';
}

/** A file as people are told of it: its name, and its size where that is known. */
export function describeFile({ name, sizeBytes }: Pick<Attachment, 'name' | 'sizeBytes'>): string {
  return sizeBytes === null ? name : `${name} (${describeSize(sizeBytes)})`;
}

function describeSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${Math.ceil(bytes / 100_000) / 10} MB`;
}

/** Words, and the names of the files that came with them, as they are kept. */
export const withFileNames = (text: string, attachments: readonly Attachment[]): string =>
  [text, ...attachments.map(({ name }) => `[attachment: ${name}]`)].filter((part) => part !== '').join('\n');
