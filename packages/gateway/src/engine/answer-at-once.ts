import {
  AppError,
  type BotContext,
  type Channel,
  defaultOrganisation,
  type IdSource,
  type JsonObject,
} from '@baton/core';
import type { DirectDelivery, Store } from '@baton/store';
import { admit, isLeftForLater, toAdmission } from './admission.ts';
import type { Sessions } from './chat-claim.ts';
import { processDelivery } from './inbox.ts';
import type { ReachCrashPoint } from './ports.ts';
import { assembleWithin, type TurnIntent } from './respond.ts';
import { routeIntent } from './to-commands.ts';

export type AtOnceDependencies = {
  store: Pick<Store, 'processAtOnce'>;
  context: BotContext;
  channels: Readonly<Record<string, Channel>>;
  organisation?: string;
  secretBox: Sessions;
  ids: IdSource;
  now(): Date;
  reach: ReachCrashPoint;
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
  const { intent, requestId, delivery } = task;
  if (intent.type === 'customer-arrived') return null;
  const { store, secretBox: sessions, organisation = defaultOrganisation, reach } = dependencies;
  const { channel, chatId } = intent;
  const admission = toAdmission(intent, organisation);
  reach('ingest.turn:before');
  try {
    const done = await store.processAtOnce({ ...delivery, address: { channel, chatId } }, async (transaction, told) => {
      const before = await transaction.findConversation({ organisation, channel, chatId });
      const session = admission === null ? null : admit(sessions, admission, isLeftForLater(admission) ? null : before);
      const routed = routeIntent(intent);
      const outcome = await processDelivery({ ...dependencies, sessions }, transaction, {
        delivery: { ...told, organisation },
        routed,
      });
      // What is not done leaves the delivery unfinished, and so nothing is written.
      if (outcome !== 'done') return null;
      const assembled = await assembleWithin(dependencies, transaction, {
        intent,
        requestId,
        deliveryId: told.id,
        isLastChance: false,
      });
      return { session, ...assembled };
    });
    reach('ingest.turn:after');
    return done === null || done.value === null ? null : { deliveryId: done.deliveryId, ...done.value };
  } catch (error) {
    const isForTheSender = error instanceof AppError && ['session-wrong', 'store-unavailable'].includes(error.code);
    if (isForTheSender) throw error;
    return null;
  }
}
