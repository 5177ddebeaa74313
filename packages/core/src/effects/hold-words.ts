import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/** Goes before everything that is brought to a chat whose side does not listen yet; it is decided with the time that this takes. */
export const holdWords = defineEffect({
  kind: 'hold-words',
  schema: z.object({ kind: z.literal('hold-words') }),
  destination: () => 'upstream',
  retry: { type: 'patient' },
  findStaleReason: neverStale,
  onGivenUp: () => null,
});
