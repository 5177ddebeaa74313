import { deskConversationId } from '@baton/core';
import { createFakeDesk, newDeskOpening } from '@baton/testkit';
import { describe } from 'vitest';
import { describePerformer } from '../../testing/describe-performer.ts';
import { legKey, waitAtDesk } from '../../testing/wait-at-desk.ts';

describe('the effect send-history', () => {
  describePerformer({
    action: { kind: 'send-history', legKey, desk: 'salesiq', toSeq: 3 },
    said: ['it is broken', 'it is broken', 'hello?'],
    state: waitAtDesk(deskConversationId('salesiq-1'), { historyToSeq: 3 }),
    open: (disturb) => {
      const desk = createFakeDesk({
        messageCharactersMax: 60,
        disturb: (operation) => (operation === 'desk.send' ? disturb(operation) : 'none'),
      });
      void desk.open(newDeskOpening({ handoffKey: legKey }));
      return { ports: { desks: { salesiq: desk } }, world: () => desk.chats.map(({ sent }) => sent.map(withoutTime)) };
    },
  });
});

/** Each message bears the minute in which it was stored. */
const withoutTime = (line: string): string => line.replaceAll(/\d{4}-\d{2}-\d{2} \d{2}:\d{2} /g, '');
