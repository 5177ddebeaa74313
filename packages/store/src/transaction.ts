import { AppError, type ConversationId, type Json, type JsonObject } from '@baton/core';
import type { Queryable, Row } from './database.ts';
import { toConversation, toMessage } from './rows.ts';
import type { NewEffect, NewMessage, StoredConversation, StoreTransaction, Turn } from './store.ts';

/** Everything that may happen inside one transaction, on its handle. `onEffects` is told when work was added. */
export function createTransaction(handle: Queryable, onEffects: () => void): StoreTransaction {
  const one = async (sql: string, parameters: unknown[]): Promise<StoredConversation | null> => {
    const [row] = await handle.query(sql, parameters);
    return row === undefined ? null : toConversation(row);
  };
  return {
    findConversation: (channel, chatId) =>
      one('select * from conversations where channel = $1 and chat_id = $2 for update', [channel, chatId]),
    findConversationById: (id) => one('select * from conversations where id = $1 for update', [id]),
    findConversationByDesk: (desk, reference) =>
      one(
        'select c.* from conversations c join desk_links l on l.conversation_id = c.id where l.desk = $1 and l.reference = $2 for update of c',
        [desk, reference],
      ),
    createConversation: async ({ id, channel, chatId, state }) => {
      const rows = await handle.query(
        'insert into conversations (id, channel, chat_id, state) values ($1, $2, $3, $4::text::jsonb) on conflict (channel, chat_id) do nothing returning id',
        [id, channel, chatId, JSON.stringify(state)],
      );
      if (rows.length === 0) throw conflict();
    },
    linkDesk: async (desk, reference, conversation) => {
      await handle.query(
        'insert into desk_links (desk, reference, conversation_id) values ($1, $2, $3) on conflict do nothing',
        [desk, reference, conversation],
      );
    },
    appendTurn: (turn) => appendTurn(handle, turn, onEffects),
    ...messageMethods(handle),
    ...deliveryMethods(handle),
    hasAwaitedEffects: async (conversation) => {
      const rows = await handle.query(
        "select 1 from effects where conversation_id = $1 and status = 'waiting' and is_awaited limit 1",
        [conversation],
      );
      return rows.length > 0;
    },
    recordProgress: async (id, progress) => {
      await handle.query('update effects set progress = $2::text::jsonb where id = $1::bigint', [
        id,
        JSON.stringify(progress),
      ]);
    },
    lockWaitingEffect: async (id) => {
      const [row] = await handle.query(
        "select progress from effects where id = $1::bigint and status = 'waiting' for update",
        [id],
      );
      return row === undefined ? null : { progress: row['progress'] as JsonObject };
    },
    settleEffect: async (id, status, reason) => {
      await handle.query(
        'update effects set status = $2, last_error = coalesce($3, last_error) where id = $1::bigint',
        [id, status, reason],
      );
    },
  };
}

type MessageMethods = Pick<
  StoreTransaction,
  'listUndelivered' | 'assignMessages' | 'dropMessages' | 'markPushed' | 'restoreMessages'
>;

function messageMethods(handle: Queryable): MessageMethods {
  const mark = async (
    conversation: ConversationId,
    seqs: number[],
    change: { state: string; deliveryId: string | null; reason: string | null },
  ): Promise<void> => {
    await handle.query(
      `update messages set state = $3, delivery_id = coalesce($4::bigint, delivery_id), reason = $5, assigned_at = now()
       where conversation_id = $1 and seq = any($2::text[]::integer[])`,
      [conversation, seqs.map(String), change.state, change.deliveryId, change.reason],
    );
  };
  return {
    listUndelivered: async (conversation, { reassignAfterMs }) => {
      const rows = await handle.query(
        `select m.*, m.delivery_id::text as delivery_id from messages m left join deliveries d on d.id = m.delivery_id
         where m.conversation_id = $1 and (m.state = 'waiting' or (m.state = 'assigned' and not d.is_repeatable
           and m.assigned_at <= now() - $2::integer * interval '1 millisecond'))
         order by m.seq`,
        [conversation, reassignAfterMs],
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
  };
}

function deliveryMethods(
  handle: Queryable,
): Pick<StoreTransaction, 'lockDelivery' | 'finishDelivery' | 'storeResponse' | 'rejectDelivery'> {
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
      const [row] = await handle.query('select status, response from deliveries where id = $1::bigint for update', [
        id,
      ]);
      return { isWaiting: row?.['status'] === 'waiting', response: (row?.['response'] ?? null) as Json | null };
    },
    finishDelivery: (id) => finish(id, { status: 'processed', reason: null, keepsBody: false }),
    rejectDelivery: (id, { reason, isReplayable }) =>
      finish(id, { status: 'rejected', reason, keepsBody: isReplayable }),
    storeResponse: async (id, response) => {
      const rows = await handle.query(
        'update deliveries set response = coalesce(response, $2::text::jsonb) where id = $1::bigint returning response',
        [id, JSON.stringify(response)],
      );
      return (rows[0]?.['response'] ?? response) as Json;
    },
  };
}

