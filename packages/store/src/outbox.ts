import { type ConversationId, conversationId, type JsonObject } from '@baton/core';
import { claimItems } from './claim-items.ts';
import type { Database, Queryable, Row } from './database.ts';
import { instant, integer, object, oneOf, optionalText, text } from './decode.ts';
import { dueColumns, itemsMax, type Lanes, nextDueInMs, releaseLane, renewLane } from './lanes.ts';
import { toJsonText } from './storable.ts';

export type NewEffect = {
  /** Idempotency key, unique within the organisation; adding the same key again is an error of the caller. */
  key: string;
  /** Lane = conversation × destination, made with `joinKey`. Strictly first-in first-out. */
  lane: string;
  kind: string;
  data: JsonObject;
  /** The delivery whose synchronous answer waits for it; null when none does. */
  awaitedBy: string | null;
  /** Earliest start, relative to the database's clock, in milliseconds. */
  delayMs: number;
};

export const effectStatuses = ['waiting', 'done', 'dropped', 'failed', 'dead'] as const;
export type EffectStatus = (typeof effectStatuses)[number];

export type Effect = {
  id: string;
  conversationId: ConversationId;
  key: string;
  lane: string;
  kind: string;
  data: JsonObject;
  awaitedBy: string | null;
  status: EffectStatus;
  /** How often it was started, committed before it acts. More than 1 on a started one: an earlier try may have arrived. */
  attempts: number;
  /** Tries so far that ended in a failure; counted by `retry`. */
  failures: number;
  /** Notes the performer committed before it acted, for example when a create was sent. */
  progress: JsonObject;
  createdAt: Date;
  lastError: string | null;
  /** The database's time when it was handed out. */
  claimedAt: Date;
};

/** What is to be done in the outside world. The first item of a claim counts as started; `start` each further one before it acts. */
export interface Outbox extends Lanes<Effect> {
  /** Counts a try before it acts, and tells how many that makes. Null when another worker has settled the effect meanwhile. */
  start(id: string): Promise<{ attempts: number } | null>;
  /** Puts the lane's first effect off; the whole lane waits, so order holds. `isFailure` false: it was only too early. */
  retry(id: string, options: { delayMs: number; error: string; isFailure: boolean }): Promise<void>;
  /** Commits notes of the performer before it acts. */
  recordProgress(id: string, progress: JsonObject): Promise<void>;
}

export function createOutbox(database: Database): Outbox {
  return {
    claim: (options) => claimItems(database, { kind: 'effect', itemsSql, decode: toEffect, options }),
    renew: (token, leaseMs) => renewLane(database, token, leaseMs),
    release: (token) => releaseLane(database, 'effect', token),
    nextDueInMs: () => nextDueInMs(database, 'effect'),
    start: async (id) => {
      const [row] = await database.query(
        "update effects set attempts = attempts + 1 where id = $1::bigint and status = 'waiting' returning attempts",
        [id],
      );
      return row === undefined ? null : { attempts: integer(row, 'attempts') };
    },
    retry: async (id, { delayMs, error, isFailure }) => {
      await database.query(
        `update effects set run_at = now() + $2::bigint * interval '1 millisecond', last_error = $3, failures = failures + $4::integer
         where id = $1::bigint`,
        [id, Math.round(delayMs), error, isFailure ? 1 : 0],
      );
    },
    recordProgress: (id, progress) => recordProgress(database, id, progress),
  };
}

/** On a transaction's handle the notes are committed together with what they stand for. */
export async function recordProgress(handle: Queryable, id: string, progress: JsonObject): Promise<void> {
  await handle.query('update effects set progress = $2::text::jsonb where id = $1::bigint', [id, toJsonText(progress)]);
}

const names =
  'id, conversation_id, key, lane, kind, data, awaited_by, status, attempts, failures, progress, created_at, last_error';
const columns = names.replace('id', 'id::text as id').replace('awaited_by', 'awaited_by::text as awaited_by');
const columnOf: Record<string, string> = { id: 'e.id::text', awaited_by: 'e.awaited_by::text' };

/** The first item is counted in the statement that reads all of them: most claims have one item, and it costs them no commit more. */
const itemsSql = `
  head as (
    update effects set attempts = attempts + 1
    -- Also asked of the row itself: another worker may have finished it since this statement began.
    where run_at <= now() and status = 'waiting'
      and id = (select e.id from effects e, leased
        where e.organisation = leased.organisation and e.lane = leased.lane and e.status = 'waiting' order by e.id limit 1)
    returning id as position, ${columns}, ${dueColumns}),
  items as (
    select position, ${names}, is_due, claimed_at from head
    union all (
      select e.id, ${names.replaceAll(/\w+/g, (name) => columnOf[name] ?? `e.${name}`)}, e.run_at <= now(), now()
      from effects e, leased
      where e.organisation = leased.organisation and e.lane = leased.lane and e.status = 'waiting' and e.id > (select position from head)
      order by e.id limit ${itemsMax - 1}))`;

const toEffect = (row: Row): Effect => ({
  id: text(row, 'id'),
  conversationId: conversationId(text(row, 'conversation_id')),
  key: text(row, 'key'),
  lane: text(row, 'lane'),
  kind: text(row, 'kind'),
  data: object(row, 'data'),
  awaitedBy: optionalText(row, 'awaited_by'),
  status: oneOf(row, 'status', effectStatuses),
  attempts: integer(row, 'attempts'),
  failures: integer(row, 'failures'),
  progress: object(row, 'progress'),
  createdAt: instant(row, 'created_at'),
  lastError: optionalText(row, 'last_error'),
  claimedAt: instant(row, 'claimed_at'),
});
