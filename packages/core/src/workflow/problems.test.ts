import { expect, it } from 'vitest';
import { readWorkflow } from './definition.ts';

const whole = { name: 'test', title: 'Test', triggers: { phrases: [], all: [] }, start: 'first' };
const listProblems = (input: unknown): string[] => {
  const reading = readWorkflow(input);
  return reading.type === 'read' ? [] : reading.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

it.each([
  [{ id: 'first', kind: 'sya' }, 'steps.0.kind: "kind" must be one of say, ask, choose, '],
  [{ id: 'first', kind: 'say', text: 'x' }, 'steps.0.next: "next" is missing'],
  [{ id: 'first', kind: 'say', text: '', next: 'b' }, 'steps.0.text: "text" is empty'],
  [{ id: 'first', kind: 'say', text: ['x'], next: 'b' }, 'steps.0.text: "text" must be words'],
  [{ id: 'first', kind: 'say', text: 'x', next: 'A b' }, 'steps.0.next: "next" may have lower case letters'],
  [{ id: 'first', kind: 'say', text: 'x', next: 'b', nxt: 'c' }, 'steps.0.nxt: "nxt" has no meaning here'],
  [
    { id: 'first', kind: 'end', outcome: 'done' },
    'steps.0.outcome: "outcome" must be one of solved, ticket, cancelled',
  ],
  [{ id: 'first', kind: 'choose', text: 'x', slot: 'y', options: [] }, 'steps.0.options: "options" needs 2 or more'],
  [
    { id: 'first', kind: 'ask', text: 'x', explain: 'x', slot: 'a', next: 'b', pattern: '[' },
    'steps.0.pattern: "pattern" is no regular expression',
  ],
  ['say', 'steps.0: this must be a list of "name: value"'],
])('says in words what is wrong with %j', (step, problem) => {
  expect(listProblems({ ...whole, steps: [step] })).toEqual([expect.stringContaining(problem)]);
});

it('names every member that is missing', () => {
  expect(listProblems({})).toHaveLength(5);
  expect(listProblems(null)).toEqual([': this must be a list of "name: value"']);
});
