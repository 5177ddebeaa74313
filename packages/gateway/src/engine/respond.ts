import {
  type BotContext,
  type ConversationState,
  defaultOrganisation,
  type IdSource,
  isTalkOver,
  type JsonObject,
  listOffers,
  type ReplyAction,
} from '@baton/core';
import type { Message, Store, StoredConversation, StoreTransaction } from '@baton/store';
import type { Inbound } from '../inbound/parse.ts';
import { createConversation } from './create-conversation.ts';
import { readState, runTurn } from './run-turn.ts';
import { splitText } from './transcript.ts';

export type ResponderDependencies = {
  store: Pick<Store, 'transaction'>;
  context: BotContext;
  ids: IdSource;
  now(): Date;
};
export type SyncInbound = Extract<Inbound, { type: 'flat' | 'zobot' }>;
export type ResponseTask = { inbound: SyncInbound; deliveryId: string; isLastChance: boolean };

/** A response whose sender never fetched it may be given again after this time; see the decision record on lost responses. */
const reassignAfterMs = 5_000;
const zobotCharactersMax = 1_000;
const holdingText = "One moment, please. I'm still working on that.";

/** `waitsFor`: the delivery that is not processed yet, or the conversation with an effect that is not settled. */
type Assembled = { type: 'answered'; body: JsonObject } | { type: 'waiting'; waitsFor: string };

/**
 * Builds and stores the answer of a synchronous request in one transaction with handing its messages over, unless the turn is still
 * waiting for something and there is time left.
 */
export function assembleResponse(dependencies: ResponderDependencies, task: ResponseTask): Promise<Assembled> {
  const { inbound, deliveryId, isLastChance } = task;
  return dependencies.store.transaction(async (transaction) => {
    const { isWaiting: isUnprocessed, response } = await transaction.lockDelivery(deliveryId);
    // A repetition that came while the first request was still waiting: both are answered the same.
    if (response !== null) return { type: 'answered', body: asObject(response) };
    if (isUnprocessed && !isLastChance) return { type: 'waiting', waitsFor: deliveryId };
    if (inbound.type === 'zobot' && inbound.handler === 'trigger')
      return { type: 'answered', body: await storeGreeting(dependencies, transaction, task) };
    const stored = await findOrCreate(dependencies, transaction, inbound);
    const isWaiting = isUnprocessed || (await transaction.hasAwaitedEffects(stored.id));
    if (isWaiting && !isLastChance) return { type: 'waiting', waitsFor: stored.id };
    const messages = await takeMessages(transaction, stored, { deliveryId, push: false });
    const answer = { messages, isWaiting, task };
    const body =
      inbound.type === 'flat'
        ? flatBody(dependencies, readState(stored), answer)
        : await zobotBody(dependencies, transaction, { stored, answer });
    return { type: 'answered', body: asObject(await transaction.storeResponse(deliveryId, body)) };
  });
}

/** A first message that was not processed in time has no conversation yet; what is owed to its sender needs one. */
async function findOrCreate(
  { ids }: ResponderDependencies,
  transaction: StoreTransaction,
  { type, chatId }: SyncInbound,
): Promise<StoredConversation> {
  const channel = type === 'flat' ? ('flat' as const) : ('salesiq' as const);
  const chat = { organisation: defaultOrganisation, channel, chatId: chatId ?? '' };
  return (await transaction.findConversation(chat)) ?? (await createConversation(ids, transaction, chat));
}

type Answer = { messages: Message[]; isWaiting: boolean; task: ResponseTask };

/** Undelivered messages, oldest first, without what must not be said any more; now assigned to this response (or pushed). */
export async function takeMessages(
  transaction: StoreTransaction,
  stored: StoredConversation,
  { deliveryId, push }: { deliveryId: string; push: boolean },
): Promise<Message[]> {
  const state = readState(stored);
  const undelivered = await transaction.listUndelivered(stored.id, { reassignAfterMs });
  const stale = undelivered.filter((message) => isTalkOver(message, state));
  const messages = undelivered.filter((message) => !isTalkOver(message, state));
  const seqs = (list: Message[]): number[] => list.map(({ seq }) => seq);
  if (stale.length > 0) await transaction.dropMessages(stored.id, seqs(stale), 'a human has taken the word');
  if (messages.length > 0 && push) await transaction.markPushed(stored.id, seqs(messages));
  else if (messages.length > 0) await transaction.assignMessages(stored.id, seqs(messages), deliveryId);
  return messages;
}

