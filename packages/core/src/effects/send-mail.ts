import { z } from 'zod';
import { defineEffect, neverStale } from './definition.ts';

/**
 * Sends one mail. `to` null: there is nobody to send it to, and nobody is to see that; everything is done but the sending. `challengeId`
 * set: the performer puts the one-time code in the place of `{{code}}`. `transcriptToSeq` set: it appends the chat up to that message.
 */
export const sendMail = defineEffect({
  kind: 'send-mail',
  schema: z.object({
    kind: z.literal('send-mail'),
    to: z.string().nullable(),
    subject: z.string(),
    text: z.string(),
    challengeId: z.string().nullable(),
    transcriptToSeq: z.number().nullable(),
  }),
  destination: () => 'mail',
  retry: { type: 'patient' },
  findStaleReason: neverStale,
  // Nobody was sent this code, so whoever enters it has guessed it.
  onGivenUp: ({ challengeId }) => (challengeId === null ? null : { type: 'void-code', challengeId }),
});
