import { deskConversationId } from '@baton/core';
import { createFakeDesk, newDeskOpening } from '@baton/testkit';
import { describe } from 'vitest';
import { describePerformer } from '../../testing/describe-performer.ts';
import { legKey, waitAtDesk } from '../../testing/wait-at-desk.ts';

describe('the effect relay-to-desk', () => {
  describePerformer({
    action: { kind: 'relay-to-desk', legKey, desk: 'salesiq', position: 2, text: 'hello?' },
    said: ['it is broken'],
    state: waitAtDesk(deskConversationId('salesiq-1'), { historyToSeq: 1, relayed: 2 }),
    open: (disturb) => {
      const desk = createFakeDesk({
        disturb: (operation) => (operation === 'desk.send' ? disturb(operation) : 'none'),
      });
      void desk.open(newDeskOpening({ handoffKey: legKey }));
      // The history, and the words before these, which were the same.
      desk.chats[0]?.sent.push('it is broken', 'hello?');
      return { ports: { desks: { salesiq: desk } }, world: () => desk.chats.map(({ sent }) => [...sent]) };
    },
  });
});
