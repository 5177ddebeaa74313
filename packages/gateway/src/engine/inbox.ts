import {
  AppError,
  type BotContext,
  type ConversationCommand,
  type HandoffChanges,
  type IdSource,
  type Intent,
} from '@baton/core';
import {
  type Claim,
  type Delivery,
  type Store,
  type StoredConversation,
  type StoreTransaction,
  timerKind,
} from '@baton/store';
import type { Logger } from '../http/logger.ts';
import type { Counters } from '../metrics.ts';
import { type Adoption, type AdoptionDependencies, adoptChat } from './adopt-chat.ts';
import { mayAct, type Sessions } from './chat-claim.ts';
import { codeOf } from './code-of.ts';
import { countHandoffs } from './count-handoffs.ts';
import { createConversation } from './create-conversation.ts';
import { nameAgent } from './name-agent.ts';
import type { ReachCrashPoint } from './ports.ts';
import { runTurn, ticketLinks } from './run-turn.ts';
import { type Routed, routeIntent, routeTimer } from './to-commands.ts';

export type InboxDependencies = AdoptionDependencies & {
  store: Pick<Store, 'inbox' | 'processTogether' | 'transaction'>;
  /** Whether a lane's turns are tried in one commit. */
  isAtOnce: boolean;
  context: BotContext;
  ids: IdSource;
  /** Opens and reads a stored delivery again; null when it was erased or cannot be read. */
  read(delivery: Delivery): Intent | null;
  sessions: Sessions;
  reach: ReachCrashPoint;
  counters: Pick<Counters, 'add'>;
  logger: Logger;
  onProcessed(deliveryId: string): void;
};

/** How long an event of a chat we do not know (yet) is kept waiting, per try. Most are chats that never met the bot. */
const unknownChatDelaysMs = [300, 1_000, 3_000, 10_000, 30_000];
/** While its desk cannot be asked whose chat it is, it is kept about an hour longer. */
const unclearChat = { delayMs: 30_000, looksMax: 125 };
const failureDelaysMs = [200, 1_000, 5_000, 30_000, 120_000];

/** Processes one lane's deliveries in order. Stops at one that has to wait, so that order holds, and when the lease is lost. */
export async function handleDeliveries(
  dependencies: InboxDependencies,
  claim: Claim<Delivery>,
  isLost: () => boolean = () => false,
): Promise<void> {
  const done = dependencies.isAtOnce ? await handleTogether(dependencies, claim.items, isLost) : 0;
  for (const delivery of claim.items.slice(done)) {
    if (isLost()) return;
    const isDone = await handleDelivery(dependencies, delivery);
    dependencies.onProcessed(delivery.id);
    if (!isDone) return;
  }
}

/** All turns in one commit, from the first on, as far as that goes. Returns how many; the others go one by one. */
async function handleTogether(
  dependencies: InboxDependencies,
  deliveries: Delivery[],
  isLost: () => boolean,
): Promise<number> {
  const { store, reach, counters, desks } = dependencies;
  const changed: { delivery: Delivery; changes: HandoffChanges }[] = [];
  reach('inbox.turn:before');
  const done = await store
    .processTogether(deliveries, async (transaction, delivery) => {
      const read = isLost() ? null : route(dependencies, delivery);
      if (read === null) return false;
      const routed = await nameAgent(desks, read);
      const onChanged = (changes: HandoffChanges): unknown => changed.push({ delivery, changes });
      return (await processDelivery(dependencies, transaction, { delivery, routed, onChanged })) === 'done';
    })
    // One by one they meet the same trouble, and each is told of and tried again by itself.
    .catch(() => 0);
  if (done === 0) return 0;
  reach('inbox.turn:after');
  const finished = deliveries.slice(0, done);
  for (const { delivery, changes } of changed) if (finished.includes(delivery)) countHandoffs(counters, changes);
  for (const { id } of finished) dependencies.onProcessed(id);
  return done;
}

async function handleDelivery(dependencies: InboxDependencies, delivery: Delivery): Promise<boolean> {
  const { store, logger } = dependencies;
  const read = route(dependencies, delivery);
  if (read === null) return reject(dependencies, delivery, { reason: 'body-unreadable', isReplayable: true });
  try {
    const routed = await nameAgent(dependencies.desks, read);
    dependencies.reach('inbox.turn:before');
    const changed: HandoffChanges[] = [];
    const outcome = await store.transaction(
      (transaction) =>
        processDelivery(dependencies, transaction, { delivery, routed, onChanged: (changes) => changed.push(changes) }),
      // The delivery itself is durable. Whatever leaves us of its turn, an effect or a response, leaves after a durable commit of its own.
      { isDurable: false },
    );
    dependencies.reach('inbox.turn:after');
    for (const changes of changed) countHandoffs(dependencies.counters, changes);
    if (outcome === 'done') return true;
    if (outcome === 'unsupported')
      return await reject(dependencies, delivery, { reason: 'not-supported-yet', isReplayable: false });
    if (outcome === 'not-their-chat' || outcome === 'unknown-ticket')
      return await reject(dependencies, delivery, { reason: outcome, isReplayable: false });
    return await waitForChat(dependencies, { delivery, routed });
  } catch (error) {
    const failures = delivery.failures + 1;
    const delayMs = failureDelaysMs[Math.min(failures, failureDelaysMs.length) - 1] ?? 200;
    const isHopeless = !(error instanceof AppError && error.retryable) && failures >= failureDelaysMs.length;
    logger.error('delivery-failed', { deliveryId: delivery.id, failures, code: codeOf(error) });
    if (isHopeless) return reject(dependencies, delivery, { reason: codeOf(error), isReplayable: true });
    await store.inbox.postpone(delivery.id, { delayMs, reason: codeOf(error), isFailure: true });
    return false;
  }
}

