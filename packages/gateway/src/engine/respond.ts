import {
  AppError,
  type BotContext,
  type Channel,
  type ChannelMessage,
  type ConversationState,
  defaultOrganisation,
  type IdSource,
  type Intent,
  isSuperseded,
  type JsonObject,
  joinKey,
  listOffers,
  parseState,
  splitText,
  type TurnAnswer,
} from '@baton/core';
import type { Message, Store, StoredConversation, StoredResponse, StoreTransaction } from '@baton/store';
import { mayAct, notTheirChat, type Sessions } from './chat-claim.ts';
import { createConversation } from './create-conversation.ts';
import { hasSealedWords, openResponse, openWords, sealResponse, type WordsBox } from './exact-words.ts';
import { runTurn } from './run-turn.ts';

export type ResponderDependencies = {
  store: Pick<Store, 'transaction'>;
  context: BotContext;
  channels: Readonly<Record<string, Channel>>;
  /** Whose customers write here. Default: the one there is from the start. */
  organisation?: string;
  ids: IdSource;
  secretBox: Sessions & WordsBox;
  now(): Date;
};

/** All of it but the store, of which a transaction is open. */
type Inside = Omit<ResponderDependencies, 'store'>;

/** What can be answered with a turn: a customer's own requests. */
export type TurnIntent = Extract<Intent, { channel: string }>;
export const isTurnIntent = (intent: Intent): intent is TurnIntent => 'channel' in intent;

export type ResponseTask = {
  intent: TurnIntent;
  /** The vendor's id for finishing this answer later; null where that cannot be done. */
  requestId: string | null;
  deliveryId: string;
  isLastChance: boolean;
};

/** A response whose sender never fetched it may be given again after this time; see the decision record on lost responses. */
const reassignAfterMs = 5_000;
/** What is left of the vendor's time for a promised answer when we stop waiting for the turn, in milliseconds. */
const finishingMs = 10_000;

/** `waitsFor`: the delivery that is not processed yet, or the conversation with an effect that is not settled. */
export type Assembled = { type: 'answered'; body: JsonObject } | { type: 'waiting'; waitsFor: string };

/**
 * Builds and stores the answer of a synchronous request in one transaction with handing its messages over, unless the turn is still
 * waiting for something and there is time left. What it comes to is read and decided first; the channel only renders it.
 */
export function assembleResponse(dependencies: ResponderDependencies, task: ResponseTask): Promise<Assembled> {
  return dependencies.store.transaction((transaction) => assembleWithin(dependencies, transaction, task));
}

/** The same in a transaction that is open already. */
export async function assembleWithin(
  dependencies: Inside,
  transaction: StoreTransaction,
  task: ResponseTask,
): Promise<Assembled> {
  const { intent, deliveryId, isLastChance } = task;
  const channel = findChannel(dependencies.channels, intent.channel);
  const { isWaiting: isUnprocessed, isRejected, ...known } = await transaction.lockDelivery(deliveryId);
  // A repetition that came while the first request was still waiting: both are answered the same.
  if (known.response !== null) return toAnswered(dependencies, known);
  if (isUnprocessed && !isLastChance) return { type: 'waiting', waitsFor: deliveryId };
  const reading = await readTurn(dependencies, transaction, { ...task, isUnprocessed, isRejected });
  if (reading.type === 'waiting') return reading;
  const answer =
    reading.type === 'greeting'
      ? greet(dependencies)
      : await decideAnswer(dependencies, transaction, { reading, task, channel });
  const stored = await transaction.storeResponse(deliveryId, renderBoth(dependencies, { reading, answer, channel }));
  return toAnswered(dependencies, stored);
}

type Rendering = { reading: Reading | { type: 'greeting' }; answer: TurnAnswer; channel: Channel };

/** The answer as it is kept, and as it is said where that is not the same. */
function renderBoth({ secretBox }: Inside, { reading, answer, channel }: Rendering): StoredResponse {
  const said = channel.render(answer);
  const messages = reading.type === 'read' ? reading.messages : [];
  if (!hasSealedWords(messages)) return sealResponse(secretBox, { response: said, exact: null });
  const kept = channel.render({
    ...answer,
    messages: toChannelMessages(messages, channel.capabilities.textCharactersMax),
  });
  return sealResponse(secretBox, { response: kept, exact: said });
}

