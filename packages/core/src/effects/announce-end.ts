import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/** Tells a bot elsewhere that no human has the chat any more. */
export const announceEnd = defineEffect({
  kind: 'announce-end',
  schema: z.object({ kind: z.literal('announce-end') }),
  destination: () => 'upstream',
  retry: { type: 'patient' },
  findStaleReason: neverStale,
  onGivenUp: () => null,
});
