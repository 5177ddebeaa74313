import {
  type BotContext,
  type CaseKey,
  type ConversationCommand,
  type ConversationState,
  conversationId,
  type DecidedMessage,
  type DeskEvent,
  type decide,
  initialConversation,
  type isSuperseded,
  type Timer,
} from '@baton/core';

/** What is looked at, and may be planted wrong. */
export type Rules = { context: BotContext; decide: typeof decide; isSuperseded: typeof isSuperseded };

type Chat = { legKey: string; desk: string; reference: string };

/**
 * One conversation after some of what can happen to it, never changed. What is known of humans comes from their own side alone: what they did
 * in their chats, and what their chats were told; of the state of the conversation nothing is asked.
 */
export type World = {
  state: ConversationState;
  rules: Rules;
  channel: string;
  /** Minutes since the beginning; every happening takes one. */
  minute: number;
  /** What was said and has not been fetched. */
  waiting: DecidedMessage[];
  /** What was fetched last; a crash may have forgotten it. */
  fetched: DecidedMessage[];
  opening: { legKey: string; desk: string } | null;
  chats: Chat[];
  timers: Timer[];
  tickets: CaseKey[];
  /** The leg that was asked for last; a human who comes to the chat of another finds it taken away. */
  newestLeg: string | null;
  /** The chat that the customer has taken back; it counts again once its desk says something newer of its end. */
  takenBack: string | null;
  /** The chat that a human is in: came or wrote, has not ended it, and was not told that it was taken away. */
  humanIn: string | null;
  /** Words of humans that were meant for the customer, and those that were fetched. */
  said: number;
  heard: number;
  violations: string[];
};

export function startWorld(rules: Rules, { channel, chain }: { channel: string; chain: string[] }): World {
  const { context } = rules;
  const settings = { ...context.settings, handoffChain: chain };
  return {
    state: initialConversation({ id: conversationId('c'), channel, chatId: 'own' }),
    rules: { ...rules, context: { ...context, settings } },
    channel,
    minute: 0,
    ...{ waiting: [], fetched: [], opening: null, chats: [], timers: [], tickets: [] },
    ...{ newestLeg: null, takenBack: null },
    ...{ humanIn: null, said: 0, heard: 0, violations: [] },
  };
}

const beginMs = Date.parse('2026-03-02T10:00:00Z');
const nothing = new Map<string, never>();
const timeOf = ({ minute }: World): Date => new Date(beginMs + minute * 60_000);

/** Tells the conversation something, and takes note of what others see of its answer. */
export function tell(world: World, command: ConversationCommand): World {
  const { context, decide: decideOne } = world.rules;
  const now = timeOf(world);
  const decision = decideOne(command, world.state, { ...context, now, allowances: nothing, deskLoads: nothing });
  let { opening, humanIn, newestLeg, takenBack } = world;
  const tickets = [...world.tickets];
  for (const { action } of decision.effects) {
    if (action.kind === 'open-desk') {
      opening = { legKey: action.legKey, desk: action.desk };
      newestLeg = action.legKey;
    }
    if (action.kind === 'create-ticket') tickets.push(action.request.caseKey);
    if (action.kind !== 'close-desk') continue;
    if (opening?.legKey === action.legKey) opening = null;
    const left = world.chats.find(({ legKey }) => legKey === action.legKey);
    if (left === undefined) continue;
    if (left.reference === humanIn) humanIn = null;
    if (command.type === 'receive-customer-message') takenBack = left.reference;
  }
  const words = decision.messages.filter(({ isForCustomer }) => isForCustomer);
  return {
    ...world,
    ...{ state: decision.state, opening, humanIn, newestLeg, takenBack, tickets },
    minute: world.minute + 1,
    waiting: words.length === 0 ? world.waiting : [...world.waiting, ...words],
    timers:
      decision.timers.length === 0 ? world.timers : [...world.timers, ...decision.timers.map(({ timer }) => timer)],
  };
}

/** Something happens in a chat; default: in the one that was opened last. */
export function tellOfDesk(world: World, event: DeskEvent, chat = world.chats.at(-1)): World {
  if (chat === undefined) return world;
  const { desk, reference } = chat;
  const at = timeOf(world).toISOString();
  return tell(world, { type: 'receive-desk-event', desk, reference, at, event });
}

/** The customer fetches what waits. No word of the bot may be among it while a human is there. */
export function fetchWords(world: World, words = world.waiting): World {
  const { rules, state, humanIn } = world;
  const brought = words.filter((message) => !rules.isSuperseded(message, state));
  const over = humanIn === null ? [] : brought.filter(({ author }) => author === 'bot');
  const heard = brought.filter(({ author }) => author === 'agent').length;
  return {
    ...world,
    ...{ minute: world.minute + 1, waiting: [], fetched: words, heard: world.heard + heard },
    violations: over.length === 0 ? world.violations : [...world.violations, ...over.map(({ text }) => text)],
  };
}
