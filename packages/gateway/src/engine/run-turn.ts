import {
  AppError,
  type BotContext,
  type ConversationCommand,
  type ConversationState,
  decide,
  initialConversation,
  type Json,
  type JsonObject,
} from '@baton/core';
import type { StoredConversation, StoreTransaction } from '@baton/store';

export type TurnTask = {
  command: ConversationCommand;
  context: BotContext;
  now: Date;
  /** The delivery whose answer waits for what this turn has to wait for; null when nobody does. */
  awaitedBy: string | null;
};

/** Decides on a locked conversation and appends the whole turn to the open transaction. Returns the new state. */
export async function runTurn(
  transaction: StoreTransaction,
  stored: StoredConversation,
  options: TurnTask,
): Promise<{ stored: StoredConversation; state: ConversationState }> {
  const decision = decide(options.command, readState(stored), { ...options.context, now: options.now });
  if (decision.events.length === 0) return { stored, state: decision.state };
  const { state } = decision;
  await transaction.appendTurn({
    conversationId: stored.id,
    expectedVersion: stored.version,
    generation: state.baton.generation,
    state: toJson(state),
    isClosed: state.status === 'closed',
    events: decision.events.map((event) => ({ type: event.type, data: toJson(event) })),
    messages: decision.messages,
    effects: decision.effects.map((effect) => ({
      key: effect.key,
      lane: `${stored.id}:${effect.destination}`,
      kind: effect.action.kind,
      data: toJson(effect.action),
      generation: effect.generation,
      awaitedBy: effect.isAwaited ? options.awaitedBy : null,
      delayMs: effect.delayMs,
    })),
    timers: [],
  });
  const next = { ...stored, version: stored.version + 1, generation: state.baton.generation, state: toJson(state) };
  return { stored: { ...next, lastMessageSeq: state.messageCount }, state };
}

/** The state as it was stored by `runTurn`; anything else is refused. */
export function readState(stored: StoredConversation): ConversationState {
  const { state } = stored;
  if (state['id'] !== stored.id || typeof state['baton'] !== 'object') {
    throw new AppError(
      'internal',
      `Conversation ${stored.id} holds a state this version cannot read. Run the matching version, or restore a backup.`,
    );
  }
  // What a state of an earlier version lacks has its initial value.
  const known = state as unknown as ConversationState;
  const current = known.case;
  const settledAt = current === null ? null : (current.settledAt ?? (isSettledOfOld(current) ? longAgo : null));
  return {
    ...initialConversation(known),
    ...known,
    case: current === null ? null : { ...current, settledAt },
  };
}

/** Cases used to say that they were settled, not when. */
const isSettledOfOld = (current: object): boolean => Reflect.get(current, 'isSettled') === true;
const longAgo = new Date(0).toISOString();

/** A plain JSON copy. */
export function toJson(value: object): JsonObject {
  const copy: Json = JSON.parse(JSON.stringify(value));
  if (copy === null || typeof copy !== 'object' || Array.isArray(copy)) throw new TypeError('not an object');
  return copy;
}
