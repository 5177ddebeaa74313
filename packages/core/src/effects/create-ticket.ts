import { z } from 'zod';
import { caseKey } from '../ids.ts';
import { defineEffect, neverStale } from './definition.ts';

const request = z.object({
  caseKey: z.string().transform(caseKey),
  kind: z.enum(['ticket', 'callback']),
  subject: z.string(),
  descriptionLines: z.array(z.string()),
  priority: z.enum(['high', 'medium', 'low']),
  contact: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
  workflow: z.string().nullable(),
  channel: z.string(),
  chatId: z.string(),
  visitorId: z.string().nullable(),
  dueAt: z.string().optional(),
});

/** Makes the one ticket of a case. */
export const createTicket = defineEffect({
  kind: 'create-ticket',
  schema: z.object({ kind: z.literal('create-ticket'), request }),
  destination: () => 'ticket',
  retry: { type: 'patient' },
  findStaleReason: neverStale,
  onGivenUp: ({ request: { caseKey: key } }, code) => ({
    type: 'settle-ticket',
    caseKey: key,
    result: { type: 'refused', code },
  }),
});
