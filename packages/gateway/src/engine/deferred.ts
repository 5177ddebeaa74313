import type { DecisionContext } from '@baton/core';
import type { Performed, PerformerDependencies, PerformerTask } from './perform.ts';
import { toRetry } from './perform.ts';
import { takeMessages, toZobotReply } from './respond.ts';

type Dependencies = PerformerDependencies & { context: DecisionContext };
type Reply = { action: 'reply' | 'forward' | 'operator_busy' | 'end'; replies: string[]; suggestions?: string[] };

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
  const { store, context, ports } = dependencies;
  const planned = effect.progress['reply'];
  let reply: Reply | null = isReply(planned) ? planned : null;
  if (reply === null) {
    const isLate = effect.claimedAt.getTime() >= Date.parse(action.giveUpAt);
    reply = await store.transaction(async (transaction) => {
      const stored = await transaction.findConversationById(state.id);
      if (stored === null || (!isLate && (await transaction.hasAwaitedEffects(state.id)))) return null;
      const messages = await takeMessages(transaction, stored, { deliveryId: action.deliveryId, push: true });
      const made = await toZobotReply({ context }, transaction, { stored, messages });
      const complete = made.replies.length > 0 ? made : { ...made, replies: [stillWorking] };
      await transaction.recordProgress(effect.id, { reply: { ...complete } });
      return complete;
    });
    if (reply === null) return { type: 'retry', code: 'turn-not-settled', retryAfterMs: null };
  }
  const sent = await ports.deferred.finish(action.requestId, {
    texts: reply.replies,
    suggestions: reply.suggestions ?? [],
    action: reply.action,
  });
  if (sent.type === 'retry') return toRetry(sent);
  // A refusal on a repetition means that the first one arrived.
  return sent.type === 'ok' || isReply(planned)
    ? { type: 'done', result: null }
    : { type: 'refused', code: sent.code, result: null };
}

function isReply(value: unknown): value is Reply {
  return (
    typeof value === 'object' &&
    value !== null &&
    'action' in value &&
    'replies' in value &&
    Array.isArray(value.replies)
  );
}