/** Nothing is given up in silence: a rejection is stored with its reason, logged and counted. */
async function reject(
  { store, logger, counters }: InboxDependencies,
  { id, kind }: Delivery,
  outcome: { reason: string; isReplayable: boolean },
): Promise<true> {
  logger.info('delivery-rejected', { deliveryId: id, kind, reason: outcome.reason });
  counters.add('baton_deliveries_rejected_total', { kind, reason: outcome.reason });
  await store.transaction((transaction) => transaction.rejectDelivery(id, outcome));
  return true;
}

async function waitForChat(dependencies: InboxDependencies, { delivery, routed }: Task): Promise<boolean> {
  const looks = delivery.postponements - delivery.failures;
  // The first time it is most often only a little early: the news of our own opening is still on its way.
  const adoption = looks > 0 && routed.type === 'desk' ? await adopt(dependencies, delivery, routed) : 'not-ours';
  const delayMs = findDelay(looks, adoption);
  if (delayMs === null) return reject(dependencies, delivery, { reason: 'unknown-chat', isReplayable: false });
  await dependencies.store.inbox.postpone(delivery.id, { delayMs, reason: 'unknown-chat', isFailure: false });
  return false;
}

async function adopt(
  dependencies: InboxDependencies,
  { organisation, receivedAt }: Delivery,
  { desk, reference }: Extract<Routed, { type: 'desk' }>,
): Promise<Adoption> {
  const adoption = await adoptChat(dependencies, { organisation, desk, reference }, receivedAt);
  if (adoption === 'adopted') dependencies.logger.warn('desk-chat-adopted', { desk, reference });
  return adoption;
}

/** When the chat is looked for again; null when that is enough. */
function findDelay(looks: number, adoption: Adoption): number | null {
  if (adoption === 'adopted') return 0;
  const isKept = adoption === 'unclear' && looks < unclearChat.looksMax;
  return unknownChatDelaysMs[looks] ?? (isKept ? unclearChat.delayMs : null);
}

type Task = { delivery: Delivery; routed: Routed };

/** Where a delivery belongs and what it asks; null when it cannot be read. */
function route({ read }: InboxDependencies, delivery: Delivery): Routed | null {
  if (delivery.kind === timerKind) return routeTimer(delivery.redacted);
  const intent = read(delivery);
  return intent === null ? null : routeIntent(intent);
}

export type ProcessDependencies = Pick<InboxDependencies, 'context' | 'ids' | 'sessions' | 'secretBox'>;
type ProcessTask = {
  delivery: Pick<Delivery, 'id' | 'organisation' | 'receivedAt'>;
  routed: Routed;
  onChanged(changes: HandoffChanges): unknown;
};

/** The turn of one delivery, and the end of the delivery itself. Anything but `done` leaves it waiting. */
export async function processDelivery(
  dependencies: ProcessDependencies,
  transaction: StoreTransaction,
  { delivery, routed, onChanged }: ProcessTask,
): Promise<'done' | 'unknown-chat' | 'unknown-ticket' | 'unsupported' | 'not-their-chat'> {
  const { isWaiting, response } = await transaction.lockDelivery(delivery.id);
  if (!isWaiting) return 'done';
  if (routed.type === 'unsupported') return 'unsupported';
  if (routed.type !== 'none') {
    const { organisation } = delivery;
    const stored = await findConversation(dependencies, transaction, { routed, organisation });
    // A ticket is known as soon as it is; what came before is seen at the first look at it. Most are not ours at all.
    if (stored === null) return routed.type === 'ticket' ? 'unknown-ticket' : 'unknown-chat';
    if (routed.type === 'chat' && !mayAct(dependencies.sessions, { address: stored, stored, caller: routed.caller }))
      return 'not-their-chat';
    const command = tellWhetherAnswered(routed.command, response !== null);
    const { context, secretBox } = dependencies;
    if (command !== null) {
      const task = { command, context, secretBox, now: delivery.receivedAt, awaitedBy: delivery.id };
      onChanged((await runTurn(transaction, stored, task)).changes);
    }
  }
  await transaction.finishDelivery(delivery.id);
  return 'done';
}

/** A request that waited for its turn as long as it could has been answered without it. */
const tellWhetherAnswered = (command: ConversationCommand | null, isAnswered: boolean): ConversationCommand | null =>
  command?.type === 'receive-customer-message' ? { ...command, isAnswered } : command;

type Search = { routed: Extract<Routed, { type: 'chat' | 'desk' | 'ticket' | 'conversation' }>; organisation: string };

async function findConversation(
  { context, ids }: ProcessDependencies,
  transaction: StoreTransaction,
  { routed, organisation }: Search,
): Promise<StoredConversation | null> {
  if (routed.type === 'conversation') return transaction.findConversationById(routed.id);
  if (routed.type === 'ticket')
    return transaction.findConversationByDesk({ organisation, desk: ticketLinks, reference: routed.ticketId });
  if (routed.type === 'chat') {
    const address = { organisation, channel: routed.channel, chatId: routed.chatId };
    return (await transaction.findConversation(address)) ?? createConversation(ids, transaction, { address, context });
  }
  const { desk, reference } = routed;
  // A chat that a vendor handed to its own humans keeps its id; one that we opened was linked to its conversation.
  for (const [channel, { forwardDesk }] of Object.entries(context.channels)) {
    if (forwardDesk !== desk) continue;
    const stored = await transaction.findConversation({ organisation, channel, chatId: reference });
    if (stored !== null) return stored;
  }
  return transaction.findConversationByDesk({ organisation, desk, reference });
}
