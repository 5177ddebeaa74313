import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

export const tagTicket = defineEffect({
  kind: 'tag-ticket',
  schema: z.object({ kind: z.literal('tag-ticket'), ticketId: z.string(), tags: z.array(z.string()) }),
  destination: () => 'ticket',
  retry: { type: 'patient' },
  findStaleReason: neverStale,
  onGivenUp: () => null,
});
