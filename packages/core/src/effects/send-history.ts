import { z } from 'zod';
import { defineEffect } from './definition.ts';
import { deskRetry, findForgottenLeg, legKeySchema, legLane } from './leg-effects.ts';

/** Tells the desk what was written before the handoff. */
export const sendHistory = defineEffect({
  kind: 'send-history',
  schema: legKeySchema({ kind: z.literal('send-history'), desk: z.string().default('salesiq'), toSeq: z.number() }),
  destination: legLane,
  retry: deskRetry,
  // Also when the leg is over: an operator may come late all the same, and the place of every word that follows is counted from here.
  findStaleReason: findForgottenLeg,
  onGivenUp: ({ legKey }, code) => ({ type: 'fail-leg', legKey, reason: `history-${code}` }),
});
