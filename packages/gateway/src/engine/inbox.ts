import { AppError, type BotContext, type IdSource } from '@baton/core';
import type { Claim, Delivery, Store, StoredConversation, StoreTransaction } from '@baton/store';
import type { Logger } from '../http/logger.ts';
import type { Inbound } from '../inbound/parse.ts';
import { codeOf } from './code-of.ts';
import { createConversation } from './create-conversation.ts';
import type { ReachCrashPoint } from './ports.ts';
import { readState, runTurn } from './run-turn.ts';
import { type Routed, toCommands } from './to-commands.ts';

export type InboxDependencies = {
  store: Pick<Store, 'inbox' | 'transaction'>;
  context: BotContext;
  ids: IdSource;
  /** Decrypts and parses a stored body again; null when it was erased. */
  read(delivery: Delivery): Inbound | null;
  reach: ReachCrashPoint;
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
  const inbound = dependencies.read(delivery);
  if (inbound === null) {
    await store.transaction((transaction) =>
      transaction.rejectDelivery(delivery.id, { reason: 'body-unreadable', isReplayable: true }),
    );
    return true;
  }
  try {
    dependencies.reach('inbox.turn:before');
    const outcome = await store.transaction((transaction) =>
      processInbound(dependencies, transaction, { delivery, inbound }),
    );
    dependencies.reach('inbox.turn:after');
    if (outcome === 'done') return true;
    return await waitForChat(dependencies, delivery);
  } catch (error) {
    const failures = delivery.failures + 1;
    const delayMs = failureDelaysMs[Math.min(failures, failureDelaysMs.length) - 1] ?? 200;
    const isHopeless = !(error instanceof AppError && error.retryable) && failures >= failureDelaysMs.length;
    logger.error('delivery-failed', { deliveryId: delivery.id, failures, code: codeOf(error) });
    if (isHopeless) {
      await store.transaction((transaction) =>
        transaction.rejectDelivery(delivery.id, { reason: codeOf(error), isReplayable: true }),
      );
      return true;
    }
    await store.inbox.postpone(delivery.id, { delayMs, reason: codeOf(error), isFailure: true });
    return false;
  }
}

async function waitForChat({ store, logger }: InboxDependencies, delivery: Delivery): Promise<boolean> {
  const delayMs = unknownChatDelaysMs[delivery.postponements - delivery.failures];
  if (delayMs === undefined) {
    logger.info('delivery-unknown-chat', { deliveryId: delivery.id });
    await store.transaction((transaction) =>
      transaction.rejectDelivery(delivery.id, { reason: 'unknown-chat', isReplayable: false }),
    );
    return true;
  }
  await store.inbox.postpone(delivery.id, { delayMs, reason: 'unknown-chat', isFailure: false });
  return false;
}

type Task = { delivery: Delivery; inbound: Inbound };

async function processInbound(
  dependencies: InboxDependencies,
  transaction: StoreTransaction,
  { delivery, inbound }: Task,
): Promise<'done' | 'unknown-chat'> {
  if (!(await transaction.lockDelivery(delivery.id)).isWaiting) return 'done';
  const routed = toCommands(inbound);
  if (routed.command === null && !routed.canCreate) {
    await transaction.finishDelivery(delivery.id);
    return 'done';
  }
  const found = await findConversation(dependencies, transaction, { routed, organisation: delivery.organisation });
  if (found === null) return 'unknown-chat';
  const state = readState(found.stored);
  const command = found.isDeskSide ? routed.deskCommand : routed.command;
  const isEchoOfBotTurn = command?.type === 'record-customer-echo' && state.baton.holder === 'bot';
  if (command !== null && !isEchoOfBotTurn)
    await runTurn(transaction, found.stored, {
      command,
      context: dependencies.context,
      now: delivery.receivedAt,
    });
  await transaction.finishDelivery(delivery.id);
  return 'done';
}

type Found = { stored: StoredConversation; isDeskSide: boolean };

async function findConversation(
  dependencies: InboxDependencies,
  transaction: StoreTransaction,
  { routed, organisation }: { routed: Routed; organisation: string },
): Promise<Found | null> {
  const chat = { organisation, ...routed.find };
  const stored = await transaction.findConversation(chat);
  if (stored !== null) return { stored, isDeskSide: false };
  if (routed.canCreate)
    return { stored: await createConversation(dependencies.ids, transaction, chat), isDeskSide: false };
  const linked = await transaction.findConversationByDesk({ organisation, desk: 'salesiq', reference: chat.chatId });
  return linked === null ? null : { stored: linked, isDeskSide: true };
}
