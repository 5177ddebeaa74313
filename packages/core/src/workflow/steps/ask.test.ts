import { describe, expect, it } from 'vitest';
import { readWorkflow } from '../definition.ts';
import { putOnStage } from '../testing/step-stage.ts';

const step = { kind: 'ask', slot: 'server', text: 'Which server?', explain: 'Its name, please.', next: 'after' };
const named = { ...step, pattern: '^srv-\\d+$' };

describe('a question', () => {
  it('waits, keeps the answer without the blanks around it, and goes on', () => {
    const stage = putOnStage(step);
    expect(stage.enters()).toMatchObject({ said: ['Which server?'], leads: 'waits' });
    expect(stage.hears('  the old one ')).toMatchObject({
      leads: 'after',
      run: { slots: { server: 'the old one' }, visited: ['tested'] },
    });
  });

  it.each([
    ['nothing', step, '   '],
    ['more than 500 characters', step, 'x'.repeat(501)],
    ['what does not fit its pattern', named, 'srv-x'],
  ])('explains again after %s', (_what, asked, answer) => {
    const stage = putOnStage(asked);
    stage.enters();
    expect(stage.hears(answer)).toMatchObject({ said: ['Its name, please.'], leads: 'waits', run: { slots: {} } });
  });

  it('takes an answer of 500 characters, and fits a pattern whatever the case', () => {
    expect(putOnStage(step).hears('x'.repeat(500)).leads).toBe('after');
    expect(putOnStage(named).hears('SRV-1').leads).toBe('after');
  });

  it('offers a colleague after each third wrong answer in a row', () => {
    const stage = putOnStage(named);
    const offers = Array.from({ length: 6 }, () => stage.hears('x').suggestions.includes('Talk to a human'));
    expect(offers).toEqual([false, false, true, false, false, true]);
  });

  it('hears nothing that is not an answer', () => {
    expect(putOnStage(step).receives({ type: 'code-undeliverable', challengeId: 'c' })).toMatchObject({
      said: [],
      outputs: [],
      leads: 'waits',
    });
  });
});

it('refuses a pattern that is none', () => {
  const steps = [{ id: 'tested', ...step, pattern: '[a-' }];
  const triggers = { phrases: [], all: [] };
  expect(readWorkflow({ name: 'stage', title: 'Stage', triggers, start: 'tested', steps })).toMatchObject({
    type: 'refused',
    problems: [{ path: ['steps', 0, 'pattern'] }],
  });
});
