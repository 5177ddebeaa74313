import { readFileSync, statSync } from 'node:fs';

const folder = new URL('../dist/joined/', import.meta.url);
const listOfSources = new URL('sources.json', folder);

/** All modules of the command in a few files, which the build writes: reading a thousand takes a start half a second of processor time. */
export const joinedMain = new URL('main.js', folder);

/** Whether what the compiler wrote has not changed since its modules were joined. */
export function isJoined() {
  try {
    const joinedAt = statSync(listOfSources).mtimeMs;
    const sources = JSON.parse(readFileSync(listOfSources, 'utf8'));
    return sources.every((path) => statSync(new URL(path, folder)).mtimeMs <= joinedAt);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}
