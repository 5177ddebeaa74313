import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyTree } from '../../support/copy-tree.ts';
import type { Mutant } from '../mutant.ts';
import { tryMutant } from './mutate.ts';
import { judge, runProcess, runSuite, type SuiteResult } from './run-suite.ts';

const source = 'export const add = (left: number, right: number): number => left + right;\n';
const test = `import { expect, it } from 'vitest';
import { add } from './add.ts';
it('adds', () => expect(add(1, 2)).toBe(3));
`;

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'baton-mutate-'));
  writeFileSync(join(tree, 'add.ts'), source);
  writeFileSync(join(tree, 'add.test.ts'), test);
  writeFileSync(join(tree, 'package.json'), '{"type":"module"}');
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

const newMutant = (overrides: Partial<Mutant> = {}): Mutant => ({
  id: 'subtracts',
  why: 'a slip',
  file: 'add.ts',
  find: 'left + right',
  replace: 'left - right',
  suites: ['first', 'second'],
  ...overrides,
});

/** Suites that answer what they are told, and what they saw of the source. */
function fakeSuites(results: Record<string, SuiteResult>) {
  const seen: string[] = [];
  return {
    seen,
    run: async (suite: string): Promise<SuiteResult> => {
      seen.push(`${suite}: ${readFileSync(join(tree, 'add.ts'), 'utf8').trim().slice(-12)}`);
      return results[suite] ?? { type: 'passed' };
    },
  };
}

describe('a mutant', () => {
  it('is caught by the first suite that fails, and no other is run', async () => {
    const { run, seen } = fakeSuites({ first: { type: 'failed', why: 'adds' } });
    expect(await tryMutant({ tree, run }, newMutant())).toEqual({ type: 'caught', suite: 'first', why: 'adds' });
    expect(seen).toEqual(['first: eft - right;']);
  });

  it('survives when all suites pass', async () => {
    const { run, seen } = fakeSuites({});
    expect(await tryMutant({ tree, run }, newMutant())).toEqual({ type: 'survived' });
    expect(seen).toHaveLength(2);
  });

  it('says nothing when the sources do not load with it', async () => {
    const { run } = fakeSuites({ second: { type: 'broken', why: 'syntax' } });
    expect(await tryMutant({ tree, run }, newMutant())).toEqual({ type: 'broken', why: 'second: syntax' });
  });

  it('is stale when its snippet is not there exactly once, or changes nothing', async () => {
    const { run, seen } = fakeSuites({});
    for (const change of [{ find: 'left * right' }, { find: 'left' }, { replace: 'left + right' }])
      expect(await tryMutant({ tree, run }, newMutant(change))).toMatchObject({ type: 'stale' });
    expect(seen).toEqual([]);
  });

  it('leaves the file as it was, also when a suite cannot be run', async () => {
    const run = (): Promise<SuiteResult> => Promise.reject(new Error('no vitest'));
    await expect(tryMutant({ tree, run }, newMutant())).rejects.toThrow('no vitest');
    await tryMutant({ tree, run: fakeSuites({}).run }, newMutant({ replace: 'left - $& $1' }));
    expect(readFileSync(join(tree, 'add.ts'), 'utf8')).toBe(source);
  });
});

describe('a run', () => {
  const passed = { message: '', assertionResults: [{ status: 'passed', fullName: 'adds' }] };
  const failed = { message: '', assertionResults: [{ status: 'failed', fullName: 'adds' }] };

  it('has failed with a test, or with an error beside the tests', () => {
    expect(judge(1, { testResults: [passed, failed] }, '')).toEqual({ type: 'failed', why: 'adds' });
    expect(judge(1, { testResults: [passed] }, 'unhandled')).toEqual({ type: 'failed', why: 'unhandled' });
    expect(judge(0, { testResults: [passed] }, '')).toEqual({ type: 'passed' });
  });

  it('is broken when nothing was read', () => {
    expect(judge(1, null, 'no such file')).toMatchObject({ type: 'broken' });
    expect(judge(0, { testResults: [] }, '')).toMatchObject({ type: 'broken' });
    const unread = { message: 'Transform failed', assertionResults: [] };
    expect(judge(1, { testResults: [unread] }, '')).toEqual({ type: 'broken', why: 'Transform failed' });
  });

  it('ends with everything it started when it takes too long', async () => {
    const endless =
      'require("child_process").spawn("sleep", ["60"], { stdio: "inherit" }); setInterval(() => {}, 1000)';
    const ended = await runProcess(process.execPath, ['-e', endless], { cwd: tree, withinMs: 300 });
    // The pipe that its child holds too is closed.
    expect(ended.code).toBe('late');
  });
});

it('catches one for real, in a copy', { timeout: 120_000 }, async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  const copy = mkdtempSync(join(tmpdir(), 'baton-mutate-copy-'));
  try {
    copyTree(tree, copy);
    const run = (suite: string) => runSuite({ tree: copy, suite, withinMs: 60_000 });
    const suites = ['add.test.ts'];
    expect(await run('add.test.ts')).toEqual({ type: 'passed' });
    expect(await tryMutant({ tree: copy, run }, newMutant({ suites }))).toMatchObject({ type: 'caught', why: 'adds' });
    const broken = newMutant({ suites, replace: 'left +' });
    expect(await tryMutant({ tree: copy, run }, broken)).toMatchObject({ type: 'broken' });
    expect(readFileSync(join(tree, 'add.ts'), 'utf8')).toBe(source);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

it('gives the copy packages of its own, and those of others as they are', () => {
  mkdirSync(join(tree, 'packages/own'), { recursive: true });
  mkdirSync(join(tree, 'node_modules/@ours'), { recursive: true });
  mkdirSync(join(tree, 'node_modules/theirs'));
  symlinkSync('../../packages/own', join(tree, 'node_modules/@ours/own'));
  for (const path of ['packages/own/index.ts', 'node_modules/theirs/index.js'])
    writeFileSync(join(tree, path), 'original');
  const copy = mkdtempSync(join(tmpdir(), 'baton-mutate-copy-'));
  try {
    copyTree(tree, copy);
    writeFileSync(join(copy, 'packages/own/index.ts'), 'changed');
    const read = (path: string): string => readFileSync(join(copy, path), 'utf8');
    expect(read('node_modules/@ours/own/index.ts')).toBe('changed');
    expect(readFileSync(join(tree, 'packages/own/index.ts'), 'utf8')).toBe('original');
    expect(read('node_modules/theirs/index.js')).toBe('original');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
