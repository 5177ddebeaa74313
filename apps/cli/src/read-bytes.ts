import { readFile } from 'node:fs/promises';
import { complain } from './process.ts';

/** What is in a file; null, and the reason said, when it cannot be read. */
export async function readBytes(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    complain(`${path} cannot be read (${describe(error)}). Check the path and who may read it.`);
    return null;
  }
}

const describe = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
