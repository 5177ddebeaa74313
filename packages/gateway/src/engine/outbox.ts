import {
  type BotContext,
  type ConversationState,
  type EffectAction,
  type EffectResult,
  findStaleReason,
} from '@baton/core';
import type { Claim, Effect, Store } from '@baton/store';
import type { Logger } from '../http/logger.ts';
import { codeOf } from './code-of.ts';
import { finishDeferred } from './deferred.ts';
import { guardPorts, LeaseLost } from './lease.ts';
import {
  addHistory,
  createTicket,
  failureResult,
  lookUpIdentity,
  openDesk,
  type Performed,
  type PerformerDependencies,
  relayToDesk,
  sendHistory,
  sendMail,
  tagTicket,
} from './perform.ts';
import type { ReachCrashPoint } from './ports.ts';
import { alarmAfterAttempts, planRetry } from './retry-schedule.ts';
import { readState, runTurn } from './run-turn.ts';

export type OutboxDependencies = PerformerDependencies & {
  store: Pick<Store, 'conversations' | 'outbox' | 'transaction'>;
  context: BotContext;
  reach: ReachCrashPoint;
  logger: Logger;
  random(): number;
  onSettled(conversationId: string): void;
};

/** An effect that makes our own code throw this often is set aside as a dead letter, so that its lane goes on. */
const deadAfterAttempts = 8;

/** Performs one lane's effects in order; one that has to be tried again stops the lane, and so does the loss of the lease. */
export async function handleEffects(
  dependencies: OutboxDependencies,
  claim: Claim<Effect>,
  isLost: () => boolean = () => false,
): Promise<void> {
  const guarded = { ...dependencies, ports: guardPorts(dependencies.ports, isLost) };
  for (const [index, handedOut] of claim.items.entries()) {
    if (isLost()) return;
    const effect = index === 0 ? handedOut : await startEffect(dependencies.store, handedOut);
    const isSettled = effect === null || (await handleEffect(guarded, effect));
    dependencies.onSettled(handedOut.conversationId);
    if (!isSettled) return;
  }
}

/** The first of a claim counts as started. Null when another worker has settled it meanwhile. */
async function startEffect(store: Pick<Store, 'outbox'>, effect: Effect): Promise<Effect | null> {
  const started = await store.outbox.start(effect.id);
  return started === null ? null : { ...effect, attempts: started.attempts };
}

async function handleEffect(dependencies: OutboxDependencies, effect: Effect): Promise<boolean> {
  const { store, logger } = dependencies;
  const stored = await store.conversations.get(effect.conversationId);
  const action = readAction(effect);
  if (stored === null || action === null) {
    await store.transaction((transaction) => transaction.settleEffect(effect.id, 'dead', 'unreadable'));
    return true;
  }
  const state = readState(stored);
  const staleReason = findStaleReason({ action, generation: effect.generation }, state);
  if (staleReason !== null) {
    logger.info('effect-dropped', { effectId: effect.id, kind: effect.kind, reason: staleReason });
    await store.transaction((transaction) => transaction.settleEffect(effect.id, 'dropped', staleReason));
    return true;
  }
  const performed = await performSafely(dependencies, { effect, action, state });
  if (performed.type === 'lease-lost') return false;
  return settle(dependencies, effect, { action, performed });
}

type Attempt = Performed | { type: 'crashed'; code: string } | { type: 'lease-lost' };
type Task = { effect: Effect; action: EffectAction; state: ConversationState };

async function performSafely(dependencies: OutboxDependencies, task: Task): Promise<Attempt> {
  try {
    return await performAction(dependencies, task);
  } catch (error) {
    if (error instanceof LeaseLost) return { type: 'lease-lost' };
    return { type: 'crashed', code: codeOf(error) };
  }
}

function performAction(dependencies: OutboxDependencies, { effect, action, state }: Task): Promise<Performed> {
  switch (action.kind) {
    case 'look-up-identity':
      return lookUpIdentity(dependencies, { effect, action, state });
    case 'send-mail':
      return sendMail(dependencies, { effect, action, state });
    case 'create-ticket':
      return createTicket(dependencies, { effect, action, state });
    case 'tag-ticket':
      return tagTicket(dependencies, { effect, action, state });
    case 'add-history':
      return addHistory(dependencies, { effect, action, state });
    case 'open-desk':
      return openDesk(dependencies, { effect, action, state });
    case 'send-history':
      return sendHistory(dependencies, { effect, action, state });
    case 'relay-to-desk':
      return relayToDesk(dependencies, { effect, action, state });
    case 'finish-deferred':
      return finishDeferred(dependencies, { effect, action, state });
    case 'timer': {
      const result: EffectResult = { kind: 'timer', timer: action.timer, handoffKey: action.handoffKey };
      return Promise.resolve({ type: 'done', result });
    }
    default:
      return action satisfies never;
  }
}

