import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from '../mutant.ts';
import type { SuiteResult } from './run-suite.ts';

/**
 * caught: a suite failed. survived: none did. stale: the snippet is not in the file exactly once any more. broken: the changed sources
 * do not even load, which says nothing about the suites.
 */
export type Verdict =
  | { type: 'caught'; suite: string; why: string }
  | { type: 'survived' }
  | { type: 'stale'; why: string }
  | { type: 'broken'; why: string };

type Tools = { tree: string; run(suite: string): Promise<SuiteResult> };

/** Applies a mutant in the tree, runs its suites up to the first that fails, and puts the file back. */
export async function tryMutant({ tree, run }: Tools, mutant: Mutant): Promise<Verdict> {
  const path = join(tree, mutant.file);
  const source = readFileSync(path, 'utf8');
  const stale = findStaleness(source, mutant);
  if (stale !== null) return { type: 'stale', why: stale };
  writeFileSync(
    path,
    source.replace(mutant.find, () => mutant.replace),
  );
  try {
    for (const suite of mutant.suites) {
      const result = await run(suite);
      if (result.type === 'failed') return { type: 'caught', suite, why: result.why };
      if (result.type === 'broken') return { type: 'broken', why: `${suite}: ${result.why}` };
    }
    return { type: 'survived' };
  } finally {
    writeFileSync(path, source);
  }
}

/** Why a mutant can no longer be applied to a source; null when it can. */
export function findStaleness(source: string, { file, find, replace }: Mutant): string | null {
  if (find === replace) return 'it changes nothing; let "replace" differ from "find".';
  const times = source.split(find).length - 1;
  if (times === 1) return null;
  return times === 0
    ? `what it looks for is not in ${file} any more; find where the same mistake would be made now, or drop it if it cannot be made.`
    : `what it looks for stands in ${file} ${times} times; take more of the lines around it into "find".`;
}
