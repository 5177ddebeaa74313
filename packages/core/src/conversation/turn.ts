import type { EffectAction } from '../effects/effects.ts';
import { findDefinition } from '../effects/effects.ts';
import type { ChannelCapabilities } from '../ports/channel.ts';
import { redact } from '../redaction/redact.ts';
import { redactOwnWords } from '../redaction/redact-own-words.ts';
import type { TextKey } from '../texts/catalogue.ts';
import type { CustomerText } from '../texts/customer-text.ts';
import type { ValuesArgument } from '../texts/texts.ts';
import { expectsSecret } from '../workflow/run.ts';
import type { AllowanceCount, AllowanceQuestion } from './allowance-question.ts';
import { calmLoad, type DeskLoad } from './chain-settings.ts';
import type { BotSettings, DecisionContext } from './commands.ts';
import type { ConversationEvent, MessageAuthor } from './events.ts';
import { evolve } from './evolve.ts';
import type { ConversationState } from './state.ts';
import type { DecidedTimer, Timer } from './timers.ts';

export type DecidedMessage = {
  seq: number;
  author: MessageAuthor;
  authorName: string | null;
  /** Redacted: what is kept. */
  text: string;
  /** The words as the customer has to get them, where redaction changed them; null when they are the text. Must not be kept in clear. */
  exact: string | null;
  suggestions: string[];
  generation: number;
  isForCustomer: boolean;
};

export type DecidedEffect = {
  key: string;
  /** Effects of one conversation towards one destination are first-in first-out. */
  destination: string;
  action: EffectAction;
  /** True when the synchronous answer of this turn waits for it. */
  isAwaited: boolean;
  delayMs: number;
};

/** What one command leads to; nothing in it has happened yet. */
export type Decision = {
  events: ConversationEvent[];
  messages: DecidedMessage[];
  effects: DecidedEffect[];
  timers: DecidedTimer[];
  state: ConversationState;
  /** What was taken for allowed and has to be asked; with the answers in the context the same command is decided again. */
  questions: AllowanceQuestion[];
  /** Desks that were taken for calm and have to be asked how it goes there, as with the questions. */
  askedDesks: string[];
};

type Said = Omit<DecidedMessage, 'seq' | 'generation' | 'exact'>;

type RecordOptions = {
  authorName: string | null;
  isForCustomer: boolean;
  /** Said by an operator whose chat is over: nobody is answered by it. Default false. */
  isLate?: boolean;
};

/** Collects a decision step by step, so that each step sees the state the earlier ones lead to. */
export type TurnBuilder = {
  readonly context: DecisionContext;
  /** The settings that this conversation started with. */
  readonly settings: BotSettings;
  readonly channel: ChannelCapabilities;
  state(): ConversationState;
  emit(event: ConversationEvent): void;
  /** The bot speaks, under the present generation; not at all where another bot has the chat. */
  say(text: CustomerText, suggestions?: CustomerText[]): void;
  /** A notice about the chat itself; said whoever has the word, but not where another bot has the chat and says so itself. */
  announce(text: CustomerText): void;
  /** As `say`, for what became of a wish for a human: it is said also where another bot has the chat, as long as that goes on. */
  tellOutcome(text: CustomerText): void;
  /** Words of the catalogue in the language of the conversation. */
  text: BoundTexts;
  /** The bot waits for a one-time code. */
  isCodeAwaited(): boolean;
  /** Brings words of an agent to the customer; `kept`: what is kept of them. */
  bring(text: CustomerText, options: { authorName: string | null; kept: string }): void;
  /** Keeps words of a customer or an agent. */
  record(author: MessageAuthor, text: string, options: RecordOptions): number;
  request(action: EffectAction, options?: { isAwaited?: boolean; delayMs?: number }): void;
  setTimer(timer: Timer, delayMs: number): void;
  /** Whether something that is counted over all conversations may happen once more. */
  isAllowed(counts: AllowanceCount[]): boolean;
  /** How it goes at a desk, over all conversations. */
  deskLoad(desk: string): DeskLoad;
  /** True when something was said in this turn that still has to reach the customer. */
  hasWords(): boolean;
  finish(): Decision;
};

type BoundTexts = <Key extends TextKey>(key: Key, ...values: ValuesArgument<Key>) => CustomerText;

