import { type Channel, type ConversationState, isJsonObject, isSuperseded, type JsonObject } from '@baton/core';
import { concludeAnswer, findChannel, saidByBot, takeMessages, toChannelMessages } from '../engine/respond.ts';
import { definePerformer, done, type PerformerTask, type PerformerTools } from './performer.ts';

type Plan = {
  /** What the channel made of the answer. */
  body: JsonObject;
  /** The messages it says; they count as delivered from here on, unless it turns out that it could not be said. */
  seqs: number[];
  /** The baton's generation it was decided under. */
  generation: number;
};

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
  const { plan, isMaybeSent } = planned;
  if (isSuperseded({ author: 'bot', generation: plan.generation }, planned.state)) {
    // If an earlier try may have arrived before the human came, nothing more is said. If none did, the messages wait again, and are dropped
    // as superseded when the next ones are taken.
    return isMaybeSent ? done : { type: 'refused', code: 'human-has-the-word', report: null, unsaid: plan.seqs };
  }
  const sent = await channel.deferred.finish(action.requestId, plan.body);
  if (sent.type === 'retry') {
    if (!sent.isAmbiguous && !isMaybeSent)
      await store.outbox.recordProgress(effect.id, { plan: { ...plan }, isUnsent: true });
    return { ...sent, unsaid: plan.seqs };
  }
  // A refusal of what may have been sent before means that it arrived.
  return sent.type === 'ok' || isMaybeSent
    ? done
    : { type: 'refused', code: sent.code, report: null, unsaid: plan.seqs };
});

type Planned = { plan: Plan; state: ConversationState; isMaybeSent: boolean };

/** What to say, fixed once for all tries; null while the turn is not settled. */
function planAnswer(
  { store, context }: PerformerTools,
  { effect, action, state }: PerformerTask<'finish-deferred'>,
  channel: Channel,
): Promise<Planned | 'finished' | null> {
  const isLate = effect.claimedAt.getTime() >= Date.parse(action.giveUpAt);
  return store.transaction(async (transaction) => {
    const locked = await transaction.lockWaitingEffect(effect.id);
    // Another worker has finished it; what waits now belongs to a later answer.
    if (locked === null) return 'finished';
    const { progress } = locked;
    const known = readPlan(progress);
    if (known !== null) {
      await transaction.recordProgress(effect.id, { plan: { ...known } });
      return { plan: known, state, isMaybeSent: progress['isUnsent'] !== true };
    }
    // The delivery first, as everywhere: two that lock in opposite order would wait for each other.
    const { isWaiting: isUnprocessed } = await transaction.lockDelivery(action.deliveryId);
    const stored = await transaction.findConversationById(state.id);
    const isWaiting = isUnprocessed || (await transaction.hasAwaitedEffects(action.deliveryId));
    if (stored === null || (!isLate && isWaiting)) return null;
    const taken = await takeMessages(transaction, stored, { type: 'pushed', toSeq: null });
    const messages = toChannelMessages(taken, channel);
    const now = effect.claimedAt;
    const answer = await concludeAnswer({ context }, transaction, { stored, channel, messages, now });
    // A plain answer needs words (contract salesiq §5.3), also when all of them went out with the "pending" one.
    if (answer.action === 'reply' && answer.messages.length === 0)
      answer.messages.push(saidByBot(context.texts.render(state.locale, isLate ? 'still-working' : 'waiting-over')));
    const plan: Plan = {
      body: channel.render(answer),
      seqs: taken.map(({ seq }) => seq),
      generation: stored.generation,
    };
    await transaction.recordProgress(effect.id, { plan: { ...plan } });
    return { plan, state, isMaybeSent: false };
  });
}

/** Versions before 0.2 kept the fields of the body beside the rest, under another name and without a generation. */
function readPlan(progress: JsonObject): Plan | null {
  const { plan, reply: earlier } = progress;
  if (isJsonObject(plan) && isJsonObject(plan['body']) && typeof plan['generation'] === 'number')
    return { body: plan['body'], seqs: readSeqs(plan['seqs']), generation: plan['generation'] };
  if (!isJsonObject(earlier)) return null;
  const { seqs, ...body } = earlier;
  return { body, seqs: readSeqs(seqs), generation: Number.MAX_SAFE_INTEGER };
}

const readSeqs = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((seq): seq is number => typeof seq === 'number') : [];
