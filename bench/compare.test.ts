import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compareRuns, describeChanges, type Row, readRun } from './compare.ts';

const row = (what: string, unit: string, [value, ratio]: [number, number | null]): Row => ({
  what,
  value,
  unit,
  comparedWith: '',
  ratio,
});

it('calls a ratio worse when it lost more than a tenth, whichever way is better', () => {
  const before = [
    { rows: [row('ingest', '/s', [1_000, 0.5]), row('p50', 'ms', [4, 2]), row('resident', 'MB', [300, null])] },
  ];
  const now = [
    { rows: [row('ingest', '/s', [900, 0.44]), row('p50', 'ms', [4, 2.19]), row('resident', 'MB', [600, null])] },
  ];
  const changes = compareRuns(before, now);
  expect(changes.map(({ what, isWorse }) => [what, isWorse])).toEqual([
    ['ingest', true],
    ['p50', false],
    ['resident', false],
  ]);
  expect(describeChanges(changes)).toContain('ingest    0.50 → 0.44×  -12 %  WORSE');
});

it('takes the median of several runs, and leaves out what only one side has', () => {
  const runs = (...ratios: number[]) => ratios.map((ratio) => ({ rows: [row('p50', 'ms', [1, ratio])] }));
  const now = runs(2, 9, 2).map(({ rows }) => ({ rows: [...rows, row('new', 'ms', [1, 1])] }));
  expect(compareRuns(runs(2, 1, 2), now)).toMatchObject([{ what: 'p50', change: 0, isWorse: false }]);
});

it('says what a file must be', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-compare-'));
  const path = join(folder, 'run.json');
  writeFileSync(path, '{}');
  expect(() => readRun(path)).toThrow('is no run of the benchmark');
  rmSync(folder, { recursive: true });
});
