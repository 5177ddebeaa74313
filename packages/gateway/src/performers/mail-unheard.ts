import { redact } from '@baton/core';
import { toMessageId } from './message-id.ts';
import { definePerformer, done, notConfigured, withoutReport } from './performer.ts';

/** Words that wait stay in the chat as well: a customer who comes back reads them there, and there alone a secret that an agent wrote. */
export const perform = definePerformer('mail-unheard', async ({ ports, store }, { effect, action, state }) => {
  const { fromSeq, toSeq } = action;
  const { mailer } = ports;
  if (mailer === null) return notConfigured;
  const messages = await store.conversations.listMessages(state.id, { fromSeq, toSeq });
  const unheard = messages.filter((message) => message.isForCustomer && message.state === 'waiting');
  if (unheard.length === 0) return done;
  const text = [action.intro, ...unheard.map((message) => redact(message.text))].join('\n\n');
  const messageId = toMessageId(effect.key);
  return withoutReport(await mailer.send({ messageId, to: action.to, subject: action.subject, text }));
});
