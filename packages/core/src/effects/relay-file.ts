import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';
import { deskRetry, legLane } from './leg-effects.ts';

/** Brings a customer's file to the desk. `position` as for words; where the file cannot be brought, a line of words takes its place. */
export const relayFile = defineEffect({
  kind: 'relay-file',
  schema: z.object({
    kind: z.literal('relay-file'),
    legKey: z.string(),
    desk: z.string(),
    position: z.number(),
    file: z.object({
      name: z.string(),
      contentType: z.string().nullable(),
      sizeBytes: z.number().nullable(),
      address: z.string().nullable(),
    }),
  }),
  destination: legLane,
  retry: deskRetry,
  findStaleReason: neverStale,
  onGivenUp: ({ legKey }, code) => ({ type: 'fail-leg', legKey, reason: `relay-${code}` }),
});
