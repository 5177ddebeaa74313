import { createFakeDesk, newDeskOpening } from '@baton/testkit';
import { describe } from 'vitest';
import { describePerformer } from '../../testing/describe-performer.ts';
import { legKey, waitAtDesk } from '../../testing/wait-at-desk.ts';

describe('the effect open-desk', () => {
  describePerformer({
    action: {
      kind: 'open-desk',
      legKey,
      desk: 'salesiq',
      summary: 'Ann needs help',
      facts: newDeskOpening().facts,
      waitMs: 60_000,
    },
    state: waitAtDesk(null, { phase: 'opening', isAtDesk: false }),
    open: (disturb) => {
      const desk = createFakeDesk({ disturb });
      return { ports: { desks: { salesiq: desk } }, world: () => desk.chats.map(({ opening }) => opening.handoffKey) };
    },
  });
});
