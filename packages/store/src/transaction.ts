import type { ConversationId, JsonObject } from '@baton/core';
import { type AllowanceWork, allowanceWork } from './allowances.ts';
import { appendTurn, type Turn, versionConflict } from './append-turn.ts';
import {
  type ChatAddress,
  conversationColumns,
  type DeskAddress,
  type Message,
  messageColumns,
  type NewConversation,
  type StoredConversation,
  toConversation,
  toMessage,
} from './conversations.ts';
import type { Queryable } from './database.ts';
import { object } from './decode.ts';
import { type StoredResponse, toStoredResponse } from './delivery.ts';
import { type HandoffWork, handoffWork } from './handoffs.ts';
import { type EffectStatus, recordProgress } from './outbox.ts';
import { toJsonText, toStorableKey } from './storable.ts';

/** Everything that may happen inside one database transaction, in parts by use. */
export type StoreTransaction = ConversationWork & MessageWork & DeliveryWork & EffectWork & AllowanceWork & HandoffWork;

export interface ConversationWork {
  /** Locks the conversation's row until the end of the transaction; so do the next two. */
  findConversation(address: ChatAddress): Promise<StoredConversation | null>;
  findConversationById(id: ConversationId): Promise<StoredConversation | null>;
  findConversationByDesk(address: DeskAddress): Promise<StoredConversation | null>;
  /** Inserts version 0. When another transaction created it first, throws AppError `version-conflict` (retryable). */
  createConversation(conversation: NewConversation): Promise<void>;
  /** Idempotent. */
  linkDesk(address: DeskAddress, conversation: ConversationId): Promise<void>;
  /** @throws AppError `version-conflict` (retryable) */
  appendTurn(turn: Turn): Promise<void>;
}

/** What the customer has still to get. */
export interface MessageWork {
  /**
   * Messages for the customer that are `waiting`, or `assigned` for more than `reassignAfterMs` (database clock) to the response of a
   * delivery that is not repeatable and was never confirmed as flushed; oldest first. `leavesRepeatable`: without those that were given to
   * the response of a repeatable delivery, because its sender asks for that response again.
   */
  listUndelivered(
    conversation: ConversationId,
    options: { reassignAfterMs: number; leavesRepeatable: boolean },
  ): Promise<Message[]>;
  /** Those of these numbers, in order. */
  findMessages(conversation: ConversationId, seqs: number[]): Promise<Message[]>;
  assignMessages(conversation: ConversationId, seqs: number[], deliveryId: string): Promise<void>;
  /** They will not be said any more; erases their exact words. */
  dropMessages(conversation: ConversationId, seqs: number[], reason: string): Promise<void>;
  /** Marks messages as delivered that a push brings to the customer. Their exact words stay for its repetition: see `forgetWords`. */
  markPushed(conversation: ConversationId, seqs: number[]): Promise<void>;
  /** A push turned out not to have arrived: its messages wait again. */
  restoreMessages(conversation: ConversationId, seqs: number[]): Promise<void>;
  /** Erases the exact words of messages that have reached the customer. */
  forgetWords(conversation: ConversationId, seqs: number[]): Promise<void>;
}

export interface DeliveryWork {
  /**
   * Locks the delivery's row. Not waiting: another worker has dealt with it meanwhile, and nothing may be done for it. `response`: what
   * it was answered already, null when nothing. Rejected: it was looked at, and nothing was done for it.
   */
  lockDelivery(id: string): Promise<{ isWaiting: boolean; isRejected: boolean } & StoredResponse>;
  /** Done: erases the raw body. */
  finishDelivery(id: string): Promise<void>;
  /** Stores what is answered; a second call keeps the first response and returns it. */
  storeResponse(id: string, response: StoredResponse): Promise<StoredResponse>;
  /** Not processed, but visible. With `isReplayable` it becomes a dead letter and keeps its encrypted body, else the body is erased. */
  rejectDelivery(id: string, outcome: { reason: string; isReplayable: boolean }): Promise<void>;
}

export interface EffectWork {
  /** Whether the answer of a delivery still waits for an effect. */
  hasAwaitedEffects(deliveryId: string): Promise<boolean>;
  /** Commits the performer's notes together with what they stand for. */
  recordProgress(effectId: string, progress: JsonObject): Promise<void>;
  /**
   * Locks the effect's row and tells its progress now. Null when another worker has settled it meanwhile: then its outcome must not be
   * reported again.
   */
  lockWaitingEffect(id: string): Promise<{ progress: JsonObject } | null>;
  settleEffect(id: string, status: Exclude<EffectStatus, 'waiting'>, reason: string | null): Promise<void>;
}

/** `onEffects` is told when work was added. */
export function createTransaction(handle: Queryable, onEffects: () => void): StoreTransaction {
  return {
    ...conversationWork(handle, onEffects),
    ...messageWork(handle),
    ...deliveryWork(handle),
    ...effectWork(handle),
    ...allowanceWork(handle),
    ...handoffWork(handle),
  };
}

