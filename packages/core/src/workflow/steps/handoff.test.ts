import { expect, it } from 'vitest';
import { putOnStage } from '../testing/step-stage.ts';

it('asks for a human with the reason filled in, and ends the workflow', () => {
  const stage = putOnStage({ kind: 'handoff', reason: 'reboot of {{server}}' }, { slots: { server: 'srv-1' } });
  expect(stage.enters()).toMatchObject({
    outputs: [{ type: 'request-handoff', reason: 'reboot of srv-1' }],
    leads: 'handoff',
  });
});