/** A channel that is configured no more: nothing can be brought to it, and nothing is handed over by it. */
const lostChannel: ChannelCapabilities = {
  answersInResponse: true,
  isPolled: true,
  canPush: false,
  deferredAnswerMs: null,
  forwardDesk: null,
  answeredElsewhere: null,
  hasButtons: false,
  fileLimits: null,
  textCharactersMax: 1_000,
};

const startDecision = (state: ConversationState): Decision => ({
  events: [],
  messages: [],
  effects: [],
  timers: [],
  state,
  questions: [],
  askedDesks: [],
});

/** Starts an empty turn on a state. */
export function startTurn(initial: ConversationState, context: DecisionContext): TurnBuilder {
  const decision = startDecision(initial);
  let asked = 0;
  const state = (): ConversationState => decision.state;
  const emit = (event: ConversationEvent): void => {
    decision.events.push(event);
    decision.state = evolve(decision.state, event);
  };
  /** The one place where words become something that is kept: `text` is their redacted form. */
  const add = ({ text: said, ...message }: Said, text: string, isLate = false): number => {
    const seq = state().messageCount + 1;
    const exact = message.isForCustomer && text !== said ? said : null;
    decision.messages.push({ ...message, text, exact, seq, generation: state().baton.generation });
    const recorded = { type: 'message-recorded', seq, author: message.author, at: context.now.toISOString() } as const;
    emit(isLate ? { ...recorded, isLate } : recorded);
    return seq;
  };
  const channel = context.channels[initial.channel] ?? lostChannel;
  const isCodeAwaited = (): boolean => {
    const { run, baton } = state();
    return baton.holder === 'bot' && run !== null && expectsSecret(run);
  };
  return {
    context,
    settings: findSettings(context, initial),
    channel,
    state,
    emit,
    text: (key, ...values) => context.texts.render(state().locale, key, ...values),
    say: (text, suggestions = []) => {
      if (channel.answeredElsewhere === null)
        add({ author: 'bot', authorName: null, text, suggestions, isForCustomer: true }, redactOwnWords(text));
    },
    tellOutcome: (text) => {
      if (channel.answeredElsewhere !== null && state().status === 'closed') return;
      add({ author: 'bot', authorName: null, text, suggestions: [], isForCustomer: true }, redactOwnWords(text));
    },
    announce: (text) => {
      if (channel.answeredElsewhere === null)
        add({ author: 'system', authorName: null, text, suggestions: [], isForCustomer: true }, redactOwnWords(text));
    },
    isCodeAwaited,
    bring: (text, { authorName, kept }) =>
      void add({ author: 'agent', authorName, text, suggestions: [], isForCustomer: true }, kept),
    record: (author, text, { isLate = false, ...options }) =>
      add({ author, text, suggestions: [], ...options }, redact(text, { isCodeAwaited: isCodeAwaited() }), isLate),
    request: (action, { isAwaited = false, delayMs = 0 } = {}) => {
      const key = `${initial.id}:${state().effectCount + 1}`;
      const destination = findDefinition(action).destination(action);
      decision.effects.push({ key, destination, action, isAwaited, delayMs });
      emit({ type: 'effect-decided', key });
    },
    setTimer: (timer, delayMs) => {
      const key = `${initial.id}:t${state().timerCount + 1}`;
      decision.timers.push({ key, timer, delayMs });
      emit({ type: 'timer-set', key, name: timer.name });
    },
    isAllowed: (counts) => {
      asked += 1;
      const id = `${asked}:${JSON.stringify(counts)}`;
      const answer = context.allowances.get(id);
      if (answer === undefined) decision.questions.push({ id, counts });
      return answer ?? true;
    },
    deskLoad: (desk) => {
      const load = context.deskLoads.get(desk);
      if (load === undefined && !decision.askedDesks.includes(desk)) decision.askedDesks.push(desk);
      return load ?? calmLoad;
    },
    hasWords: () => decision.messages.some(({ isForCustomer }) => isForCustomer),
    finish: () => decision,
  };
}

function findSettings(
  { settings, earlierSettings }: DecisionContext,
  { settingsVersion }: ConversationState,
): BotSettings {
  return earlierSettings.find(({ version }) => version === settingsVersion) ?? settings;
}
