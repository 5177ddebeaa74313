import { expect, it } from 'vitest';
import { putOnStage } from '../testing/step-stage.ts';

const step = { kind: 'instruct', steps: ['Unplug it.', 'Wait, {{customer-name}}.'], solved: 'glad', unsolved: 'more' };

it('numbers the steps and asks whether they helped', () => {
  expect(putOnStage(step).enters()).toMatchObject({
    said: ['1. Unplug it.\n2. Wait, Ann.', 'Did it work?'],
    suggestions: ['Yes', 'No'],
    leads: 'waits',
  });
});

it.each([
  ['yes', 'glad'],
  ['it did not', 'more'],
  ['hm', 'waits'],
])('after "%s" leads to %s', (answer, leads) => {
  expect(putOnStage(step).hears(answer).leads).toBe(leads);
});
