import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { endingOf, readArticles, readableEndings } from '../reading/read-articles.ts';
import type { Source } from './index-folder.ts';

export type Addition = {
  sources: Source[];
  /** How many files were new or changed, how many as before, and how many are no longer there. */
  changed: number;
  unchanged: number;
  gone: number;
  /** Files that could not be read, each with the reason. */
  problems: string[];
};

/**
 * Reads a file, or every readable file below a folder, into what an index holds. Paths begin with the name of that file or folder. Files that are
 * as they were are not read again; what was below the folder before and is gone is removed, and one that cannot be read stays as it was.
 */
export async function addSources(known: Source[], path: string): Promise<Addition> {
  const isFolder = (await stat(path)).isDirectory();
  const name = basename(resolve(path));
  const byPath = new Map(known.map((source) => [source.path, source]));
  const addition: Addition = { sources: [], changed: 0, unchanged: 0, gone: 0, problems: [] };
  const seen = new Set<string>();
  for (const file of isFolder ? await listFiles(path) : [path]) {
    const sourcePath = isFolder ? `${name}/${relative(path, file).split(sep).join('/')}` : name;
    seen.add(sourcePath);
    const source = await readSource(file, { sourcePath, before: byPath.get(sourcePath), addition });
    if (source !== undefined) addition.sources.push(source);
  }
  for (const source of known) {
    if (seen.has(source.path)) continue;
    if (isFolder && source.path.startsWith(`${name}/`)) addition.gone += 1;
    else addition.sources.push(source);
  }
  return addition;
}

type Expected = { sourcePath: string; before: Source | undefined; addition: Addition };

async function readSource(file: string, { sourcePath, before, addition }: Expected): Promise<Source | undefined> {
  const bytes = await readFile(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (before?.sha256 === sha256) {
    addition.unchanged += 1;
    return before;
  }
  const reading = readArticles(sourcePath, bytes.toString());
  if (reading.type === 'refused') {
    addition.problems.push(reading.problem);
    return before;
  }
  addition.changed += 1;
  return { path: sourcePath, sha256, articles: reading.articles };
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && readableEndings.includes(endingOf(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
