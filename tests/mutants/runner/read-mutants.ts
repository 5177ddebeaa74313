import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Mutant } from '../mutant.ts';
import { findStaleness } from './mutate.ts';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
const listsFolder = join(root, 'tests', 'mutants');

/** All lists together, in the order of their names. */
export async function readMutants(): Promise<Mutant[]> {
  const names = readdirSync(listsFolder).filter((name) => name.endsWith('.ts') && name !== 'mutant.ts');
  const lists = await Promise.all(
    names.sort().map(async (name) => {
      const list = (await import(pathToFileURL(join(listsFolder, name)).href)) as { mutants: Mutant[] };
      return list.mutants;
    }),
  );
  return lists.flat();
}

/** Those that are asked for. A whole id means that one alone, also when others begin with it. */
export function pickMutants(all: Mutant[], patterns: string[]): Mutant[] {
  const ids = new Set(all.map(({ id }) => id));
  const isMeant = ({ id, file }: Mutant, pattern: string): boolean =>
    ids.has(pattern) ? id === pattern : id.includes(pattern) || file.includes(pattern);
  return all.filter((mutant) => patterns.length === 0 || patterns.some((pattern) => isMeant(mutant, pattern)));
}

/** Why the lists as they are cannot be tried, one line for each thing that is wrong. */
export function findListProblems(mutants: Mutant[]): string[] {
  const ids = mutants.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [
    ...twice.map((id) => `${id}: two mutants are called so; give one of them another id.`),
    ...mutants.flatMap((mutant) => findProblems(mutant).map((problem) => `${mutant.id}: ${problem}`)),
  ];
}

function findProblems(mutant: Mutant): string[] {
  const { file, suites } = mutant;
  const missing = [file, ...suites].filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) return missing.map((path) => `${path} is not there; name the file where that is now.`);
  if (suites.length === 0) return ['it names no suite that should catch it; name one, or write one.'];
  const stale = findStaleness(readFileSync(join(root, file), 'utf8'), mutant);
  return stale === null ? [] : [stale];
}