function flatBody(
  { now }: ResponderDependencies,
  state: ConversationState,
  { messages, isWaiting, task }: Answer,
): JsonObject {
  const agentsFirst = [
    ...messages.filter(({ author }) => author === 'agent'),
    ...messages.filter(({ author }) => author !== 'agent'),
  ];
  const ordered = state.baton.holder === 'desk' ? agentsFirst : messages;
  const texts = ordered.map(({ text }) => text);
  const isPoll = task.inbound.text.trim() === '';
  const replies = texts.length === 0 && isWaiting && !isPoll ? [holdingText] : texts;
  return {
    status: 'success',
    response: replies.join('\n\n'),
    replies,
    suggestions: lastSuggestions(messages),
    ticket_created: state.latestTicket !== null,
    ticket_id: state.latestTicket?.id ?? null,
    ticket_number: state.latestTicket?.number ?? null,
    escalate: state.baton.holder === 'desk',
    conversation_id: state.id,
    timestamp: now().toISOString(),
  };
}

type ZobotTask = { stored: StoredConversation; answer: Answer };

async function zobotBody(
  dependencies: ResponderDependencies,
  transaction: StoreTransaction,
  { stored, answer }: ZobotTask,
): Promise<JsonObject> {
  const { messages, isWaiting, task } = answer;
  if (isWaiting && task.inbound.type === 'zobot') {
    await planDeferred(dependencies, transaction, {
      stored,
      requestId: task.inbound.requestId,
      deliveryId: task.deliveryId,
    });
    const replies =
      messages.length > 0 ? messages.flatMap(({ text }) => splitText(text, zobotCharactersMax)) : [holdingText];
    return { action: 'pending', replies };
  }
  return toZobotReply(dependencies, transaction, { stored, messages, now: dependencies.now() });
}

/** The final answer to SalesIQ. A wish for a human becomes `forward`, and counts as passed on with it. */
export async function toZobotReply(
  { context }: Pick<ResponderDependencies, 'context'>,
  transaction: StoreTransaction,
  { stored, messages, now }: { stored: StoredConversation; messages: Message[]; now: Date },
): Promise<{ action: ReplyAction; replies: string[]; suggestions?: string[] }> {
  const replies = messages.flatMap(({ text }) => splitText(text, zobotCharactersMax));
  if (readState(stored).baton.holder === 'desk') {
    await runTurn(transaction, stored, { command: { type: 'offer-forward' }, context, now });
    return { action: 'forward', replies };
  }
  const suggestions = lastSuggestions(messages);
  return suggestions.length === 0 ? { action: 'reply', replies } : { action: 'reply', replies, suggestions };
}

type DeferredPlan = { stored: StoredConversation; requestId: string; deliveryId: string };

async function planDeferred(
  { now }: ResponderDependencies,
  transaction: StoreTransaction,
  { stored, requestId, deliveryId }: DeferredPlan,
): Promise<void> {
  const giveUpAt = new Date(now().getTime() + 160_000).toISOString();
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
        key: `${deliveryId}:deferred`,
        lane: `${stored.id}:upstream`,
        kind: 'finish-deferred',
        data: { kind: 'finish-deferred', requestId, deliveryId, giveUpAt },
        generation: null,
        isAwaited: false,
        delayMs: 300,
      },
    ],
  });
}

async function storeGreeting(
  { context }: ResponderDependencies,
  transaction: StoreTransaction,
  { deliveryId }: ResponseTask,
): Promise<JsonObject> {
  const body = {
    action: 'reply',
    replies: ['Hello! What can I help you with?'],
    suggestions: listOffers(context.workflows),
  };
  return asObject(await transaction.storeResponse(deliveryId, body));
}

const lastSuggestions = (messages: Message[]): string[] => messages.at(-1)?.suggestions ?? [];

function asObject(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('a stored response is an object');
  return value as JsonObject;
}