function toAnswered({ secretBox }: Inside, stored: StoredResponse): Assembled {
  const body = openResponse(secretBox, stored);
  if (body === null) throw new TypeError('a stored response is an object');
  return { type: 'answered', body };
}

/** The channel of a conversation. @throws AppError `internal` when it is none of those that are connected */
export function findChannel(channels: Readonly<Record<string, Channel>>, name: string): Channel {
  const channel = Object.hasOwn(channels, name) ? channels[name] : undefined;
  if (channel !== undefined) return channel;
  throw new AppError(
    'internal',
    `The channel "${name}" is not connected. Connect it, or remove what sends its requests.`,
  );
}

/** `messages` as they are kept. */
type Reading = { type: 'read'; stored: StoredConversation; messages: Message[]; isWaiting: boolean };

/** Where the delivery stands that is to be answered. */
type Standing = { isUnprocessed: boolean; isRejected: boolean };

/** What there is to say, and whether the turn is still waiting for something. */
async function readTurn(
  dependencies: Inside,
  transaction: StoreTransaction,
  { intent, deliveryId, isLastChance, isUnprocessed, isRejected }: ResponseTask & Standing,
): Promise<Reading | { type: 'greeting' } | { type: 'waiting'; waitsFor: string }> {
  if (intent.type === 'customer-arrived') return { type: 'greeting' };
  const stored = await findOrCreate(dependencies, transaction, intent);
  // Somebody else may have begun the chat since the request was let in. Of words that is decided where they are taken.
  const isTaken = intent.type === 'customer-said' && !isUnprocessed && !isRejected;
  if (!isTaken && !isTheirs(dependencies, stored, intent)) throw notTheirChat();
  const isWaiting = isUnprocessed || (await transaction.hasAwaitedEffects(deliveryId));
  if (isWaiting && !isLastChance) return { type: 'waiting', waitsFor: stored.id };
  const messages = await takeMessages(transaction, stored, { type: 'response', deliveryId });
  return { type: 'read', stored, messages, isWaiting };
}

function isTheirs({ secretBox }: Inside, stored: StoredConversation, intent: TurnIntent): boolean {
  if (!('claim' in intent)) return true;
  const caller = { claim: intent.claim, visitorId: intent.profile.visitorId };
  return mayAct(secretBox, { address: stored, stored, caller });
}

/** A first message that was not processed in time has no conversation yet; what is owed to its sender needs one. */
async function findOrCreate(
  { ids, context, organisation = defaultOrganisation }: Inside,
  transaction: StoreTransaction,
  { channel, chatId }: { channel: string; chatId: string },
): Promise<StoredConversation> {
  const address = { organisation, channel, chatId };
  return (
    (await transaction.findConversation(address)) ?? (await createConversation(ids, transaction, { address, context }))
  );
}

/** How words are given to the customer: in the response to a request, or brought by a call of ours. */
type Way =
  | { type: 'response'; deliveryId: string }
  /** Nothing after `toSeq`; null: all there is. */
  | { type: 'pushed'; toSeq: number | null };

/** Undelivered messages, oldest first, without what must not be said any more; now assigned to this response (or pushed). */
export async function takeMessages(
  transaction: StoreTransaction,
  stored: StoredConversation,
  way: Way,
): Promise<Message[]> {
  const state = parseState(stored.state);
  // A response that its sender asks for again brings its own words; brought beside it they would be heard twice.
  const leavesRepeatable = way.type === 'pushed';
  const waiting = await transaction.listUndelivered(stored.id, { reassignAfterMs, leavesRepeatable });
  const toSeq = way.type === 'pushed' ? way.toSeq : null;
  const undelivered = waiting.filter(({ seq }) => toSeq === null || seq <= toSeq);
  const stale = undelivered.filter((message) => isSuperseded(message, state));
  const messages = undelivered.filter((message) => !isSuperseded(message, state));
  const seqs = (list: Message[]): number[] => list.map(({ seq }) => seq);
  if (stale.length > 0) await transaction.dropMessages(stored.id, seqs(stale), 'a human has taken the word');
  if (messages.length > 0 && way.type === 'pushed') await transaction.markPushed(stored.id, seqs(messages));
  else if (messages.length > 0 && way.type === 'response')
    await transaction.assignMessages(stored.id, seqs(messages), way.deliveryId);
  return messages;
}

type Decision = { reading: Reading; task: ResponseTask; channel: Channel };

