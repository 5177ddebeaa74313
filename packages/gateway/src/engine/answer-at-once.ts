import {
  AppError,
  type BotContext,
  type Channel,
  defaultOrganisation,
  type HandoffChanges,
  type IdSource,
  type JsonObject,
} from '@baton/core';
import type { DirectDelivery, DirectWork, Store } from '@baton/store';
import type { Counters } from '../metrics.ts';
import { admit, isLeftForLater, toAdmission } from './admission.ts';
import type { Sessions } from './chat-claim.ts';
import { countHandoffs } from './count-handoffs.ts';
import type { WordsBox } from './exact-words.ts';
import { processDelivery } from './inbox.ts';
import type { ReachCrashPoint } from './ports.ts';
import { type Assembled, assembleWithin, type TurnIntent } from './respond.ts';
import { routeIntent } from './to-commands.ts';

export type AtOnceDependencies = {
  store: Pick<Store, 'processAtOnce'>;
  context: BotContext;
  channels: Readonly<Record<string, Channel>>;
  organisation?: string;
  secretBox: Sessions & WordsBox;
  ids: IdSource;
  now(): Date;
  reach: ReachCrashPoint;
  counters: Pick<Counters, 'add'>;
};

export type AtOnceTask = { intent: TurnIntent; requestId: string | null; delivery: Omit<DirectDelivery, 'address'> };

/** `waiting`: the turn is committed, and its answer waits for effects of this conversation. */
export type AtOnce = { deliveryId: string; session: string | null } & (
  | { type: 'answered'; body: JsonObject }
  | { type: 'waiting'; waitsFor: string }
);

/**
 * Stores a customer's request, decides its turn and answers it in one commit. Null when that cannot be, and nothing was written: the
 * request goes the usual way, which also deals with what went wrong here.
 * @throws AppError `session-wrong`, `store-unavailable`
 */
export async function answerAtOnce(dependencies: AtOnceDependencies, task: AtOnceTask): Promise<AtOnce | null> {
  const { intent, delivery } = task;
  if (intent.type === 'customer-arrived') return null;
  const { store, reach, counters } = dependencies;
  const { channel, chatId } = intent;
  const changes: HandoffChanges[] = [];
  const work = takeTurn(dependencies, { ...task, intent }, (change) => changes.push(change));
  reach('ingest.turn:before');
  try {
    const done = await store.processAtOnce({ ...delivery, address: { channel, chatId } }, work);
    reach('ingest.turn:after');
    if (done === null || done.value === null) return null;
    for (const change of changes) countHandoffs(counters, change);
    return { deliveryId: done.deliveryId, ...done.value };
  } catch (error) {
    const isForTheSender = error instanceof AppError && ['session-wrong', 'store-unavailable'].includes(error.code);
    if (isForTheSender) throw error;
    return null;
  }
}

type Words = Exclude<TurnIntent, { type: 'customer-arrived' }>;
type Turn = { session: string | null } & Assembled;

/** Null leaves the delivery unfinished, and so nothing is written. */
function takeTurn(
  dependencies: AtOnceDependencies,
  { intent, requestId }: Omit<AtOnceTask, 'intent'> & { intent: Words },
  onChanged: (changes: HandoffChanges) => unknown,
): DirectWork<Turn | null> {
  const { secretBox: sessions, organisation = defaultOrganisation } = dependencies;
  const { channel, chatId } = intent;
  const admission = toAdmission(intent, organisation);
  return async (transaction, told) => {
    const before = await transaction.findConversation({ organisation, channel, chatId });
    const session = admission === null ? null : admit(sessions, admission, isLeftForLater(admission) ? null : before);
    const delivery = { ...told, organisation };
    const routed = routeIntent(intent);
    const outcome = await processDelivery({ ...dependencies, sessions }, transaction, { delivery, routed, onChanged });
    if (outcome !== 'done') return null;
    const answer = { intent, requestId, deliveryId: told.id, isLastChance: false };
    return { session, ...(await assembleWithin(dependencies, transaction, answer)) };
  };
}
