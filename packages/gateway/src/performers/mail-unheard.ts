import { cleanClaim } from '@baton/core';
import { toMessageId } from './message-id.ts';
import { definePerformer, done, notConfigured, withoutReport } from './performer.ts';

/** Of each message of the bot, in a mail to an address that nobody proved. */
const wordsCharactersMax = 500;

/** Words that wait stay in the chat as well: a customer who comes back reads them there, and there alone a secret that an agent wrote. */
export const perform = definePerformer('mail-unheard', async ({ ports, store }, { effect, action, state }) => {
  const { fromSeq, toSeq } = action;
  const { mailer } = ports;
  if (mailer === null) return notConfigured;
  const messages = await store.conversations.listMessages(state.id, { fromSeq, toSeq });
  const unheard = messages.filter((message) => message.isForCustomer && message.state === 'waiting');
  if (unheard.length === 0) return done;
  // The bot repeats what strangers told it.
  const read = ({ author, text }: (typeof unheard)[number]): string =>
    author === 'agent' || action.isProved ? text : cleanClaim(text, wordsCharactersMax);
  const text = [action.intro, ...unheard.map(read)].join('\n\n');
  const messageId = toMessageId(effect.key);
  return withoutReport(await mailer.send({ messageId, to: action.to, subject: action.subject, text }));
});
