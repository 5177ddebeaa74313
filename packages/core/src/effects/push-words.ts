import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/** Brings words that wait to the customer, on a channel that can be pushed to. */
export const pushWords = defineEffect({
  kind: 'push-words',
  // `toSeq`: nothing said after this message, whose own effect comes behind news in between; null: all there is.
  schema: z.object({ kind: z.literal('push-words'), toSeq: z.number().nullable().default(null) }),
  destination: () => 'upstream',
  retry: { type: 'patient' },
  findStaleReason: neverStale,
  onGivenUp: () => null,
});
