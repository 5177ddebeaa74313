import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/** Brings words that wait to the customer, on a channel that can be pushed to. */
export const pushWords = defineEffect({
  kind: 'push-words',
  schema: z.object({ kind: z.literal('push-words') }),
  destination: () => 'upstream',
  retry: { type: 'patient' },
  findStaleReason: neverStale,
  onGivenUp: () => null,
});
