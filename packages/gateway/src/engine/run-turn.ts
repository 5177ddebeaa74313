import {
  type BotContext,
  type ConversationCommand,
  type ConversationEvent,
  type ConversationState,
  type Decision,
  type DecisionContext,
  type DeskLoad,
  decide,
  type HandoffChanges,
  holdersOf,
  type Json,
  type JsonObject,
  joinKey,
  listHandoffChanges,
  parseState,
} from '@baton/core';
import type { NewMessage, StoredConversation, StoreTransaction } from '@baton/store';
import type { SecretBox } from '../secret-box.ts';
import { sealWords } from './exact-words.ts';

export type TurnTask = {
  command: ConversationCommand;
  context: BotContext;
  now: Date;
  /** The delivery whose answer waits for what this turn has to wait for; null when nobody does. */
  awaitedBy: string | null;
  secretBox: Pick<SecretBox, 'seal'>;
};

/** Decides on a locked conversation and appends the whole turn to the open transaction. Returns the new state, and what became of handoffs. */
export async function runTurn(
  transaction: StoreTransaction,
  stored: StoredConversation,
  { command, context, now, awaitedBy, secretBox }: TurnTask,
): Promise<{ stored: StoredConversation; state: ConversationState; changes: HandoffChanges }> {
  const before = parseState(stored.state);
  const decision = await decideAllowed(transaction, before, { command, context: { ...context, now } });
  if (decision.events.length === 0) return { stored, state: before, changes: { legs: [], handoffs: [], skipped: [] } };
  const { state } = decision;
  await transaction.appendTurn({
    conversationId: stored.id,
    expectedVersion: stored.version,
    generation: state.baton.generation,
    state: toJson(state),
    isClosed: state.status === 'closed',
    events: decision.events.map((event) => ({ type: event.type, data: toJson(event) })),
    messages: decision.messages.map(
      ({ exact, ...message }): NewMessage => ({ ...message, sealed: sealWords(secretBox, exact) }),
    ),
    effects: toEffects(stored, decision, awaitedBy),
    timers: decision.timers.map(({ key, timer: { name, ...data }, delayMs }) => ({ key, name, data, delayMs })),
  });
  await linkLeg(transaction, before, state);
  await linkTickets(transaction, state, decision.events);
  const changes = listHandoffChanges(before, decision.events, now);
  if (changes.handoffs.length > 0) await transaction.noteHandoffs(stored, changes, now);
  for (const event of decision.events)
    if (event.type === 'address-verified') await noteProof(transaction, state, event);
  const next = { ...stored, version: stored.version + 1, generation: state.baton.generation, state: toJson(state) };
  return { stored: { ...next, lastMessageSeq: state.messageCount }, state, changes };
}

type Asking = { command: ConversationCommand; context: Omit<DecisionContext, 'allowances' | 'deskLoads'> };

/** Decides, asks what the decision took for allowed, and decides again, until nothing is left to ask. */
async function decideAllowed(
  transaction: StoreTransaction,
  state: ConversationState,
  { command, context }: Asking,
): Promise<Decision> {
  const allowances = new Map<string, boolean>();
  const deskLoads = new Map<string, DeskLoad>();
  for (;;) {
    const decision = decide(command, state, { ...context, allowances, deskLoads });
    for (const desk of decision.askedDesks)
      deskLoads.set(desk, await transaction.readDeskLoad(state.organisation, desk, context.now));
    if (decision.askedDesks.length > 0) continue;
    if (decision.questions.length === 0) return decision;
    const answers = await transaction.takeAllowances(state.organisation, decision.questions);
    for (const [index, { id }] of decision.questions.entries()) allowances.set(id, answers[index] === true);
  }
}

type Verified = Extract<ConversationEvent, { type: 'address-verified' }>;

/** Who proved an address is not locked out by others who ask for codes. */
async function noteProof(
  transaction: StoreTransaction,
  state: ConversationState,
  { email, account }: Verified,
): Promise<void> {
  const accounts = [...new Set([email, account])];
  await transaction.noteProof(state.organisation, { holders: holdersOf(state), accounts });
}

const toEffects = (stored: StoredConversation, { effects }: Decision, awaitedBy: string | null) =>
  effects.map(({ key, destination, action, isAwaited, delayMs }) => ({
    key,
    lane: joinKey(stored.id, destination),
    kind: action.kind,
    data: toJson(action),
    awaitedBy: isAwaited ? awaitedBy : null,
    delayMs,
  }));

/** What a desk says of a chat that we opened finds its conversation by this. */
async function linkLeg(
  transaction: StoreTransaction,
  before: ConversationState,
  { id, organisation, handoff }: ConversationState,
): Promise<void> {
  if (handoff === null || handoff.leg.route !== 'relay') return;
  const { desk, reference } = handoff.leg;
  if (reference === null || reference === before.handoff?.leg.reference) return;
  await transaction.linkDesk({ organisation, desk, reference }, id);
}

/** The last step of a chain is no desk, so no desk has its name. */
export const ticketLinks = 'ticket';

/** What happens on a ticket finds its conversation by this. One that was made before there were links is linked with the next look at it. */
async function linkTickets(
  transaction: StoreTransaction,
  { id, organisation }: ConversationState,
  events: readonly ConversationEvent[],
): Promise<void> {
  for (const event of events)
    if (event.type === 'ticket-watched')
      await transaction.linkDesk({ organisation, desk: ticketLinks, reference: event.ticketId }, id);
}

/** A plain JSON copy. */
export function toJson(value: object): JsonObject {
  const copy: Json = JSON.parse(JSON.stringify(value));
  if (copy === null || typeof copy !== 'object' || Array.isArray(copy)) throw new TypeError('not an object');
  return copy;
}
