import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/** Tells an operator what became of a message to the customer, once that is known. */
export const reportReceipt = defineEffect({
  kind: 'report-receipt',
  schema: z.object({
    kind: z.literal('report-receipt'),
    desk: z.string(),
    reference: z.string(),
    /** The vendor's own id of it. */
    messageId: z.string(),
    /** Its number among ours. */
    seq: z.number(),
  }),
  // A lane of its own: no message waits for what is told of another.
  destination: ({ desk, messageId }) => `receipt-${desk}-${messageId}`,
  retry: { type: 'budget', budgetMs: 3_600_000 },
  findStaleReason: neverStale,
  onGivenUp: () => null,
});