type Outcome = { action: EffectAction; performed: Exclude<Attempt, { type: 'lease-lost' }> };

async function settle(
  dependencies: OutboxDependencies,
  effect: Effect,
  { action, performed }: Outcome,
): Promise<boolean> {
  if (performed.type === 'done')
    return conclude(dependencies, effect, { status: 'done', reason: null, result: performed.result });
  const { code } = performed;
  if (performed.type === 'wait') {
    await dependencies.store.outbox.retry(effect.id, { delayMs: performed.delayMs, error: code, isFailure: false });
    return false;
  }
  const unsaid = performed.type === 'crashed' ? [] : (performed.unsaid ?? []);
  if (performed.type === 'refused') {
    const result = performed.result ?? failureResult(action, code);
    return conclude(dependencies, effect, { status: 'failed', reason: code, result, unsaid });
  }
  const failures = effect.failures + 1;
  const ageMs = effect.claimedAt.getTime() - effect.createdAt.getTime();
  const retryAfterMs = performed.type === 'retry' ? performed.retryAfterMs : null;
  const delayMs = planRetry({
    kind: action.kind,
    attempts: failures,
    ageMs,
    retryAfterMs,
    random: dependencies.random(),
  });
  if (delayMs === null)
    return conclude(dependencies, effect, {
      status: 'failed',
      reason: code,
      result: failureResult(action, code),
      unsaid,
    });
  if (performed.type === 'crashed' && failures >= deadAfterAttempts) {
    return conclude(dependencies, effect, { status: 'dead', reason: code, result: failureResult(action, code) });
  }
  const fields = { effectId: effect.id, kind: effect.kind, attempts: failures, code };
  if (failures > alarmAfterAttempts) dependencies.logger.error('effect-alarm', fields);
  else dependencies.logger.warn('effect-retried', { ...fields, delayMs });
  await dependencies.store.outbox.retry(effect.id, { delayMs, error: code, isFailure: true });
  return false;
}

type Conclusion = {
  status: 'done' | 'failed' | 'dead';
  reason: string | null;
  result: EffectResult | null;
  unsaid?: number[];
};

/** The effect's end and the turn it causes are one transaction. */
async function conclude(
  dependencies: OutboxDependencies,
  effect: Effect,
  { status, reason, result, unsaid = [] }: Conclusion,
): Promise<boolean> {
  const { store, context, logger, reach } = dependencies;
  if (status !== 'done')
    logger.warn('effect-given-up', { effectId: effect.id, kind: effect.kind, status, code: reason });
  reach(`outbox.${effect.kind}:settle`);
  await store.transaction(async (transaction) => {
    if ((await transaction.lockWaitingEffect(effect.id)) === null) return;
    const stored = result === null ? null : await transaction.findConversationById(effect.conversationId);
    if (stored !== null && result !== null) {
      await runTurn(transaction, stored, {
        command: { type: 'settle-effect', result },
        context,
        now: effect.claimedAt,
        awaitedBy: effect.awaitedBy,
      });
      if (result.kind === 'open-desk' && result.result.type === 'opened') {
        const { organisation } = stored;
        const reference = result.result.deskConversationId;
        await transaction.linkDesk({ organisation, desk: 'salesiq', reference }, effect.conversationId);
      }
    }
    if (unsaid.length > 0) await transaction.restoreMessages(effect.conversationId, unsaid);
    await transaction.settleEffect(effect.id, status, reason);
  });
  return true;
}

const kinds: ReadonlySet<string> = new Set<EffectAction['kind']>([
  'look-up-identity',
  'send-mail',
  'create-ticket',
  'tag-ticket',
  'add-history',
  'open-desk',
  'send-history',
  'relay-to-desk',
  'finish-deferred',
  'timer',
]);

function readAction(effect: Effect): EffectAction | null {
  const isKnown = effect.data['kind'] === effect.kind && kinds.has(effect.kind);
  return isKnown ? (effect.data as unknown as EffectAction) : null;
}
