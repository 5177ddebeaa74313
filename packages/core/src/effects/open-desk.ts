import { z } from 'zod';
import { defineEffect } from './definition.ts';
import { deskRetry, findEndOfLeg, legKeySchema, legLane } from './leg-effects.ts';

/** Opens a chat at a desk. */
export const openDesk = defineEffect({
  kind: 'open-desk',
  schema: legKeySchema({
    kind: z.literal('open-desk'),
    desk: z.string().default('salesiq'),
    summary: z.string(),
    waitMs: z.number(),
  }),
  destination: legLane,
  retry: deskRetry,
  findStaleReason: findEndOfLeg,
  onGivenUp: ({ legKey }, code) => ({ type: 'fail-leg', legKey, reason: `desk-${code}` }),
});
