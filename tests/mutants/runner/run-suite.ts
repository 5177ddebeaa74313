import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** `broken`: the tests could not even be read, so they say nothing. */
export type SuiteResult = { type: 'passed' } | { type: 'failed'; why: string } | { type: 'broken'; why: string };

type Report = { testResults: { message: string; assertionResults: { status: string; fullName: string }[] }[] };

type SuiteOptions = { tree: string; suite: string; withinMs: number; environment?: Record<string, string> };

/** Runs one test file in the tree, up to its first failure. One that takes longer than it may has failed. */
export async function runSuite({ tree, suite, withinMs, environment = {} }: SuiteOptions): Promise<SuiteResult> {
  const reportPath = join(tree, 'node_modules', '.mutant-report.json');
  rmSync(reportPath, { force: true });
  const vitest = join(tree, 'node_modules', 'vitest', 'vitest.mjs');
  const values = ['run', suite, '--bail=1', '--reporter=json', `--outputFile=${reportPath}`];
  const { code, output } = await runProcess(process.execPath, [vitest, ...values], {
    cwd: tree,
    withinMs,
    environment,
  });
  if (code === 'late') return { type: 'failed', why: `not done after ${withinMs / 1_000} s` };
  const report = existsSync(reportPath) ? (JSON.parse(readFileSync(reportPath, 'utf8')) as Report) : null;
  return judge(code, report, output);
}

/** What the exit code and the report of a run say together. */
export function judge(code: number | null, report: Report | null, output: string): SuiteResult {
  if (report === null || report.testResults.length === 0) return { type: 'broken', why: shorten(output) };
  const unread = report.testResults.find(({ assertionResults }) => assertionResults.length === 0);
  if (unread !== undefined) return { type: 'broken', why: shorten(unread.message) };
  const failed = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  if (failed !== undefined) return { type: 'failed', why: failed.fullName };
  if (code === 0) return { type: 'passed' };
  // A hook that failed, or an error that nobody waited for.
  return { type: 'failed', why: shorten(report.testResults.map(({ message }) => message).join('\n') || output) };
}

/** Enough of an output to see what went wrong, on one line. */
const shorten = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 500);

type Ended = { code: number | null | 'late'; output: string };
type ProcessOptions = { cwd: string; withinMs: number; environment?: Record<string, string> };

/** Runs a process and everything it starts, which end with it when it takes too long. */
export function runProcess(
  command: string,
  values: string[],
  { cwd, withinMs, environment = {} }: ProcessOptions,
): Promise<Ended> {
  const child = spawn(command, values, {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...environment },
  });
  const endAll = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  // It has a group of its own, so that Ctrl-C does not reach it.
  process.once('exit', endAll);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      endAll();
    }, withinMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      process.off('exit', endAll);
      resolve({ code: isLate ? 'late' : code, output });
    });
  });
}
