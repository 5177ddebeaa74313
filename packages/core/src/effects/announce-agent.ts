import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/** Tells a bot elsewhere which operator has the chat now. */
export const announceAgent = defineEffect({
  kind: 'announce-agent',
  schema: z.object({
    kind: z.literal('announce-agent'),
    /** The vendor's id of the operator; null when it gives none. */
    agentId: z.string().nullable(),
    agentName: z.string(),
  }),
  destination: () => 'upstream',
  retry: { type: 'patient' },
  // What an operator said before the end is brought too, and should not come from nobody.
  findStaleReason: neverStale,
  onGivenUp: () => null,
});
