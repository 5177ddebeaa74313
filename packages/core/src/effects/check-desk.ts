import { z } from 'zod';
import { defineEffect } from './definition.ts';
import { deskRetry, findEndOfLeg } from './leg-effects.ts';

/** Asks the vendor how the chat of a leg stands, because its events may have been lost. */
export const checkDesk = defineEffect({
  kind: 'check-desk',
  schema: z.object({
    kind: z.literal('check-desk'),
    legKey: z.string(),
    desk: z.string(),
    reference: z.string(),
    /** Asked because nobody has said anything for long. */
    isAfterSilence: z.boolean().default(false),
  }),
  // Not the leg's lane: it must be answered also while a relay is stuck.
  destination: ({ legKey }) => `check-${legKey}`,
  retry: deskRetry,
  findStaleReason: findEndOfLeg,
  onGivenUp: ({ legKey, isAfterSilence }) => ({ type: 'settle-standing', legKey, standing: 'unknown', isAfterSilence }),
});
