import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/** Finishes an answer that was promised with "pending". */
export const finishDeferred = defineEffect({
  kind: 'finish-deferred',
  schema: z.object({
    kind: z.literal('finish-deferred'),
    requestId: z.string(),
    deliveryId: z.string(),
    giveUpAt: z.string(),
  }),
  destination: () => 'upstream',
  retry: { type: 'budget', budgetMs: 170_000 },
  findStaleReason: neverStale,
  onGivenUp: () => null,
});
