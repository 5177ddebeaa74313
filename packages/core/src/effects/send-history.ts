import { z } from 'zod';
import { defineEffect } from './definition.ts';
import { deskRetry, findEndOfLeg, legKeySchema, legLane } from './leg-effects.ts';

/** Tells the desk what was written before the handoff. */
export const sendHistory = defineEffect({
  kind: 'send-history',
  schema: legKeySchema({ kind: z.literal('send-history'), desk: z.string().default('salesiq'), toSeq: z.number() }),
  destination: legLane,
  retry: deskRetry,
  findStaleReason: findEndOfLeg,
  onGivenUp: ({ legKey }, code) => ({ type: 'fail-leg', legKey, reason: `history-${code}` }),
});
