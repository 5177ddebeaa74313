import { formatTranscript, readSpeakers } from '../engine/transcript.ts';
import { toMessageId } from './message-id.ts';
import { definePerformer, done, notConfigured, withoutReport } from './performer.ts';

export const perform = definePerformer('send-mail', async (tools, { effect, action, state }) => {
  const { challengeId, to, subject } = action;
  const { mailer } = tools.ports;
  if (mailer === null) return notConfigured;
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
  if (to === null) return done;
  return withoutReport(await mailer.send({ messageId, to, subject, text: lines.join('\n') }));
});
