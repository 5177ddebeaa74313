import { createFakeTicketSystem, newTicketRequest } from '@baton/testkit';
import { describe } from 'vitest';
import { describePerformer } from '../../testing/describe-performer.ts';

describe('the effect create-ticket', () => {
  const request = newTicketRequest();
  describePerformer({
    action: { kind: 'create-ticket', request },
    open: (disturb) => {
      const tickets = createFakeTicketSystem({ disturb });
      return {
        ports: { tickets },
        world: () => tickets.tickets.map(({ number, request: { caseKey } }) => [number, caseKey]),
      };
    },
  });
});
