import { expect, it } from 'vitest';
import type { Verdict } from './mutate.ts';
import { describeAll, describeTrial, type Trial } from './report.ts';

const newTrial = (id: string, verdict: Verdict): Trial => ({
  mutant: { id, why: 'a slip', file: 'add.ts', find: '+', replace: '-', suites: ['add.test.ts'] },
  verdict,
  ms: 1_234,
});
const survivor = newTrial('survivor', { type: 'survived' });
const caught = newTrial('caught-one', { type: 'caught', suite: 'add.test.ts', why: 'adds' });

it('tells of each what came of it', () => {
  expect(describeTrial(caught)).toBe('caught    caught-one: adds');
  expect(describeTrial(survivor)).toBe('SURVIVED  survivor in add.ts');
  expect(describeTrial(newTrial('typo', { type: 'broken', why: 'syntax' }))).toBe('BROKEN    typo: syntax');
});

it('tells of all by which suite and how fast they were caught, and what to do about the others', () => {
  const lines = describeAll([survivor, caught]).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'caught-one  add.test.ts    1.2 s',
    'survivor    SURVIVED       1.2 s',
    '',
    '2 mutants, 1 caught',
  ]);
  expect(lines.at(-1)).toContain('wants a test');
  expect(describeAll([caught])).not.toContain('wants');
  expect(describeAll([caught])).toContain('1 mutant, 1 caught');
});
