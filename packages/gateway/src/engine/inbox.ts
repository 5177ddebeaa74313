import { AppError, type BotContext, type Channel, type IdSource, type Intent } from '@baton/core';
import type { Claim, Delivery, Store, StoredConversation, StoreTransaction } from '@baton/store';
import type { Logger } from '../http/logger.ts';
import type { Counters } from '../metrics.ts';
import { codeOf } from './code-of.ts';
import { createConversation } from './create-conversation.ts';
import type { ReachCrashPoint } from './ports.ts';
import { readState, runTurn } from './run-turn.ts';
import { type Routed, routeIntent, toDeskCommand } from './to-commands.ts';

export type InboxDependencies = {
  store: Pick<Store, 'inbox' | 'transaction'>;
  context: BotContext;
  channels: Readonly<Record<string, Pick<Channel, 'name' | 'capabilities'>>>;
  ids: IdSource;
  /** Opens and reads a stored delivery again; null when it was erased or cannot be read. */
  read(delivery: Delivery): Intent | null;
  reach: ReachCrashPoint;
  counters: Pick<Counters, 'add'>;
  logger: Logger;
  onProcessed(deliveryId: string): void;
};

/** How long an event of a chat we do not know (yet) is kept waiting, per try. Most are chats that never met the bot. */
const unknownChatDelaysMs = [300, 1_000, 3_000, 10_000, 30_000];
const failureDelaysMs = [200, 1_000, 5_000, 30_000, 120_000];

/** Processes one lane's deliveries in order. Stops at one that has to wait, so that order holds, and when the lease is lost. */
export async function handleDeliveries(
  dependencies: InboxDependencies,
  claim: Claim<Delivery>,
  isLost: () => boolean = () => false,
): Promise<void> {
  for (const delivery of claim.items) {
    if (isLost()) return;
    const isDone = await handleDelivery(dependencies, delivery);
    dependencies.onProcessed(delivery.id);
    if (!isDone) return;
  }
}

async function handleDelivery(dependencies: InboxDependencies, delivery: Delivery): Promise<boolean> {
  const { store, logger } = dependencies;
  const intent = dependencies.read(delivery);
  if (intent === null) return reject(dependencies, delivery, { reason: 'body-unreadable', isReplayable: true });
  try {
    dependencies.reach('inbox.turn:before');
    const outcome = await store.transaction((transaction) =>
      processIntent(dependencies, transaction, { delivery, intent }),
    );
    dependencies.reach('inbox.turn:after');
    if (outcome === 'done') return true;
    if (outcome === 'unsupported')
      return await reject(dependencies, delivery, { reason: 'not-supported-yet', isReplayable: false });
    return await waitForChat(dependencies, delivery);
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

async function waitForChat(dependencies: InboxDependencies, delivery: Delivery): Promise<boolean> {
  const delayMs = unknownChatDelaysMs[delivery.postponements - delivery.failures];
  if (delayMs === undefined) return reject(dependencies, delivery, { reason: 'unknown-chat', isReplayable: false });
  await dependencies.store.inbox.postpone(delivery.id, { delayMs, reason: 'unknown-chat', isFailure: false });
  return false;
}

type Task = { delivery: Delivery; intent: Intent };

async function processIntent(
  dependencies: InboxDependencies,
  transaction: StoreTransaction,
  { delivery, intent }: Task,
): Promise<'done' | 'unknown-chat' | 'unsupported'> {
  if (!(await transaction.lockDelivery(delivery.id)).isWaiting) return 'done';
  const routed = routeIntent(intent);
  if (routed.type === 'unsupported') return 'unsupported';
  if (routed.type !== 'none') {
    const { organisation } = delivery;
    const found = await findConversation(dependencies, transaction, { routed, organisation });
    if (found === null) return 'unknown-chat';
    const { stored, isOwnChat } = found;
    const command =
      routed.type === 'chat' ? routed.command : toDeskCommand(routed.intent, { isOwnChat, state: readState(stored) });
    const task = { context: dependencies.context, now: delivery.receivedAt, awaitedBy: delivery.id };
    if (command !== null) await runTurn(transaction, stored, { ...task, command });
  }
  await transaction.finishDelivery(delivery.id);
  return 'done';
}

type Found = { stored: StoredConversation; isOwnChat: boolean };

async function findConversation(
  { channels, ids }: InboxDependencies,
  transaction: StoreTransaction,
  { routed, organisation }: { routed: Extract<Routed, { type: 'chat' | 'desk' }>; organisation: string },
): Promise<Found | null> {
  if (routed.type === 'chat') {
    const { channel, chatId } = routed;
    const chat = { organisation, channel, chatId };
    const stored = (await transaction.findConversation(chat)) ?? (await createConversation(ids, transaction, chat));
    return { stored, isOwnChat: true };
  }
  const { desk, reference } = routed;
  // A chat that a vendor handed to its own humans keeps its id; one that we opened was linked to its conversation.
  for (const { name } of Object.values(channels).filter(({ capabilities }) => capabilities.forwardDesk === desk)) {
    const stored = await transaction.findConversation({ organisation, channel: name, chatId: reference });
    if (stored !== null) return { stored, isOwnChat: true };
  }
  const linked = await transaction.findConversationByDesk({ organisation, desk, reference });
  return linked === null ? null : { stored: linked, isOwnChat: false };
}
