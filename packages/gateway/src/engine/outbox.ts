import {
  type ConversationCommand,
  type EffectAction,
  type EffectKind,
  findDefinition,
  findStaleReason,
  parseEffect,
  parseState,
} from '@baton/core';
import type { Claim, Effect } from '@baton/store';
import type { Logger } from '../http/logger.ts';
import type { Counters } from '../metrics.ts';
import type { Performers } from '../performers/load-performers.ts';
import type { Performed, Performer, PerformerTask, PerformerTools } from '../performers/performer.ts';
import { codeOf } from './code-of.ts';
import { countHandoffs } from './count-handoffs.ts';
import { guardPorts, LeaseLost } from './lease.ts';
import type { ReachCrashPoint } from './ports.ts';
import { alarmAfterAttempts, planRetry } from './retry-schedule.ts';
import { runTurn } from './run-turn.ts';

export type OutboxDependencies = PerformerTools & {
  performers: Performers;
  reach: ReachCrashPoint;
  counters: Pick<Counters, 'add'>;
  logger: Logger;
  random(): number;
  /** True once nothing more may be begun; what is under way is finished, and the rest of a lane handed back. */
  isEnding(): boolean;
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
  for (const [index, claimed] of claim.items.entries()) {
    if (isLost() || (index > 0 && dependencies.isEnding())) return;
    const effect = index === 0 ? claimed : await start(guarded, claimed);
    const isSettled = effect === null || (await handleEffect(guarded, effect));
    dependencies.onSettled(claimed.conversationId);
    if (!isSettled) return;
  }
}

/** Claiming counts as the first one's start; each further one counts when its turn comes. Null: another worker has settled it. */
async function start({ store }: OutboxDependencies, effect: Effect): Promise<Effect | null> {
  const started = await store.outbox.start(effect.id);
  return started === null ? null : { ...effect, ...started };
}

async function handleEffect(dependencies: OutboxDependencies, effect: Effect): Promise<boolean> {
  const { store, logger } = dependencies;
  const stored = await store.conversations.get(effect.conversationId);
  const action = parseEffect(effect.kind, effect.data);
  if (stored === null || action === null) {
    logger.error('effect-unreadable', { effectId: effect.id, kind: effect.kind });
    await store.transaction((transaction) => transaction.settleEffect(effect.id, 'dead', 'unreadable'));
    return true;
  }
  const state = parseState(stored.state);
  const staleReason = findStaleReason(action, state);
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

async function performSafely(dependencies: OutboxDependencies, task: PerformerTask): Promise<Attempt> {
  try {
    return await findPerformer(dependencies.performers, task.action)(dependencies, task);
  } catch (error) {
    if (error instanceof LeaseLost) return { type: 'lease-lost' };
    return { type: 'crashed', code: codeOf(error) };
  }
}

const findPerformer = <Kind extends EffectKind>(performers: Performers, action: EffectAction<Kind>): Performer<Kind> =>
  performers[action.kind];

type Outcome = { action: EffectAction; performed: Exclude<Attempt, { type: 'lease-lost' }> };

async function settle(
  dependencies: OutboxDependencies,
  effect: Effect,
  { action, performed }: Outcome,
): Promise<boolean> {
  if (performed.type === 'done') return conclude(dependencies, effect, { ...performed, status: 'done', reason: null });
  const { code } = performed;
  if (performed.type === 'wait') {
    await dependencies.store.outbox.retry(effect.id, { delayMs: performed.delayMs, error: code, isFailure: false });
    return false;
  }
  const definition = findDefinition(action);
  const unsaid = performed.type === 'crashed' ? [] : (performed.unsaid ?? []);
  const report = (performed.type === 'refused' ? performed.report : null) ?? definition.onGivenUp(action, code);
  const failures = effect.failures + 1;
  const delayMs =
    performed.type === 'refused'
      ? null
      : planRetry({
          policy: definition.retry,
          attempts: failures,
          ageMs: findAge(effect, performed),
          retryAfterMs: performed.type === 'retry' ? performed.retryAfterMs : null,
          random: dependencies.random(),
        });
  if (delayMs === null) return conclude(dependencies, effect, { status: 'failed', reason: code, report, unsaid });
  if (performed.type === 'crashed' && failures >= deadAfterAttempts)
    return conclude(dependencies, effect, { status: 'dead', reason: code, report });
  await retryLater(dependencies, effect, { delayMs, code, failures });
  return false;
}

/** Milliseconds. An effect may have waited long for its turn, of which the vendor knows nothing: one failed try alone never ends it. */
function findAge({ claimedAt, createdAt, failures }: Effect, performed: Attempt): number {
  const since = performed.type === 'retry' ? performed.since : undefined;
  if (failures === 0 && since === undefined) return 0;
  return claimedAt.getTime() - (since ?? createdAt).getTime();
}

async function retryLater(
  { store, logger }: OutboxDependencies,
  effect: Effect,
  { delayMs, code, failures }: { delayMs: number; code: string; failures: number },
): Promise<void> {
  const fields = { effectId: effect.id, kind: effect.kind, attempts: failures, code };
  if (failures > alarmAfterAttempts) logger.error('effect-alarm', fields);
  else logger.warn('effect-retried', { ...fields, delayMs });
  await store.outbox.retry(effect.id, { delayMs, error: code, isFailure: true });
}

type Conclusion = {
  status: 'done' | 'failed' | 'dead';
  reason: string | null;
  report: ConversationCommand | null;
  said?: number[];
  unsaid?: number[];
};

/** The effect's end and the turn it causes are one transaction. */
async function conclude(
  dependencies: OutboxDependencies,
  effect: Effect,
  { status, reason, report, said = [], unsaid = [] }: Conclusion,
): Promise<boolean> {
  const { store, context, secretBox, counters, logger, reach } = dependencies;
  if (status !== 'done')
    logger.warn('effect-given-up', { effectId: effect.id, kind: effect.kind, status, code: reason });
  reach(`outbox.${effect.kind}:settle`);
  const changes = await store.transaction(async (transaction) => {
    if ((await transaction.lockWaitingEffect(effect.id)) === null) return null;
    const stored = report === null ? null : await transaction.findConversationById(effect.conversationId);
    const { claimedAt: now, awaitedBy } = effect;
    const turn =
      stored === null || report === null
        ? null
        : await runTurn(transaction, stored, { command: report, context, secretBox, now, awaitedBy });
    if (said.length > 0) await transaction.forgetWords(effect.conversationId, said);
    if (unsaid.length > 0) await transaction.restoreMessages(effect.conversationId, unsaid);
    await transaction.settleEffect(effect.id, status, reason);
    return turn?.changes ?? null;
  });
  if (changes !== null) countHandoffs(counters, changes);
  return true;
}
