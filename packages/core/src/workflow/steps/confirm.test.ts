import { expect, it } from 'vitest';
import { putOnStage } from '../testing/step-stage.ts';

const step = { kind: 'confirm', slot: 'sure', text: 'Are you sure?', yes: 'agreed', no: 'declined' };

it('asks, with both answers to pick from', () => {
  expect(putOnStage(step).enters()).toMatchObject({
    said: ['Are you sure?'],
    suggestions: ['Yes', 'No'],
    leads: 'waits',
  });
});

it.each([
  ['yes', 'agreed', 'yes'],
  ['Sure, go ahead', 'agreed', 'yes'],
  ['nope', 'declined', 'no'],
])('takes "%s"', (answer, leads, sure) => {
  expect(putOnStage(step).hears(answer)).toMatchObject({ leads, run: { slots: { sure } } });
});

it('asks again after anything else, and keeps nothing', () => {
  expect(putOnStage(step).hears('perhaps')).toMatchObject({
    suggestions: ['Yes', 'No'],
    leads: 'waits',
    run: { slots: {}, wrongInRow: 1 },
  });
});
