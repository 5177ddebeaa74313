import { z } from 'zod';
import { defineEffect } from './definition.ts';
import { deskRetry, findEndOfLeg, legKeySchema, legLane } from './leg-effects.ts';

const facts = z.object({
  reason: z.string(),
  assurance: z.enum(['anonymous', 'claimed', 'known', 'verified']),
  workflow: z.string().nullable(),
  slots: z.record(z.string(), z.string()),
  ticketNumber: z.string().nullable(),
});

/** Opens a chat at a desk. */
export const openDesk = defineEffect({
  kind: 'open-desk',
  schema: legKeySchema({
    kind: z.literal('open-desk'),
    desk: z.string().default('salesiq'),
    summary: z.string(),
    // Versions before 0.4 told the desk nothing but the summary.
    facts: facts.default({ reason: '', assurance: 'anonymous', workflow: null, slots: {}, ticketNumber: null }),
    waitMs: z.number(),
  }),
  destination: legLane,
  retry: deskRetry,
  findStaleReason: findEndOfLeg,
  onGivenUp: ({ legKey }, code) => ({ type: 'fail-leg', legKey, reason: `desk-${code}` }),
});
