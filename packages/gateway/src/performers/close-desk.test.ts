import { deskConversationId } from '@baton/core';
import { createFakeDesk, newDeskOpening } from '@baton/testkit';
import { describe } from 'vitest';
import { describePerformer } from '../../testing/describe-performer.ts';
import { legKey, waitAtDesk } from '../../testing/wait-at-desk.ts';

describe('the effect close-desk', () => {
  describe.each([true, false])('at a desk that lets us end chats: %s', (canClose) => {
    describePerformer({
      action: { kind: 'close-desk', legKey, desk: 'salesiq', reference: 'salesiq-1', text: 'Nobody waits any more.' },
      state: waitAtDesk(deskConversationId('salesiq-1'), { phase: 'over' }),
      open: (disturb) => {
        const desk = createFakeDesk({
          canClose,
          disturb: (operation) => (operation === 'desk.open' ? 'none' : disturb(operation)),
        });
        void desk.open(newDeskOpening({ handoffKey: legKey }));
        return {
          ports: { desks: { salesiq: desk } },
          world: () => desk.chats.map(({ stage, sent }) => [stage, ...sent]),
        };
      },
    });
  });
});
