import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type TestPostgres } from '@baton/testkit';
import { copyTree } from '../../support/copy-tree.ts';
import type { Mutant } from '../mutant.ts';
import { tryMutant } from './mutate.ts';
import { findListProblems, pickMutants, readMutants, root } from './read-mutants.ts';
import { countMutants, describeAll, describeSeconds, describeTrial, type Trial } from './report.ts';
import { runProcess, runSuite, type SuiteResult } from './run-suite.ts';

/**
 * `npm run mutate` applies each mutant of `tests/mutants` in a temporary copy and tells which suite catches it; exit code 1 when one is
 * not caught, or cannot be tried any more. `-- <pattern> …` tries those whose id or file contains one, or the one whose id it is.
 */
const isBuiltFor = (suite: string): boolean => suite.endsWith('.e2e.test.ts');
const needsDatabase = (suite: string): boolean => /\.(db|emulator|e2e)\.test\.ts$/.test(suite);
const suiteMsMax = 900_000;

type Bench = { tree: string; suites: Map<string, number>; databaseUrl: string | null };

/** Runs a suite in the copy, built anew when it starts the built files. */
async function runIn({ tree, suites, databaseUrl }: Bench, suite: string): Promise<SuiteResult> {
  if (isBuiltFor(suite)) {
    const compiler = join(tree, 'node_modules', 'typescript', 'bin', 'tsc');
    const built = await runProcess(process.execPath, [compiler, '-b'], { cwd: tree, withinMs: suiteMsMax });
    if (built.code !== 0) return { type: 'broken', why: `it does not compile: ${built.output.slice(0, 300)}` };
  }
  const usualMs = suites.get(suite);
  const withinMs = usualMs === undefined ? suiteMsMax : Math.min(suiteMsMax, 60_000 + 4 * usualMs);
  return runSuite({
    tree,
    suite,
    withinMs,
    environment: databaseUrl === null ? {} : { BATON_TEST_DATABASE_URL: databaseUrl },
  });
}

/** What a suite catches means nothing unless it passes without a mutant. */
async function runUnchanged(bench: Bench, mutants: Mutant[]): Promise<void> {
  const suites = [...new Set(mutants.flatMap((mutant) => mutant.suites))];
  for (const [index, suite] of suites.entries()) {
    const startedAt = performance.now();
    const result = await runIn(bench, suite);
    if (result.type !== 'passed') throw new Error(`${suite} fails without any mutant: ${result.why}`);
    const ms = performance.now() - startedAt;
    bench.suites.set(suite, ms);
    say(`${describePlace(index, suites.length)} passes    ${suite} (${describeSeconds(ms)})`);
  }
}

/** The suites that are quickest without it come first. */
const withQuickestFirst = (mutant: Mutant, { suites }: Bench): Mutant => ({
  ...mutant,
  suites: mutant.suites.toSorted((left, right) => (suites.get(left) ?? 0) - (suites.get(right) ?? 0)),
});

async function tryAll(mutants: Mutant[]): Promise<Trial[]> {
  const tree = realpathSync(mkdtempSync(join(tmpdir(), 'baton-mutants-')));
  const suites = mutants.flatMap((mutant) => mutant.suites);
  const remove = (): void => rmSync(tree, { recursive: true, force: true });
  process.once('exit', remove);
  let server: TestPostgres | null = null;
  try {
    copyTree(root, tree);
    server = suites.some(needsDatabase) ? await startPostgres({ path: process.env['PATH'] ?? '' }) : null;
    const bench: Bench = { tree, suites: new Map(), databaseUrl: server?.url ?? null };
    say(`The suites of ${countMutants(mutants.length)}, as the sources are:`);
    await runUnchanged(bench, mutants);
    say('\nThe mutants:');
    const trials: Trial[] = [];
    for (const [index, mutant] of mutants.entries()) {
      const startedAt = performance.now();
      const run = (suite: string) => runIn(bench, suite);
      const verdict = await tryMutant({ tree, run }, withQuickestFirst(mutant, bench));
      const trial: Trial = { mutant, verdict, ms: performance.now() - startedAt };
      say(`${describePlace(index, mutants.length)} ${describeTrial(trial)} (${describeSeconds(trial.ms)})`);
      trials.push(trial);
    }
    return trials;
  } finally {
    await server?.stop();
    remove();
  }
}

const describePlace = (index: number, count: number): string =>
  `${String(index + 1).padStart(String(count).length)}/${count}`;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(patterns: string[]): Promise<boolean> {
  const mutants = pickMutants(await readMutants(), patterns);
  if (mutants.length === 0)
    throw new Error(`No mutant is called ${patterns.join(' or ')}, and none changes such a file. See tests/mutants.`);
  const problems = findListProblems(mutants);
  if (problems.length > 0) throw new Error(`Nothing was tried, because the lists do not fit:\n${problems.join('\n')}`);
  const from = performance.now();
  const trials = await tryAll(mutants);
  const minutes = ((performance.now() - from) / 60_000).toFixed(1);
  say(`\n${describeAll(trials)}\n${minutes} min in all`);
  return trials.every(({ verdict }) => verdict.type === 'caught');
}

// Suites that run have a process group of their own and end with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
