import { describe, expect, it } from 'vitest';
import { checkWorkflow } from './check.ts';
import { parseWorkflow } from './definition.ts';

const done = { id: 'done', kind: 'end', outcome: 'solved' };
const say = (id: string, next: string, text = 'Words.') => ({ id, kind: 'say', text, next });
const ask = (id: string, next: string, slot = 'answer') => ({
  id,
  kind: 'ask',
  text: 'Well?',
  explain: 'Please.',
  slot,
  next,
});

const check = (...steps: object[]) =>
  checkWorkflow(
    parseWorkflow(
      { name: 'test', title: 'Test', triggers: { phrases: ['test'], all: [] }, start: 'first', steps },
      'test.yaml',
    ),
  ).map(({ path, message }) => `${path.join('.')}: ${message}`);

it('has nothing against a sound workflow', () => {
  expect(check(ask('first', 'say'), say('say', 'done', '{{answer}}, {{customer-name}}'), done)).toEqual([]);
});

it.each([
  ['two steps of one id', [say('first', 'done'), done, done], 'steps.2.id: two steps have the id "done"'],
  ['a start that is missing', [say('other', 'done'), done], 'start: step "first" does not exist'],
  ['a step that is missing', [say('first', 'nowhere'), done], 'steps.0.next: step "nowhere" does not exist'],
  [
    'an option that leads nowhere',
    [
      {
        id: 'first',
        kind: 'choose',
        text: 'Which?',
        slot: 'which',
        options: [
          { value: 'a', label: 'A', next: 'done' },
          { value: 'b', label: 'B', next: 'nowhere' },
        ],
      },
      done,
    ],
    'steps.0.options.1.next: step "nowhere" does not exist',
  ],
  [
    'a step that nothing leads to',
    [say('first', 'done'), say('lost', 'done'), done],
    'steps.1.id: step "lost" is never reached',
  ],
  [
    'an unknown slot in a text',
    [say('first', 'done', '{{server}}'), done],
    'steps.0.text: no step sets the slot "server"',
  ],
  [
    'an unknown slot that is read',
    [{ id: 'first', kind: 'verify', emailSlot: 'account', next: 'done', failed: 'done' }, done],
    'steps.0.emailSlot: no step sets the slot "account"',
  ],
  [
    'a slot under a name of ours',
    [ask('first', 'done', 'assurance'), done],
    'steps.0.slot: the slot "assurance" is filled in by Baton',
  ],
])('refuses %s, and says where', (_what, steps, problem) => {
  expect(check(...steps)).toEqual([problem]);
});

describe('a loop', () => {
  const never = 'is in a loop in which no step is sure to wait for an answer';

  it('in which nobody is asked is refused', () => {
    expect(check(ask('first', 'one'), say('one', 'two'), say('two', 'one'), done)).toEqual(
      expect.arrayContaining([`steps.1.id: step "one" ${never}`, `steps.2.id: step "two" ${never}`]),
    );
  });

  it('through a proof alone is refused: who is proved, or may have no more codes, is not asked', () => {
    expect(check({ id: 'first', kind: 'verify', next: 'done', failed: 'first' }, done)).toEqual([
      `steps.0.id: step "first" ${never}`,
    ]);
  });

  it('with a question in it is sound', () => {
    const verify = { id: 'verify', kind: 'verify', emailSlot: 'answer', next: 'done', failed: 'first' };
    expect(check(ask('first', 'verify'), verify, done)).toEqual([]);
  });

  it('without a way out is refused', () => {
    expect(check(ask('first', 'first'))).toEqual(['steps.0.id: step "first" leads to no end']);
  });
});
