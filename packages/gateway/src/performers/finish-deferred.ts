import { type Channel, type ConversationState, isJsonObject, isSuperseded, type JsonObject } from '@baton/core';
import type { Message } from '@baton/store';
import { z } from 'zod';
import { openWords } from '../engine/exact-words.ts';
import { concludeAnswer, findChannel, saidByBot, takeMessages, toChannelMessages } from '../engine/respond.ts';
import { toJson } from '../engine/run-turn.ts';
import { definePerformer, done, doneSaying, type PerformerTask, type PerformerTools } from './performer.ts';

/** What is fixed of an answer: everything but its words, which stand with their messages alone. */
const planSchema = z.object({
  answer: z.object({
    action: z.enum(['reply', 'forward', 'pending']),
    conversationId: z.string().nullable(),
    holder: z.enum(['bot', 'desk']),
    ticket: z.object({ id: z.string(), number: z.string() }).nullable(),
    now: z.iso.datetime(),
  }),
  /** Words of ours that are no message. */
  addition: z.string().nullable(),
  /** The messages it says; they count as delivered from here on, unless it turns out that it could not be said. */
  seqs: z.array(z.number()),
  /** The baton's generation it was decided under. */
  generation: z.number(),
});
type Plan = z.infer<typeof planSchema>;

/** As versions before 0.4 kept it: with what the channel made of it. */
type EarlierPlan = { body: JsonObject; seqs: number[]; generation: number };

/**
 * Finishes an answer that was `pending`, as soon as the turn is settled or the vendor's time runs out (contract salesiq §2.4). What is
 * said is fixed before it is sent, so that a repetition says the same; whether it may still be said is asked at every try.
 */
export const perform = definePerformer('finish-deferred', async (tools, { effect, action, state }) => {
  const { store, ports } = tools;
  const channel = findChannel(ports.channels, state.channel);
  if (channel.deferred === null) return { type: 'refused', code: 'channel-cannot-defer', report: null };
  const planned = await planAnswer(tools, { effect, action, state }, channel);
  if (planned === 'finished') return done;
  if (planned === null) return { type: 'wait', code: 'turn-not-settled', delayMs: 250 };
  const { plan, messages, isMaybeSent } = planned;
  const said = doneSaying(messages);
  if (isSuperseded({ author: 'bot', generation: plan.generation }, planned.state)) {
    // If an earlier try may have arrived before the human came, nothing more is said. If none did, the messages wait again, and are dropped
    // as superseded when the next ones are taken.
    return isMaybeSent ? said : { type: 'refused', code: 'human-has-the-word', report: null, unsaid: plan.seqs };
  }
  const sent = await channel.deferred.finish(action.requestId, render(tools, channel, planned));
  if (sent.type === 'retry') {
    if (!sent.isAmbiguous && !isMaybeSent)
      await store.outbox.recordProgress(effect.id, { plan: toJson(plan), isUnsent: true });
    return { ...sent, unsaid: plan.seqs };
  }
  // A refusal of what may have been sent before means that it arrived.
  return sent.type === 'ok' || isMaybeSent
    ? said
    : { type: 'refused', code: sent.code, report: null, unsaid: plan.seqs };
});

/** `messages` as they are kept. */
type Planned = { plan: Plan | EarlierPlan; messages: Message[]; state: ConversationState; isMaybeSent: boolean };

/** What to say, fixed once for all tries; null while the turn is not settled. */
function planAnswer(
  tools: PerformerTools,
  { effect, action, state }: PerformerTask<'finish-deferred'>,
  channel: Channel,
): Promise<Planned | 'finished' | null> {
  const isLate = effect.claimedAt.getTime() >= Date.parse(action.giveUpAt);
  return tools.store.transaction(async (transaction) => {
    const locked = await transaction.lockWaitingEffect(effect.id);
    // Another worker has finished it; what waits now belongs to a later answer.
    if (locked === null) return 'finished';
    const { progress } = locked;
    const known = readPlan(progress);
    if (known !== null) {
      await transaction.recordProgress(effect.id, { plan: toJson(known) });
      const messages = await transaction.findMessages(state.id, known.seqs);
      return { plan: known, messages, state, isMaybeSent: progress['isUnsent'] !== true };
    }
    // The delivery first, as everywhere: two that lock in opposite order would wait for each other.
    const { isWaiting: isUnprocessed } = await transaction.lockDelivery(action.deliveryId);
    const stored = await transaction.findConversationById(state.id);
    const isWaiting = isUnprocessed || (await transaction.hasAwaitedEffects(action.deliveryId));
    if (stored === null || (!isLate && isWaiting)) return null;
    const messages = await takeMessages(transaction, stored, { type: 'pushed', toSeq: null });
    const { messages: _words, ...answer } = await concludeAnswer(tools, transaction, {
      ...{ stored, channel, messages: [], now: effect.claimedAt },
    });
    // A plain answer needs words (contract salesiq §5.3), also when all of them went out with the "pending" one.
    const addition = isLate ? 'still-working' : 'waiting-over';
    const plan: Plan = {
      answer: { ...answer, now: answer.now.toISOString() },
      addition:
        answer.action === 'reply' && messages.length === 0 ? tools.context.texts.render(state.locale, addition) : null,
      seqs: messages.map(({ seq }) => seq),
      generation: stored.generation,
    };
    await transaction.recordProgress(effect.id, { plan: toJson(plan) });
    return { plan, messages, state, isMaybeSent: false };
  });
}

/** What the channel makes of the answer. */
function render({ secretBox }: PerformerTools, channel: Channel, { plan, messages }: Planned): JsonObject {
  if ('body' in plan) return plan.body;
  const { answer, addition } = plan;
  const words = toChannelMessages(openWords(secretBox, messages), channel.capabilities.textCharactersMax);
  const said = addition === null ? words : [...words, saidByBot(addition)];
  return channel.render({ ...answer, messages: said, now: new Date(answer.now) });
}

/** Versions before 0.2 kept the fields of the body beside the rest, under another name and without a generation. */
function readPlan(progress: JsonObject): Plan | EarlierPlan | null {
  const { plan, reply: earlier } = progress;
  const read = planSchema.safeParse(plan);
  if (read.success) return read.data;
  if (isJsonObject(plan) && isJsonObject(plan['body']) && typeof plan['generation'] === 'number')
    return { body: plan['body'], seqs: readSeqs(plan['seqs']), generation: plan['generation'] };
  if (!isJsonObject(earlier)) return null;
  const { seqs, ...body } = earlier;
  return { body, seqs: readSeqs(seqs), generation: Number.MAX_SAFE_INTEGER };
}

const readSeqs = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((seq): seq is number => typeof seq === 'number') : [];