function conversationWork(handle: Queryable, onEffects: () => void): ConversationWork {
  const find = async (condition: string, parameters: unknown[]): Promise<StoredConversation | null> => {
    const [row] = await handle.query(
      `select ${conversationColumns} from conversations c ${condition} for update of c`,
      parameters,
    );
    return row === undefined ? null : toConversation(row);
  };
  return {
    findConversation: ({ organisation, channel, chatId }) =>
      find('where c.organisation = $1 and c.channel = $2 and c.chat_id = $3', [
        organisation,
        channel,
        toStorableKey(chatId),
      ]),
    findConversationById: (id) => find('where c.id = $1', [id]),
    findConversationByDesk: ({ organisation, desk, reference }) =>
      find(
        'join desk_links l on l.conversation_id = c.id where l.organisation = $1 and l.desk = $2 and l.reference = $3',
        [organisation, desk, toStorableKey(reference)],
      ),
    createConversation: async ({ id, organisation, channel, chatId, state }) => {
      const rows = await handle.query(
        `insert into conversations (id, organisation, channel, chat_id, state) values ($1, $2, $3, $4, $5::text::jsonb)
         on conflict (organisation, channel, chat_id) do nothing returning id`,
        [id, organisation, channel, toStorableKey(chatId), toJsonText(state)],
      );
      if (rows.length === 0) throw versionConflict();
    },
    linkDesk: async ({ organisation, desk, reference }, conversation) => {
      await handle.query(
        'insert into desk_links (organisation, desk, reference, conversation_id) values ($1, $2, $3, $4) on conflict do nothing',
        [organisation, desk, toStorableKey(reference), conversation],
      );
    },
    appendTurn: (turn) => appendTurn(handle, turn, onEffects),
  };
}

function messageWork(handle: Queryable): MessageWork {
  const mark = async (
    conversation: ConversationId,
    seqs: number[],
    change: { state: string; deliveryId: string | null; reason: string | null },
  ): Promise<void> => {
    await handle.query(
      `update messages set state = $3, delivery_id = coalesce($4::bigint, delivery_id), reason = $5, assigned_at = now(),
         sealed = case when $3 <> 'dropped' then sealed end
       where conversation_id = $1 and seq = any($2::text[]::integer[])`,
      [conversation, seqs.map(String), change.state, change.deliveryId, change.reason],
    );
  };
  return {
    listUndelivered: async (conversation, { reassignAfterMs, leavesRepeatable }) => {
      const rows = await handle.query(
        `select ${messageColumns} from messages m left join deliveries d on d.id = m.delivery_id
         where m.conversation_id = $1 and (m.state = 'waiting' or (m.state = 'assigned' and not d.is_repeatable
           and m.assigned_at <= now() - $2::integer * interval '1 millisecond'))
           and not ($3::boolean and coalesce(d.is_repeatable, false))
         order by m.seq`,
        [conversation, reassignAfterMs, leavesRepeatable],
      );
      return rows.map(toMessage);
    },
    findMessages: async (conversation, seqs) => {
      const rows = await handle.query(
        `select ${messageColumns} from messages m
         where m.conversation_id = $1 and m.seq = any($2::text[]::integer[]) order by m.seq`,
        [conversation, seqs.map(String)],
      );
      return rows.map(toMessage);
    },
    assignMessages: (conversation, seqs, deliveryId) =>
      mark(conversation, seqs, { state: 'assigned', deliveryId, reason: null }),
    dropMessages: (conversation, seqs, reason) =>
      mark(conversation, seqs, { state: 'dropped', deliveryId: null, reason }),
    markPushed: (conversation, seqs) =>
      mark(conversation, seqs, { state: 'delivered', deliveryId: null, reason: null }),
    restoreMessages: (conversation, seqs) =>
      mark(conversation, seqs, { state: 'waiting', deliveryId: null, reason: null }),
    forgetWords: async (conversation, seqs) => {
      await handle.query(
        `update messages set sealed = null
         where conversation_id = $1 and seq = any($2::text[]::integer[]) and state in ('delivered', 'dropped')`,
        [conversation, seqs.map(String)],
      );
    },
  };
}

function deliveryWork(handle: Queryable): DeliveryWork {
  const finish = async (
    id: string,
    end: { status: string; reason: string | null; keepsBody: boolean },
  ): Promise<void> => {
    await handle.query(
      'update deliveries set status = $2, reason = $3, body = case when $4::boolean then body end where id = $1::bigint',
      [id, end.status, end.reason, end.keepsBody],
    );
  };
  return {
    lockDelivery: async (id) => {
      const [row] = await handle.query(
        'select status, response, sealed_response from deliveries where id = $1::bigint for update',
        [id],
      );
      const status = row?.['status'];
      const stored = row === undefined ? { response: null, sealedResponse: null } : toStoredResponse(row);
      return { isWaiting: status === 'waiting', isRejected: status === 'rejected', ...stored };
    },
    finishDelivery: (id) => finish(id, { status: 'processed', reason: null, keepsBody: false }),
    rejectDelivery: (id, { reason, isReplayable }) =>
      finish(id, { status: 'rejected', reason, keepsBody: isReplayable }),
    storeResponse: async (id, given) => {
      const { response, sealedResponse: sealed } = given;
      const [row] = await handle.query(
        `update deliveries set response = coalesce(response, $2::text::jsonb),
           sealed_response = case when response is null then decode($3, 'hex') else sealed_response end
         where id = $1::bigint returning response, sealed_response`,
        [id, toJsonText(response), sealed === null ? null : Buffer.from(sealed).toString('hex')],
      );
      return row === undefined ? given : toStoredResponse(row);
    },
  };
}

function effectWork(handle: Queryable): EffectWork {
  return {
    hasAwaitedEffects: async (deliveryId) => {
      const rows = await handle.query(
        "select 1 from effects where awaited_by = $1::bigint and status = 'waiting' limit 1",
        [deliveryId],
      );
      return rows.length > 0;
    },
    recordProgress: (id, progress) => recordProgress(handle, id, progress),
    lockWaitingEffect: async (id) => {
      const [row] = await handle.query(
        "select progress from effects where id = $1::bigint and status = 'waiting' for update",
        [id],
      );
      return row === undefined ? null : { progress: object(row, 'progress') };
    },
    settleEffect: async (id, status, reason) => {
      await handle.query(
        'update effects set status = $2, last_error = coalesce($3, last_error) where id = $1::bigint',
        [id, status, reason],
      );
    },
  };
}
