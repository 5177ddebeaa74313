import { createFakeTicketSystem, newTicketRequest } from '@baton/testkit';
import { describe } from 'vitest';
import { describePerformer } from '../../testing/describe-performer.ts';

describe('the effect tag-ticket', () => {
  describePerformer({
    action: { kind: 'tag-ticket', ticketId: 't-101', tags: ['monitor', 'salesiq'] },
    open: (disturb) => {
      const tickets = createFakeTicketSystem({
        disturb: (operation) => (operation === 'tickets.create' ? 'none' : disturb(operation)),
      });
      void tickets.create(newTicketRequest());
      return { ports: { tickets }, world: () => tickets.tickets.map(({ tags }) => [...tags]) };
    },
  });
});
