import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { runChecks } from './checks.mjs';
import { prepare, root } from './prepare.mjs';
import { readProcessorSeconds } from './processor-time.mjs';

/*
 * npm test                  everything
 * npm test -- --quick       checks and units, for every save
 * npm test -- <pattern> …   the tests whose path contains a pattern
 */
const slowestMax = 12;
/** Above so many seconds of processor time two processors need longer than the six minutes, or the one, that are promised. */
const budgets = { all: 660, quick: 80 };
const { values, positionals: patterns } = readArguments();
const from = performance.now();
await prepare();
if (!(await getReady())) process.exit(1);
const isSound = patterns.length > 0 || (await runChecks());
// Checks that fail are worth mending before minutes are spent on tests.
process.exit(isSound && runTests() ? 0 : 1);

function readArguments() {
  try {
    return parseArgs({ options: { quick: { type: 'boolean', default: false } }, allowPositionals: true });
  } catch (error) {
    process.stderr.write(`${error.message}\nUsage: npm test [-- --quick | <pattern> …]\n`);
    process.exit(1);
  }
}

/** A database server and a browser, where the tests need them. */
async function getReady() {
  if (values.quick) return true;
  try {
    (await import('./postgres.mjs')).ensurePostgres();
    if (patterns.length === 0 || patterns.some((pattern) => pattern.includes('browser')))
      (await import('./browser.mjs')).ensureBrowser();
    return true;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return false;
  }
}

function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'baton-test-'));
  const file = join(folder, 'report.json');
  const figures = join(folder, 'figures.jsonl');
  process.stdout.write('\n== Tests\n');
  const { status } = spawnSync(
    `${root}node_modules/.bin/vitest`,
    [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...(values.quick ? ['--project=unit*'] : []),
      ...patterns,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, BATON_TEST_FIGURES: figures },
    },
  );
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  if (existsSync(figures)) printFigures(readFileSync(figures, 'utf8'));
  rmSync(folder, { recursive: true });
  if (report !== null) print(report);
  return status === 0 && report !== null && report.numPassedTests > 0;
}

/** What the attacks came to; `docs/security.md` has the same table with its date. */
function printFigures(lines) {
  const rows = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .sort((left, right) => left.attack.localeCompare(right.attack));
  process.stdout.write('\n== Attacks: tried, got through\n');
  for (const { attack, tried, through, note } of rows)
    process.stdout.write(`${String(tried).padStart(7)} ${String(through).padStart(5)}  ${attack} (${note})\n`);
}

/** Where the time went: a test that grew is seen before it hurts. */
function print({ testResults, numPassedTests, numFailedTests }) {
  const files = testResults
    .map(({ name, startTime, endTime }) => ({ name: relative(root, name), ms: Math.max(0, endTime - startTime) }))
    .sort((left, right) => right.ms - left.ms);
  process.stdout.write('\n== Slowest files\n');
  for (const { name, ms } of files.slice(0, slowestMax))
    process.stdout.write(`${(ms / 1_000).toFixed(1).padStart(7)} s  ${name}\n`);
  const minutes = ((performance.now() - from) / 60_000).toFixed(1);
  const used = readProcessorSeconds();
  const processors = used === null ? '' : `, ${Math.round(used)} s of processor time`;
  process.stdout.write(`\n${numPassedTests} passed, ${numFailedTests} failed, ${minutes} min in all${processors}\n`);
  const budget = values.quick ? budgets.quick : budgets.all;
  if (used !== null && used > budget)
    process.stdout.write(`Warning: more than the ${budget} s of processor time that it should take. What grew?\n`);
}
