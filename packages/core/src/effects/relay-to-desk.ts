import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';
import { deskRetry, legKeySchema, legLane } from './leg-effects.ts';

/** Says something at the desk as the customer. `position`: 1 for the first relayed text after the history of the leg. */
export const relayToDesk = defineEffect({
  kind: 'relay-to-desk',
  schema: legKeySchema({
    kind: z.literal('relay-to-desk'),
    desk: z.string().default('salesiq'),
    position: z.number(),
    text: z.string(),
  }),
  destination: legLane,
  retry: deskRetry,
  // Words said while the desk held the baton are its to read, also when the leg ended meanwhile.
  findStaleReason: neverStale,
  onGivenUp: ({ legKey }, code) => ({ type: 'fail-leg', legKey, reason: `relay-${code}` }),
});
