import { expect, it } from 'vitest';
import { putOnStage } from '../testing/step-stage.ts';

it.each(['solved', 'ticket', 'cancelled'])('ends the workflow as %s', (outcome) => {
  expect(putOnStage({ kind: 'end', outcome }).enters()).toMatchObject({ said: [], outputs: [], leads: outcome });
});

it('says good-bye when it has words for it', () => {
  expect(putOnStage({ kind: 'end', outcome: 'solved', text: 'Bye, {{customer-name}}.' }).enters().said).toEqual([
    'Bye, Ann.',
  ]);
});
