import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/** Asks the customers' register who has an account: an address, or a username. */
export const lookUpIdentity = defineEffect({
  kind: 'look-up-identity',
  // Versions before 0.3 asked for addresses only, and called them so.
  schema: z
    .object({
      kind: z.literal('look-up-identity'),
      account: z.string().optional(),
      email: z.string().optional(),
      askedBy: z.object({ run: z.string(), visit: z.number() }).nullable().default(null),
    })
    .transform(({ email, account, ...rest }) => ({ ...rest, account: account ?? email ?? '' })),
  destination: () => 'identity',
  retry: { type: 'budget', budgetMs: 10_000 },
  findStaleReason: neverStale,
  onGivenUp: ({ account, askedBy }) => ({ type: 'settle-look-up', account, askedBy, result: { type: 'unavailable' } }),
});
