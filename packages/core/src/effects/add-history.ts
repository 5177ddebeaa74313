import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/** Puts messages of the chat on a ticket, as private notes that bear `marker`. */
export const addHistory = defineEffect({
  kind: 'add-history',
  schema: z.object({
    kind: z.literal('add-history'),
    ticketId: z.string(),
    marker: z.string(),
    fromSeq: z.number(),
    toSeq: z.number(),
  }),
  destination: () => 'ticket',
  retry: { type: 'patient' },
  findStaleReason: neverStale,
  onGivenUp: () => null,
});
