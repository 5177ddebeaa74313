import { AppError, type ConversationId, type JsonObject } from '@baton/core';
import type { NewEvent, NewMessage } from './conversations.ts';
import type { Queryable } from './database.ts';
import { text } from './decode.ts';
import type { NewEffect } from './outbox.ts';
import { toJsonText, toStorableKey } from './storable.ts';
import { insertTimers, type NewTimer } from './timers.ts';

/** Everything that one decision changes. */
export type Turn = {
  conversationId: ConversationId;
  /** The version that was read; a different one in the database aborts with `version-conflict`. */
  expectedVersion: number;
  generation: number;
  state: JsonObject;
  isClosed: boolean;
  events: NewEvent[];
  messages: NewMessage[];
  effects: NewEffect[];
  timers: NewTimer[];
};

/** Each kind of row in one statement, whatever their number. `onEffects` is told when work was added. */
export async function appendTurn(handle: Queryable, turn: Turn, onEffects: () => void): Promise<void> {
  const lastSeq = turn.messages.at(-1)?.seq ?? null;
  const [updated] = await handle.query(
    `update conversations set version = version + 1, generation = $3, state = $4::text::jsonb, is_closed = $5,
       last_message_seq = coalesce($6::integer, last_message_seq), updated_at = now()
     where id = $1 and version = $2 returning organisation`,
    [turn.conversationId, turn.expectedVersion, turn.generation, toJsonText(turn.state), turn.isClosed, lastSeq],
  );
  if (updated === undefined) throw versionConflict();
  const owner = { id: turn.conversationId, organisation: text(updated, 'organisation') };
  if (turn.events.length > 0) await insertEvents(handle, turn);
  if (turn.messages.length > 0) await insertMessages(handle, owner.id, turn.messages);
  if (turn.timers.length > 0) await insertTimers(handle, owner, turn.timers);
  if (turn.effects.length > 0) {
    await insertEffects(handle, owner, turn.effects);
    onEffects();
  }
}

export const versionConflict = (): AppError =>
  new AppError('version-conflict', 'The conversation changed meanwhile. The work is repeated by itself.', {
    retryable: true,
  });

async function insertEvents(handle: Queryable, turn: Turn): Promise<void> {
  await handle.query(
    `insert into events (conversation_id, version, position, type, data)
     select $1, $2::integer + 1, (e.ordinality)::integer, e.value->>'type', e.value->'data'
     from jsonb_array_elements($3::text::jsonb) with ordinality as e`,
    [turn.conversationId, turn.expectedVersion, toJsonText(turn.events)],
  );
}

async function insertMessages(handle: Queryable, conversation: ConversationId, messages: NewMessage[]): Promise<void> {
  const rows = messages.map(({ sealed, ...message }) => ({
    ...message,
    sealed: sealed === null ? null : Buffer.from(sealed).toString('hex'),
  }));
  await handle.query(
    `insert into messages (conversation_id, seq, author, author_name, text, sealed, suggestions, generation, is_for_customer, state)
     select $1, (m->>'seq')::integer, m->>'author', m->>'authorName', m->>'text', decode(m->>'sealed', 'hex'), m->'suggestions',
       (m->>'generation')::integer,
       (m->>'isForCustomer')::boolean, case when (m->>'isForCustomer')::boolean then 'waiting' else 'none' end
     from jsonb_array_elements($2::text::jsonb) as m`,
    [conversation, toJsonText(rows)],
  );
}

/** The lanes' rows come first: their lock makes the order of ids the order of commits. */
async function insertEffects(
  handle: Queryable,
  { id, organisation }: { id: ConversationId; organisation: string },
  effects: NewEffect[],
): Promise<void> {
  const rows = toJsonText(
    effects.map(({ key, lane, delayMs, ...effect }) => ({
      ...effect,
      key: toStorableKey(key),
      lane: toStorableKey(lane),
      delayMs: Math.round(delayMs),
    })),
  );
  await handle.query(
    `insert into lanes (organisation, kind, lane, run_at)
     select $1, 'effect', e->>'lane', now() + min((e->>'delayMs')::bigint) * interval '1 millisecond'
     from jsonb_array_elements($2::text::jsonb) as e group by e->>'lane' order by e->>'lane'
     on conflict (organisation, kind, lane) do update set run_at = lanes.run_at`,
    [organisation, rows],
  );
  await handle.query(
    `insert into effects (organisation, conversation_id, key, lane, kind, data, awaited_by, run_at)
     select $1, $2, e.value->>'key', e.value->>'lane', e.value->>'kind', e.value->'data',
       (e.value->>'awaitedBy')::bigint, now() + (e.value->>'delayMs')::bigint * interval '1 millisecond'
     from jsonb_array_elements($3::text::jsonb) with ordinality as e order by e.ordinality`,
    [organisation, id, rows],
  );
}
