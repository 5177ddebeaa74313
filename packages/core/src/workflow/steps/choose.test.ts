import { expect, it } from 'vitest';
import { putOnStage } from '../testing/step-stage.ts';

const step = {
  kind: 'choose',
  slot: 'plan',
  text: 'Which plan?',
  options: [
    { value: 'small', label: 'Small disk', synonyms: ['little', '100 gb'], next: 'small-chosen' },
    { value: 'large', label: 'Large disk', next: 'large-chosen' },
  ],
};

it('offers the labels and waits', () => {
  expect(putOnStage(step).enters()).toMatchObject({
    said: ['Which plan?'],
    suggestions: ['Small disk', 'Large disk'],
    leads: 'waits',
  });
});

it.each([
  ['2', 'large-chosen', 'Large disk'],
  ['large disk', 'large-chosen', 'Large disk'],
  ['LARGE', 'large-chosen', 'Large disk'],
  ['the little one please', 'small-chosen', 'Small disk'],
])('takes "%s" and keeps the label', (answer, leads, plan) => {
  expect(putOnStage(step).hears(answer)).toMatchObject({ leads, run: { slots: { plan } } });
});

it.each(['3', '0', 'the medium one', 'small or large', ''])('names the options after "%s"', (answer) => {
  const { said, suggestions, leads } = putOnStage(step).hears(answer);
  expect(said[0]).toContain('Small disk, Large disk');
  expect(suggestions).toEqual(['Small disk', 'Large disk']);
  expect(leads).toBe('waits');
});
