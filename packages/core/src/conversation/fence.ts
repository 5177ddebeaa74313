import type { EffectAction } from './effects.ts';
import type { ConversationState } from './state.ts';

/** One voice: what the bot decided to say before a human took the word is not said any more. */
export function isTalkOver(message: { author: string; generation: number }, state: ConversationState): boolean {
  return message.author === 'bot' && message.generation < state.lastHumanGeneration;
}

/** Why an effect must not be performed any more, or null when it may. */
export function findStaleReason(
  effect: { action: EffectAction; generation: number | null },
  state: ConversationState,
): string | null {
  if (effect.generation !== null && effect.generation !== state.baton.generation) return 'the baton has moved on';
  const { action } = effect;
  if (action.kind === 'open-desk' || action.kind === 'send-history' || action.kind === 'timer') {
    const { handoff } = state;
    const isOver = handoff === null || handoff.key !== action.handoffKey || handoff.phase === 'over';
    return isOver ? 'the handoff is over' : null;
  }
  return null;
}