/** Promises the rest where the channel lets us finish it later; else says what there is, or that it takes a moment. */
async function decideAnswer(
  dependencies: Inside,
  transaction: StoreTransaction,
  { reading, task, channel }: Decision,
): Promise<TurnAnswer> {
  const { stored, isWaiting } = reading;
  const { texts } = dependencies.context;
  const state = parseState(stored.state);
  const { deferredAnswerMs, textCharactersMax } = channel.capabilities;
  const messages = toChannelMessages(openWords(dependencies.secretBox, reading.messages), textCharactersMax);
  const isAsking = task.intent.type !== 'customer-listens';
  const said =
    messages.length === 0 && isWaiting && isAsking ? [saidByBot(texts.render(state.locale, 'holding'))] : messages;
  if (isWaiting && deferredAnswerMs !== null && task.requestId !== null) {
    const giveUpAt = new Date(dependencies.now().getTime() + deferredAnswerMs - finishingMs).toISOString();
    await planDeferred(transaction, stored, { requestId: task.requestId, deliveryId: task.deliveryId, giveUpAt });
    return toAnswer('pending', { state, messages: said, now: dependencies.now() });
  }
  return concludeAnswer(dependencies, transaction, { stored, channel, messages: said, now: dependencies.now() });
}

type Conclusion = { stored: StoredConversation; channel: Channel; messages: ChannelMessage[]; now: Date };

/** The final answer of a turn. A wish for humans of the channel's own vendor becomes `forward`, and counts as passed on with it. */
export async function concludeAnswer(
  { context, secretBox }: { context: BotContext; secretBox: WordsBox },
  transaction: StoreTransaction,
  { stored, channel, messages, now }: Conclusion,
): Promise<TurnAnswer> {
  const state = parseState(stored.state);
  if (!isForwarded(state, channel)) return toAnswer('reply', { state, messages, now });
  await runTurn(transaction, stored, { command: { type: 'accept-forward' }, context, secretBox, now, awaitedBy: null });
  return toAnswer('forward', { state, messages, now });
}

const isForwarded = ({ baton, handoff }: ConversationState, { capabilities }: Channel): boolean =>
  baton.holder === 'desk' && handoff?.leg.route === 'forward' && handoff.leg.desk === capabilities.forwardDesk;

type Said = { state: ConversationState; messages: ChannelMessage[]; now: Date };

const toAnswer = (action: TurnAnswer['action'], { state, messages, now }: Said): TurnAnswer => ({
  action,
  conversationId: state.id,
  messages,
  holder: state.baton.holder,
  ticket: state.latestTicket,
  now,
});

const greet = ({ context, now }: Inside): TurnAnswer => ({
  action: 'reply',
  conversationId: null,
  messages: [
    {
      ...saidByBot(context.texts.render(context.settings.locale, 'greeting')),
      suggestions: listOffers(context, context.settings.locale),
    },
  ],
  holder: 'bot',
  ticket: null,
  now: now(),
});

export const saidByBot = (text: string): ChannelMessage => ({ author: 'bot', text, suggestions: [], file: null });

/** The messages in pieces that the channel takes; a message's buttons stand under its last piece. */
export function toChannelMessages(messages: Message[], charactersMax: number): ChannelMessage[] {
  return messages.flatMap(({ author, text, suggestions }) => {
    const pieces = splitText(text, charactersMax);
    return pieces.map((piece, index) => ({
      author: author === 'agent' ? ('agent' as const) : ('bot' as const),
      text: piece,
      suggestions: index === pieces.length - 1 ? suggestions : [],
      file: null,
    }));
  });
}

type DeferredPlan = { requestId: string; deliveryId: string; giveUpAt: string };

async function planDeferred(
  transaction: StoreTransaction,
  stored: StoredConversation,
  plan: DeferredPlan,
): Promise<void> {
  await transaction.appendTurn({
    conversationId: stored.id,
    expectedVersion: stored.version,
    generation: stored.generation,
    state: stored.state,
    isClosed: false,
    events: [],
    messages: [],
    effects: [
      {
        key: `${plan.deliveryId}:deferred`,
        lane: joinKey(stored.id, 'upstream'),
        kind: 'finish-deferred',
        data: { kind: 'finish-deferred', ...plan },
        awaitedBy: null,
        delayMs: 300,
      },
    ],
    timers: [],
  });
}
