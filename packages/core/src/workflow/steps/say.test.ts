import { expect, it } from 'vitest';
import { putOnStage } from '../testing/step-stage.ts';

it('says its words with what is known filled in, and goes on', () => {
  const stage = putOnStage(
    { kind: 'say', text: 'Hello {{customer-name}}, about {{thing}}: you are {{assurance}}. {{unset}}', next: 'after' },
    { slots: { thing: 'the {{assurance}} printer' } },
  );
  expect(stage.enters()).toMatchObject({
    said: ['Hello Ann, about the {{assurance}} printer: you are claimed. '],
    leads: 'after',
  });
});

it('takes a slot that nobody set for nothing, whatever it is called', () => {
  expect(putOnStage({ kind: 'say', text: 'a{{constructor}}b', next: 'after' }).enters().said).toEqual(['ab']);
});
