import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/** Asks the customers' register who has an address. */
export const lookUpIdentity = defineEffect({
  kind: 'look-up-identity',
  schema: z.object({
    kind: z.literal('look-up-identity'),
    email: z.string(),
    askedBy: z.object({ run: z.string(), visit: z.number() }).nullable().default(null),
  }),
  destination: () => 'identity',
  retry: { type: 'budget', budgetMs: 10_000 },
  findStaleReason: neverStale,
  onGivenUp: ({ email, askedBy }) => ({ type: 'settle-look-up', email, askedBy, result: { type: 'unavailable' } }),
});
