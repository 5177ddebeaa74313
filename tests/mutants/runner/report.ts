import type { Mutant } from '../mutant.ts';
import type { Verdict } from './mutate.ts';

export type Trial = { mutant: Mutant; verdict: Verdict; ms: number };

/** What came of one mutant, as it is told while the others are still to be tried. */
export function describeTrial({ mutant: { id, file }, verdict }: Trial): string {
  switch (verdict.type) {
    case 'caught':
      return `caught    ${id}: ${verdict.why}`;
    case 'survived':
      return `SURVIVED  ${id} in ${file}`;
    case 'stale':
    case 'broken':
      return `${verdict.type.toUpperCase().padEnd(9)} ${id}: ${verdict.why}`;
    default:
      return verdict satisfies never;
  }
}

/** A table of all: the id, which suite caught it, and how long that took; those that were not caught come last. */
export function describeAll(trials: Trial[]): string {
  const caught = trials.filter(({ verdict }) => verdict.type === 'caught');
  const others = trials.filter(({ verdict }) => verdict.type !== 'caught');
  const rows = [...caught, ...others].map(({ mutant, verdict, ms }) => [
    mutant.id,
    verdict.type === 'caught' ? verdict.suite : verdict.type.toUpperCase(),
    describeSeconds(ms),
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return [
    ...rows.map(([id = '', suite = '', time = '']) =>
      `${id.padEnd(widths[0] ?? 0)}  ${suite.padEnd(widths[1] ?? 0)}  ${time.padStart(7)}`.trimEnd(),
    ),
    '',
    `${countMutants(trials.length)}, ${caught.length} caught`,
    ...(others.length === 0 ? [] : [whatNow]),
  ].join('\n');
}

const whatNow =
  'One that survived wants a test that fails with it. One that is broken or stale wants to be written anew: see docs/contributing/mutant.md.';

export const countMutants = (count: number): string => (count === 1 ? '1 mutant' : `${count} mutants`);

export const describeSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
