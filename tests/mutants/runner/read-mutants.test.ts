import { describe, expect, it } from 'vitest';
import type { Mutant } from '../mutant.ts';
import { findListProblems, pickMutants, readMutants } from './read-mutants.ts';

it('finds the snippet of every mutant in the sources as they are', async () => {
  const mutants = await readMutants();
  expect(findListProblems(mutants)).toEqual([]);
  expect(mutants.length).toBeGreaterThanOrEqual(60);
});

describe('a list', () => {
  const sound: Mutant = {
    id: 'sound',
    why: 'a slip',
    file: 'tests/mutants/runner/read-mutants.ts',
    find: 'lists.flat()',
    replace: 'lists.flat().slice(1)',
    suites: ['tests/mutants/runner/read-mutants.test.ts'],
  };

  it.each<[string, Partial<Mutant>[], RegExp]>([
    ['has an id twice', [{}, {}], /two mutants are called so/],
    ['names a source that is gone', [{ file: 'packages/gone.ts' }], /packages\/gone\.ts is not there/],
    ['names a suite that is gone', [{ suites: ['gone.test.ts'] }], /gone\.test\.ts is not there/],
    ['names no suite', [{ suites: [] }], /names no suite/],
    ['looks for what is not there any more', [{ find: 'lists.concat()' }], /is not in .*read-mutants\.ts any more/],
    ['looks for what is there more than once', [{ find: 'mutants' }], /stands in .*read-mutants\.ts \d+ times/],
    ['changes nothing', [{ replace: sound.find }], /changes nothing/],
  ])('that %s is refused', (_what, changes, problem) => {
    expect(findListProblems(changes.map((change) => ({ ...sound, ...change })))).toEqual([
      expect.stringMatching(problem),
    ]);
  });

  it('that is as it should be has no problems', () => expect(findListProblems([sound])).toEqual([]));
});

it.each<[string, string[], string[]]>([
  ['all, when nothing is asked for', [], ['word', 'word-lost', 'other']],
  ['the one of an id, also when others begin with it', ['word'], ['word']],
  ['those whose id or file contains a part', ['lost', 'b.ts'], ['word-lost', 'other']],
  ['none, when none is meant', ['nothing'], []],
])('picks %s', (_what, patterns, ids) => {
  const slip = { why: 'a slip', find: '+', replace: '-', suites: ['a.test.ts'] };
  const all = [
    { ...slip, id: 'word', file: 'a.ts' },
    { ...slip, id: 'word-lost', file: 'a.ts' },
    { ...slip, id: 'other', file: 'b.ts' },
  ];
  expect(pickMutants(all, patterns).map(({ id }) => id)).toEqual(ids);
});
