import { type ConversationId, conversationLane, type JsonObject, joinKey } from '@baton/core';
import type { Database, Queryable, Row } from './database.ts';
import { object, text } from './decode.ts';
import { toJsonText, toStorableKey } from './storable.ts';

/** Something that a conversation is to be reminded of. */
export type NewTimer = {
  /** Unique within the organisation among the timers that sleep; adding the same key again is an error of the caller. */
  key: string;
  name: string;
  data: JsonObject;
  /** Counted from now on the database's clock, in milliseconds. */
  delayMs: number;
};

/** The kind of the deliveries that timers become. */
export const timerKind = 'timer';

/**
 * Sleeping timers. One that is due becomes a delivery of kind `timer` in its conversation's lane, exactly once: it is processed like what
 * the customer sends, in turn with it, and with everything that retries and dead letters do for it. Such a delivery has no body; what it
 * says is its `redacted` form, `{ name, data, conversationId }`.
 */
export interface Timers {
  /** Moves timers that are due, those first that are due longest. Returns how many it moved. */
  moveDue(options: { max: number }): Promise<number>;
  /** Milliseconds until the next one is due, 0 when one is; null when none sleeps. */
  nextDueInMs(): Promise<number | null>;
}

/** `onAdded` is called after a commit that made work available. */
export function createTimers(database: Database, onAdded: () => void): Timers {
  return {
    moveDue: async ({ max }) => {
      const moved = await database.transaction((handle) => moveDue(handle, max));
      if (moved > 0) onAdded();
      return moved;
    },
    nextDueInMs: async () => {
      const [row] = await database.query(nextDueTimerSql);
      return row === undefined ? null : Math.max(0, Math.ceil(Number(row['due'])));
    },
  };
}

type Owner = { id: ConversationId; organisation: string };

/** Adds the timers of a turn, in its transaction. */
export async function insertTimers(handle: Queryable, { id, organisation }: Owner, timers: NewTimer[]): Promise<void> {
  const rows = toJsonText(
    timers.map(({ key, delayMs, ...timer }) => ({ ...timer, key: toStorableKey(key), delayMs: Math.round(delayMs) })),
  );
  await handle.query(
    `insert into timers (organisation, conversation_id, key, name, data, due_at)
     select $1, $2, t->>'key', t->>'name', t->'data', now() + (t->>'delayMs')::bigint * interval '1 millisecond'
     from jsonb_array_elements($3::text::jsonb) as t`,
    [organisation, id, rows],
  );
}

async function moveDue(handle: Queryable, max: number): Promise<number> {
  const due = (await handle.query(takeSql, [max])).map(toDelivery);
  if (due.length === 0) return 0;
  // The lanes' rows come first, as for everything that adds to a lane.
  await handle.query(lockLanesSql, [due.map(({ organisation }) => organisation), due.map(({ lane }) => lane)]);
  await handle.query(insertSql, [
    due.map(({ organisation }) => organisation),
    due.map(({ key }) => key),
    due.map(({ lane }) => lane),
    due.map(({ redacted }) => toJsonText(redacted)),
  ]);
  await handle.query('delete from timers where id = any($1::text[]::bigint[])', [due.map(({ id }) => id)]);
  return due.length;
}

const toDelivery = (row: Row) => ({
  id: text(row, 'id'),
  organisation: text(row, 'organisation'),
  key: joinKey(timerKind, text(row, 'id')),
  lane: toStorableKey(conversationLane({ channel: text(row, 'channel'), chatId: text(row, 'chat_id') })),
  redacted: { name: text(row, 'name'), data: object(row, 'data'), conversationId: text(row, 'conversation_id') },
});

/** Several nodes take different ones, and none waits for another. */
const takeSql = `
  select t.id::text as id, t.organisation, t.conversation_id, t.name, t.data, c.channel, c.chat_id
  from timers t join conversations c on c.id = t.conversation_id
  where t.due_at <= now() order by t.due_at limit $1 for update of t skip locked`;

const lockLanesSql = `
  insert into lanes (organisation, kind, lane, run_at)
  select distinct organisation, 'delivery', lane, now() from unnest($1::text[], $2::text[]) as due (organisation, lane)
  order by organisation, lane
  on conflict (organisation, kind, lane) do update set run_at = lanes.run_at`;

const insertSql = `
  insert into deliveries (organisation, key, lane, kind, hash, redacted, is_repeatable)
  select organisation, key, lane, '${timerKind}', '', redacted::jsonb, true
  from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as due (organisation, key, lane, redacted, position)
  order by position`;

/** Asked about once a second, so it reads the first entry of an index. */
export const nextDueTimerSql =
  'select extract(epoch from due_at - now()) * 1000 as due from timers order by due_at limit 1';
