import type { DecisionContext } from './commands.ts';
import type { DecidedEffect, Destination, EffectAction } from './effects.ts';
import type { ConversationEvent, MessageAuthor } from './events.ts';
import { evolve } from './evolve.ts';
import type { ConversationState } from './state.ts';

export type DecidedMessage = {
  seq: number;
  author: MessageAuthor;
  authorName: string | null;
  text: string;
  suggestions: string[];
  generation: number;
  isForCustomer: boolean;
};

/** What one command leads to; nothing in it has happened yet. */
export type Decision = {
  events: ConversationEvent[];
  messages: DecidedMessage[];
  effects: DecidedEffect[];
  state: ConversationState;
};

type EffectOptions = { isAwaited?: boolean; isFenced?: boolean; delayMs?: number };

/** Collects a decision step by step, so that each step sees the state the earlier ones lead to. */
export type TurnBuilder = {
  readonly context: DecisionContext;
  state(): ConversationState;
  emit(event: ConversationEvent): void;
  /** The bot speaks, under the present generation. */
  say(text: string, suggestions?: string[]): void;
  record(author: MessageAuthor, text: string, options: { authorName: string | null; isForCustomer: boolean }): number;
  request(destination: Destination, action: EffectAction, options?: EffectOptions): void;
  finish(): Decision;
};

/** Starts an empty turn on a state. */
export function startTurn(initial: ConversationState, context: DecisionContext): TurnBuilder {
  const events: ConversationEvent[] = [];
  const messages: DecidedMessage[] = [];
  const effects: DecidedEffect[] = [];
  let state = initial;
  const emit = (event: ConversationEvent): void => {
    events.push(event);
    state = evolve(state, event);
  };
  const add = (message: Omit<DecidedMessage, 'seq' | 'generation'>): number => {
    const seq = state.messageCount + 1;
    messages.push({ ...message, seq, generation: state.baton.generation });
    emit({ type: 'message-recorded', seq, author: message.author });
    return seq;
  };
  return {
    context,
    state: () => state,
    emit,
    say: (text, suggestions = []) => {
      add({ author: 'bot', authorName: null, text, suggestions, isForCustomer: true });
    },
    record: (author, text, options) => add({ author, text, suggestions: [], ...options }),
    request: (destination, action, options = {}) => {
      const key = `${state.id}:${state.effectCount + 1}`;
      effects.push({
        key,
        destination,
        action,
        generation: options.isFenced === true ? state.baton.generation : null,
        isAwaited: options.isAwaited ?? false,
        delayMs: options.delayMs ?? 0,
      });
      emit({ type: 'effect-decided', key });
    },
    finish: () => ({ events, messages, effects, state }),
  };
}
