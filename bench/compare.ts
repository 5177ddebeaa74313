import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { median } from './load.ts';

const row = z.object({
  what: z.string(),
  value: z.number(),
  unit: z.string(),
  comparedWith: z.string(),
  /** The value divided by that of the bare thing it is compared with, measured in turn with it; null for a value that stands alone. */
  ratio: z.number().nullable(),
});
const run = z.object({ rows: z.array(row) });

export type Row = z.infer<typeof row>;
export type Run = z.infer<typeof run>;
export type Change = { what: string; before: number; now: number; isRatio: boolean; change: number; isWorse: boolean };

/** Ratios move less with the machine's mood than times do, so only a ratio that is worse by more than this fails. */
const tolerance = 0.1;

/** A run that `--json` wrote. @throws Error naming the file */
export function readRun(path: string): Run {
  try {
    return run.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new Error(`${path} is no run of the benchmark. Write one with: npm run bench -- --json ${path}`, { cause });
  }
}

/** What became of each row that both sides have; several runs of a side count by their median. `change` 0.2: a fifth more than before. */
export function compareRuns(before: readonly Run[], now: readonly Run[]): Change[] {
  return (now[0]?.rows ?? []).flatMap(({ what, unit }) => {
    const old = findMedian(before, what);
    const fresh = findMedian(now, what);
    if (old === null || fresh === null || old.isRatio !== fresh.isRatio) return [];
    const change = fresh.value / old.value - 1;
    const loss = unit.startsWith('/') ? -change : change;
    const isWorse = fresh.isRatio && loss > tolerance;
    return [{ what, before: old.value, now: fresh.value, isRatio: fresh.isRatio, change, isWorse }];
  });
}

function findMedian(runs: readonly Run[], what: string): { value: number; isRatio: boolean } | null {
  const found = runs.flatMap(({ rows }) => rows.filter((each) => each.what === what));
  if (found.length === 0) return null;
  const ratios = found.flatMap(({ ratio }) => (ratio === null ? [] : [ratio]));
  return ratios.length === found.length
    ? { value: median(ratios), isRatio: true }
    : { value: median(found.map(({ value }) => value)), isRatio: false };
}

/** One line per row, the change in percent. */
export function describeChanges(changes: readonly Change[]): string {
  const width = Math.max(...changes.map(({ what }) => what.length));
  const lines = changes.map(({ what, before, now, isRatio, change, isWorse }) => {
    const percent = `${change >= 0 ? '+' : ''}${Math.round(change * 100)} %`;
    const numbers = [before, now].map((value) => (value < 10 ? value.toFixed(2) : String(Math.round(value))));
    return `${what.padEnd(width)}  ${numbers.join(' → ')}${isRatio ? '×' : ''}  ${percent}${isWorse ? '  WORSE' : ''}`;
  });
  return lines.join('\n');
}
