import { createFakeTicketSystem, newTicketRequest } from '@baton/testkit';
import { describe } from 'vitest';
import { describePerformer } from '../../testing/describe-performer.ts';

describe('the effect add-history', () => {
  describePerformer({
    action: { kind: 'add-history', ticketId: 't-101', marker: 'case-1-1', fromSeq: 1, toSeq: 3 },
    said: ['it is broken', 'x'.repeat(200), 'hello?'],
    open: (disturb) => {
      const tickets = createFakeTicketSystem({
        disturb: (operation) => (operation === 'tickets.addNote' ? disturb(operation) : 'none'),
      });
      void tickets.create(newTicketRequest());
      return {
        // So short that there are several pieces.
        ports: { tickets: { ...tickets, noteCharactersMax: 320 } },
        world: () => tickets.tickets.map(({ notes }) => notes.map(({ marker }) => marker)),
      };
    },
  });
});
