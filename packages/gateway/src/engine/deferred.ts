import type { BotContext } from '@baton/core';
import type { Store } from '@baton/store';
import type { Performed, PerformerDependencies, PerformerTask } from './perform.ts';
import { takeMessages, toZobotReply } from './respond.ts';

type Dependencies = PerformerDependencies & { context: BotContext; store: Pick<Store, 'outbox' | 'transaction'> };
type Reply = {
  action: 'reply' | 'forward' | 'operator_busy' | 'end';
  replies: string[];
  suggestions?: string[];
  /** The messages it says; they count as delivered from here on, unless it turns out that it could not be said. */
  seqs: number[];
};

const nothingMore = 'Thank you for waiting.';
const stillWorking =
  'This takes longer than usual. I keep working on it, and you will be told by e-mail as soon as it is done.';

/**
 * Finishes an answer that was `pending`, as soon as the turn is settled or the vendor's three minutes run out (contract salesiq §2.4).
 * What is said is fixed before it is sent, so that a repetition says the same.
 */
export async function finishDeferred(
  dependencies: Dependencies,
  { effect, action, state }: PerformerTask<'finish-deferred'>,
): Promise<Performed> {
  const { store, ports } = dependencies;
  const planned = await planReply(dependencies, { effect, action, state });
  if (planned === null) return { type: 'wait', code: 'turn-not-settled', delayMs: 250 };
  const { reply, isMaybeSent } = planned;
  const sent = await ports.deferred.finish(action.requestId, {
    texts: reply.replies,
    suggestions: reply.suggestions ?? [],
    action: reply.action,
  });
  if (sent.type === 'retry') {
    if (!sent.isAmbiguous && !isMaybeSent)
      await store.outbox.recordProgress(effect.id, { reply: { ...reply }, isUnsent: true });
    return { ...sent, unsaid: reply.seqs };
  }
  // A refusal of what may have been sent before means that it arrived.
  return sent.type === 'ok' || isMaybeSent
    ? { type: 'done', result: null }
    : { type: 'refused', code: sent.code, result: null, unsaid: reply.seqs };
}

type Planned = { reply: Reply; isMaybeSent: boolean };

/** What to say, fixed once for all tries; null while the turn is not settled. */
function planReply(
  { store, context }: Dependencies,
  { effect, action, state }: PerformerTask<'finish-deferred'>,
): Promise<Planned | null> {
  const isLate = effect.claimedAt.getTime() >= Date.parse(action.giveUpAt);
  return store.transaction(async (transaction) => {
    const progress = (await transaction.lockWaitingEffect(effect.id))?.progress ?? {};
    const known = progress['reply'];
    if (isReply(known)) {
      await transaction.recordProgress(effect.id, { reply: { ...known } });
      return { reply: known, isMaybeSent: progress['isUnsent'] !== true };
    }
    // The delivery first, as everywhere: two that lock in opposite order would wait for each other.
    const { isWaiting: isUnprocessed } = await transaction.lockDelivery(action.deliveryId);
    const stored = await transaction.findConversationById(state.id);
    const isWaiting = isUnprocessed || (await transaction.hasAwaitedEffects(state.id));
    if (stored === null || (!isLate && isWaiting)) return null;
    const messages = await takeMessages(transaction, stored, { deliveryId: action.deliveryId, push: true });
    const made = await toZobotReply({ context }, transaction, { stored, messages, now: effect.claimedAt });
    const replies = made.replies.length > 0 ? made.replies : fallback(made.action, isLate);
    const reply = { ...made, replies, seqs: messages.map(({ seq }) => seq) };
    await transaction.recordProgress(effect.id, { reply });
    return { reply, isMaybeSent: false };
  });
}

/** A plain answer needs words (contract salesiq §5.3), also when all of them went out with the "pending" one. */
function fallback(action: Reply['action'], isLate: boolean): string[] {
  if (action !== 'reply') return [];
  return [isLate ? stillWorking : nothingMore];
}

function isReply(value: unknown): value is Reply {
  return (
    typeof value === 'object' &&
    value !== null &&
    'action' in value &&
    'replies' in value &&
    Array.isArray(value.replies) &&
    'seqs' in value
  );
}
