import {
  type Channel,
  type ConversationState,
  isSuperseded,
  type JsonObject,
  type PortRetry,
  type Push,
  type PushedMessage,
} from '@baton/core';
import type { Message } from '@baton/store';
import { z } from 'zod';
import { openWords } from '../engine/exact-words.ts';
import { findChannel, takeMessages, toChannelMessages } from '../engine/respond.ts';
import { toJson } from '../engine/run-turn.ts';
import { definePerformer, done, doneSaying, type PerformerTask, type PerformerTools, toRetry } from './performer.ts';

/** Words on their way: fixed once, so that a repetition says the same. They stand with their messages alone. */
const batchSchema = z.object({
  seqs: z.array(z.number()),
  /** Cut at the same places, each piece has the same id at every try. Versions before 0.4 did not note it. */
  charactersMax: z.number().optional(),
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
  if (planned === 'finished') return done;
  const { batch, isMaybeSent } = planned;
  if (planned.isOutdated || planned.messages.length === 0) return doneSaying(planned.messages);
  const unsaid = batch.seqs;
  const messages = toPushed(tools, { state, batch, channel }, planned.messages);
  const missing = isMaybeSent ? await findMissing(channel.push, state.chatId, messages) : messages;
  if ('type' in missing) return { ...toRetry(missing), unsaid };
  if (missing.length === 0) return doneSaying(planned.messages);
  const sent = await channel.push.send(state.chatId, missing);
  if (sent.type === 'ok') return doneSaying(planned.messages);
  if (sent.type === 'refused') return { type: 'refused', code: sent.code, report: null, unsaid };
  if (!sent.isAmbiguous && !isMaybeSent)
    await tools.store.outbox.recordProgress(effect.id, toJson({ ...batch, isUnsent: true }));
  return { ...toRetry(sent), unsaid };
});

/** Those that have not arrived: a vendor that takes them one by one may have taken some. Where nobody can tell, all of them. */
async function findMissing(
  { findArrived }: Push,
  chatId: string,
  messages: PushedMessage[],
): Promise<PushedMessage[] | PortRetry> {
  if (findArrived === null) return messages;
  const ids = messages.map(({ id }) => id);
  const arrived = await findArrived(chatId, ids);
  if (arrived.type === 'retry') return arrived;
  return arrived.type === 'ok' ? messages.filter(({ id }) => !arrived.value.includes(id)) : messages;
}

/** `messages` as they are kept. `isOutdated`: a human has taken the word, and they may have arrived already. */
type Planned = { batch: Batch; messages: Message[]; isMaybeSent: boolean; isOutdated: boolean };

/** What to say; `finished` when another worker has done it. */
function planBatch(
  { store }: PerformerTools,
  { effect, action, state }: PerformerTask<'push-words'>,
  channel: Channel,
): Promise<Planned | 'finished'> {
  return store.transaction(async (transaction) => {
    const locked = await transaction.lockWaitingEffect(effect.id);
    const stored = await transaction.findConversationById(state.id);
    if (locked === null || stored === null) return 'finished';
    const known = readBatch(locked.progress);
    const fixed = known === null ? [] : await transaction.findMessages(state.id, known.seqs);
    if (known !== null) {
      const isOutdated = fixed.some(({ author }) => isSuperseded({ author, generation: known.generation }, state));
      if (!(isOutdated && known.isUnsent)) {
        // If this process ends now, the next try must take it for sent.
        if (!isOutdated) await transaction.recordProgress(effect.id, toJson({ ...known, isUnsent: false }));
        return { batch: known, messages: fixed, isMaybeSent: !known.isUnsent, isOutdated };
      }
      // The batch surely did not arrive: its messages wait again, and taking them anew drops those that a human has superseded.
      await transaction.restoreMessages(state.id, known.seqs);
    }
    const messages = await takeMessages(transaction, stored, { type: 'pushed', toSeq: action.toSeq });
    const batch: Batch = {
      seqs: messages.map(({ seq }) => seq),
      charactersMax: channel.capabilities.textCharactersMax,
      generation: stored.generation,
      isUnsent: false,
    };
    await transaction.recordProgress(effect.id, toJson(batch));
    return { batch, messages, isMaybeSent: false, isOutdated: false };
  });
}

const readBatch = (progress: JsonObject): Batch | null => batchSchema.safeParse(progress).data ?? null;

type Way = { state: ConversationState; batch: Batch; channel: Channel };

/** The messages as they are said, in pieces that can be recognised by their ids. */
function toPushed({ secretBox }: PerformerTools, { state, batch, channel }: Way, messages: Message[]): PushedMessage[] {
  const { charactersMax = channel.capabilities.textCharactersMax } = batch;
  return openWords(secretBox, messages).flatMap((message) =>
    toChannelMessages([message], charactersMax).map((piece, index) => ({
      ...piece,
      id: `${state.id}:${message.seq}.${index + 1}`,
      authorName: message.author === 'agent' ? message.authorName : null,
    })),
  );
}
