import { type Channel, type ConversationState, isSuperseded, type JsonObject, type PushedMessage } from '@baton/core';
import type { Message } from '@baton/store';
import { z } from 'zod';
import { findChannel, takeMessages, toChannelMessages } from '../engine/respond.ts';
import { toJson } from '../engine/run-turn.ts';
import { definePerformer, done, type PerformerTask, type PerformerTools, toRetry } from './performer.ts';

const file = z.object({
  name: z.string(),
  contentType: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  url: z.string(),
});

/** Words on their way: fixed once, so that a repetition says the same and can be recognised by its ids. */
const batchSchema = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      author: z.enum(['bot', 'agent']),
      // Versions before 0.4 did not tell it.
      authorName: z.string().nullable().default(null),
      text: z.string(),
      suggestions: z.array(z.string()),
      // Versions before 0.4 brought no files.
      file: file.nullable().default(null),
    }),
  ),
  seqs: z.array(z.number()),
  /** The baton's generation under which they were taken. */
  generation: z.number(),
  /** True once it is known that the last try did not arrive. */
  isUnsent: z.boolean().default(false),
});
type Batch = z.infer<typeof batchSchema>;

/** Brings what waits to the customer. Whether it may still be said is asked at every try. */
export const perform = definePerformer('push-words', async (tools, task) => {
  const { effect, state } = task;
  const channel = findChannel(tools.ports.channels, state.channel);
  if (channel.push === null) return { type: 'refused', code: 'channel-cannot-push', report: null };
  const planned = await planBatch(tools, task, channel);
  if (planned === null || planned.batch.messages.length === 0) return done;
  const { batch, isMaybeSent } = planned;
  const unsaid = batch.seqs;
  let { messages } = batch;
  if (isMaybeSent && channel.push.findArrived !== null) {
    const ids = messages.map(({ id }) => id);
    const arrived = await channel.push.findArrived(state.chatId, ids);
    if (arrived.type === 'retry') return { ...toRetry(arrived), unsaid };
    // A vendor that takes them one by one may have taken some.
    if (arrived.type === 'ok') messages = messages.filter(({ id }) => !arrived.value.includes(id));
    if (messages.length === 0) return done;
  }
  const sent = await channel.push.send(state.chatId, messages);
  if (sent.type === 'ok') return done;
  if (sent.type === 'refused') return { type: 'refused', code: sent.code, report: null, unsaid };
  if (!sent.isAmbiguous && !isMaybeSent)
    await tools.store.outbox.recordProgress(effect.id, toJson({ ...batch, isUnsent: true }));
  return { ...toRetry(sent), unsaid };
});

type Planned = { batch: Batch; isMaybeSent: boolean };

/** What to say; null when another worker has done it, or when a human has taken the word and it may have arrived already. */
function planBatch(
  { store }: PerformerTools,
  { effect, action, state }: PerformerTask<'push-words'>,
  channel: Channel,
): Promise<Planned | null> {
  return store.transaction(async (transaction) => {
    const locked = await transaction.lockWaitingEffect(effect.id);
    const stored = await transaction.findConversationById(state.id);
    if (locked === null || stored === null) return null;
    const known = readBatch(locked.progress);
    if (known !== null && !isOutdated(known, state)) {
      // If this process ends now, the next try must take it for sent.
      await transaction.recordProgress(effect.id, toJson({ ...known, isUnsent: false }));
      return { batch: known, isMaybeSent: !known.isUnsent };
    }
    if (known !== null && !known.isUnsent) return null;
    // The batch surely did not arrive: its messages wait again, and taking them anew drops those that a human has superseded.
    if (known !== null) await transaction.restoreMessages(state.id, known.seqs);
    const taken = await takeMessages(transaction, stored, { type: 'pushed', toSeq: action.toSeq });
    const batch: Batch = {
      messages: taken.flatMap((message) => toPushed(state, message, channel)),
      seqs: taken.map(({ seq }) => seq),
      generation: stored.generation,
      isUnsent: false,
    };
    await transaction.recordProgress(effect.id, toJson(batch));
    return { batch, isMaybeSent: false };
  });
}

const readBatch = (progress: JsonObject): Batch | null => batchSchema.safeParse(progress).data ?? null;

const isOutdated = ({ messages, generation }: Batch, state: ConversationState): boolean =>
  messages.some(({ author }) => isSuperseded({ author, generation }, state));

const toPushed = ({ id }: ConversationState, message: Message, channel: Channel): PushedMessage[] =>
  toChannelMessages([message], channel).map((piece, index) => ({
    ...piece,
    id: `${id}:${message.seq}.${index + 1}`,
    authorName: message.author === 'agent' ? message.authorName : null,
  }));
