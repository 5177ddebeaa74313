import { type EffectAction, findDefinition } from '../effects/effects.ts';
import type { ConversationState } from './state.ts';

/** One voice: what the bot decided to say before a human took the word is superseded and not said any more. */
export function isSuperseded(message: { author: string; generation: number }, state: ConversationState): boolean {
  return message.author === 'bot' && message.generation < state.lastHumanGeneration;
}

/** Why an effect must not be performed any more, or null when it may. */
export function findStaleReason(action: EffectAction, state: ConversationState): string | null {
  return findDefinition(action).findStaleReason(action, state);
}
