import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/** Looks whether a ticket's agents answered or closed it. A look that fails is not repeated for long: the next one comes. */
export const readTicket = defineEffect({
  kind: 'read-ticket',
  schema: z.object({ kind: z.literal('read-ticket'), ticketId: z.string(), knownReplies: z.array(z.string()) }),
  // Not the lane of what is written to the ticket: a look that hangs must not hold that up.
  destination: ({ ticketId }) => `ticket-news-${ticketId}`,
  retry: { type: 'budget', budgetMs: 60_000 },
  findStaleReason: neverStale,
  onGivenUp: () => null,
});
