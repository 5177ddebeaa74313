import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startPostgres, type TestPostgres } from '@baton/testkit';
import { copyTree } from '../../support/copy-tree.ts';
import type { Mutant } from '../mutant.ts';
import { findStaleness, tryMutant, type Verdict } from './mutate.ts';
import { runProcess, runSuite, type SuiteResult } from './run-suite.ts';

/**
 * `npm run mutate` applies each mutant of `tests/mutants` in a temporary copy and tells which suite catches it; exit code 1 when one is
 * not caught, or cannot be tried any more. `-- <pattern> …` tries those whose id or file contains one; `-- --check` only looks whether
 * the snippets are still there.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const listsFolder = join(root, 'tests', 'mutants');
const isBuiltFor = (suite: string): boolean => suite.endsWith('.e2e.test.ts');
const needsDatabase = (suite: string): boolean => /\.(db|emulator|e2e)\.test\.ts$/.test(suite);
const suiteMsMax = 900_000;

async function readMutants(patterns: string[]): Promise<Mutant[]> {
  const names = readdirSync(listsFolder).filter((name) => name.endsWith('.ts') && name !== 'mutant.ts');
  const lists = await Promise.all(
    names.sort().map(async (name) => {
      const list = (await import(pathToFileURL(join(listsFolder, name)).href)) as { mutants: Mutant[] };
      return list.mutants;
    }),
  );
  const all = lists.flat();
  checkLists(all);
  return all.filter(
    ({ id, file }) =>
      patterns.length === 0 || patterns.some((pattern) => id.includes(pattern) || file.includes(pattern)),
  );
}

function checkLists(all: Mutant[]): void {
  const ids = all.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`Two mutants have the id ${twice}. Give one of them another.`);
  for (const { id, file, suites } of all)
    for (const path of [file, ...suites])
      if (!existsSync(join(root, path))) throw new Error(`The mutant ${id} names ${path}, which is not there.`);
  const lazy = all.find(({ suites }) => suites.length === 0);
  if (lazy !== undefined) throw new Error(`The mutant ${lazy.id} names no suite that should catch it.`);
}

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
  for (const suite of new Set(mutants.flatMap(({ suites }) => suites))) {
    const startedAt = performance.now();
    const result = await runIn(bench, suite);
    if (result.type !== 'passed') throw new Error(`${suite} fails without any mutant: ${result.why}`);
    bench.suites.set(suite, performance.now() - startedAt);
    say(`${'passes'.padEnd(9)} ${suite} (${seconds(startedAt)})`);
  }
}

async function tryAll(mutants: Mutant[]): Promise<Verdict[]> {
  const tree = realpathSync(mkdtempSync(join(tmpdir(), 'baton-mutants-')));
  const suites = mutants.flatMap((mutant) => mutant.suites);
  const remove = (): void => rmSync(tree, { recursive: true, force: true });
  process.once('exit', remove);
  let server: TestPostgres | null = null;
  try {
    copyTree(root, tree);
    server = suites.some(needsDatabase) ? await startPostgres({ path: process.env['PATH'] ?? '' }) : null;
    const bench: Bench = { tree, suites: new Map(), databaseUrl: server?.url ?? null };
    await runUnchanged(bench, mutants);
    const verdicts: Verdict[] = [];
    for (const mutant of mutants) {
      const startedAt = performance.now();
      const verdict = await tryMutant({ tree, run: (suite) => runIn(bench, suite) }, mutant);
      say(`${describe(mutant, verdict)} (${seconds(startedAt)})`);
      verdicts.push(verdict);
    }
    return verdicts;
  } finally {
    await server?.stop();
    remove();
  }
}

function describe({ id, file }: Mutant, verdict: Verdict): string {
  switch (verdict.type) {
    case 'caught':
      return `caught    ${id} by ${verdict.suite}: ${verdict.why}`;
    case 'survived':
      return `SURVIVED  ${id} in ${file}`;
    case 'stale':
    case 'broken':
      return `${verdict.type.padEnd(9)} ${id}: ${verdict.why}`;
    default:
      return verdict satisfies never;
  }
}

/** How many can still be tried. */
function checkSnippets(mutants: Mutant[]): number {
  const stale = mutants.flatMap((mutant) => {
    const why = findStaleness(readFileSync(join(root, mutant.file), 'utf8'), mutant);
    return why === null ? [] : [describe(mutant, { type: 'stale', why })];
  });
  for (const line of stale) say(line);
  return mutants.length - stale.length;
}

const seconds = (sinceMs: number): string => `${((performance.now() - sinceMs) / 1_000).toFixed(1)} s`;
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(values: string[]): Promise<boolean> {
  const isCheck = values.includes('--check');
  const mutants = await readMutants(values.filter((value) => value !== '--check'));
  if (mutants.length === 0) throw new Error('No mutant is called so, and none changes such a file.');
  const good = isCheck
    ? checkSnippets(mutants)
    : (await tryAll(mutants)).filter(({ type }) => type === 'caught').length;
  say(`${mutants.length} mutants, ${good} ${isCheck ? 'can be tried' : 'caught'}`);
  return good === mutants.length;
}

// Suites that run have a process group of their own and end with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
