import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/** Mails to the customer what was said since a message and was never fetched, where words cannot be pushed. */
export const mailUnheard = defineEffect({
  kind: 'mail-unheard',
  schema: z.object({
    kind: z.literal('mail-unheard'),
    to: z.string(),
    subject: z.string(),
    intro: z.string(),
    /** The customer proved to own the address. Before 0.3 nothing was said of it. */
    isProved: z.boolean().default(false),
    fromSeq: z.number(),
    toSeq: z.number(),
  }),
  destination: () => 'mail',
  retry: { type: 'patient' },
  findStaleReason: neverStale,
  onGivenUp: () => null,
});
