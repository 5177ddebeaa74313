import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';
import { deskRetry, legLane } from './leg-effects.ts';

/** Tells the operators of a leg that is over why nobody waits there any more, and ends the chat where the vendor lets us. */
export const closeDesk = defineEffect({
  kind: 'close-desk',
  schema: z.object({
    kind: z.literal('close-desk'),
    legKey: z.string(),
    desk: z.string(),
    /** Null: the chat was perhaps never opened; it is looked for. */
    reference: z.string().nullable(),
    text: z.string(),
  }),
  destination: legLane,
  retry: deskRetry,
  findStaleReason: neverStale,
  onGivenUp: () => null,
});