const conflict = (): AppError =>
  new AppError('version-conflict', 'The conversation changed meanwhile. The work is repeated by itself.', {
    retryable: true,
  });

async function appendTurn(handle: Queryable, turn: Turn, onEffects: () => void): Promise<void> {
  const lastSeq = turn.messages.at(-1)?.seq ?? null;
  const updated: Row[] = await handle.query(
    `update conversations set version = version + 1, generation = $3, state = $4::text::jsonb, is_closed = $5,
       last_message_seq = coalesce($6::integer, last_message_seq), updated_at = now()
     where id = $1 and version = $2 returning id`,
    [turn.conversationId, turn.expectedVersion, turn.generation, JSON.stringify(turn.state), turn.isClosed, lastSeq],
  );
  if (updated.length === 0) throw conflict();
  await insertEvents(handle, turn);
  if (turn.messages.length > 0) await insertMessages(handle, turn.conversationId, turn.messages);
  if (turn.effects.length > 0) {
    await insertEffects(handle, turn.conversationId, turn.effects);
    onEffects();
  }
}

async function insertEvents(handle: Queryable, turn: Turn): Promise<void> {
  if (turn.events.length === 0) return;
  await handle.query(
    `insert into events (conversation_id, version, position, type, data)
     select $1, $2::integer + 1, (e.ordinality)::integer, e.value->>'type', e.value->'data'
     from jsonb_array_elements($3::text::jsonb) with ordinality as e`,
    [turn.conversationId, turn.expectedVersion, JSON.stringify(turn.events)],
  );
}

async function insertMessages(handle: Queryable, conversation: ConversationId, messages: NewMessage[]): Promise<void> {
  await handle.query(
    `insert into messages (conversation_id, seq, author, author_name, text, suggestions, generation, is_for_customer, state)
     select $1, (m->>'seq')::integer, m->>'author', m->>'authorName', m->>'text', m->'suggestions', (m->>'generation')::integer,
       (m->>'isForCustomer')::boolean, case when (m->>'isForCustomer')::boolean then 'waiting' else 'none' end
     from jsonb_array_elements($2::text::jsonb) as m`,
    [conversation, JSON.stringify(messages)],
  );
}

async function insertEffects(handle: Queryable, conversation: ConversationId, effects: NewEffect[]): Promise<void> {
  const rows = JSON.stringify(effects);
  await handle.query(
    `insert into lanes (kind, lane, run_at)
     select 'effect', e->>'lane', now() + min((e->>'delayMs')::integer) * interval '1 millisecond'
     from jsonb_array_elements($1::text::jsonb) as e group by e->>'lane' order by e->>'lane'
     on conflict (kind, lane) do update set run_at = lanes.run_at`,
    [rows],
  );
  await handle.query(
    `insert into effects (conversation_id, key, lane, kind, data, generation, is_awaited, run_at)
     select $1, e.value->>'key', e.value->>'lane', e.value->>'kind', e.value->'data', (e.value->>'generation')::integer,
       (e.value->>'isAwaited')::boolean, now() + (e.value->>'delayMs')::integer * interval '1 millisecond'
     from jsonb_array_elements($2::text::jsonb) with ordinality as e order by e.ordinality`,
    [conversation, rows],
  );
}
