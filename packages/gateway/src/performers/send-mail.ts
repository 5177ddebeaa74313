import { formatTranscript, readSpeakers } from '../engine/transcript.ts';
import { toMessageId } from './message-id.ts';
import { definePerformer, notConfigured, type PerformerTools, withoutReport } from './performer.ts';

const hourMs = 3_600_000;

export const perform = definePerformer('send-mail', async (tools, { effect, action, state }) => {
  const { challengeId, to, subject } = action;
  const { mailer } = tools.ports;
  if (mailer === null) return notConfigured;
  if (challengeId !== null && (await hasTooManyCodes(tools, effect.id, to)))
    return { type: 'refused', code: 'too-many-codes', report: { type: 'void-code', challengeId } };
  const lines = [
    challengeId === null ? action.text : action.text.replace('{{code}}', () => tools.deriveCode(challengeId)),
  ];
  if (action.transcriptToSeq !== null) {
    const range = { fromSeq: 1, toSeq: action.transcriptToSeq };
    const messages = await tools.store.conversations.listMessages(state.id, range);
    const { texts } = tools.context;
    const transcript = formatTranscript(messages, readSpeakers(texts, state.locale));
    lines.push('', texts.render(state.locale, 'mail-transcript-head'), '', transcript);
  }
  const messageId = toMessageId(effect.key);
  return withoutReport(await mailer.send({ messageId, to, subject, text: lines.join('\n') }));
});

/** Nobody can have an address flooded with codes, or guess at it through many chats. The customer sees the same words as ever. */
async function hasTooManyCodes(
  { store, codesPerHour }: PerformerTools,
  effectId: string,
  to: string,
): Promise<boolean> {
  if (codesPerHour === null) return false;
  return (await store.outbox.countCodeMails(to, { withinMs: hourMs, beforeEffectId: effectId })) >= codesPerHour;
}
