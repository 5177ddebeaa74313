import { type ConversationId, conversationId, type DeskLoad, type HandoffChanges } from '@baton/core';
import type { Database, Queryable, Row } from './database.ts';
import { instant, optionalInstant, optionalText, text } from './decode.ts';
import { toJsonText } from './storable.ts';

/** A wish for a human. What happened in it stands in the events of its conversation. */
export type StoredHandoff = {
  key: string;
  conversationId: ConversationId;
  /** The desk that was asked last; null when none could be. */
  desk: string | null;
  requestedAt: Date;
  /** When a human came for the first time. */
  connectedAt: Date | null;
  /** How it ended, as a code; null while it goes on. */
  outcome: string | null;
};

/** Handoffs of all conversations, for reading. */
export interface Handoffs {
  /** Newest first. `before`: the key of the last one of the page before; null: from the newest. */
  list(organisation: string, page: { max: number; before: string | null }): Promise<StoredHandoff[]>;
  find(organisation: string, key: string): Promise<StoredHandoff | null>;
}

export interface HandoffWork {
  /** Keeps what a turn made of handoffs, for looking over all conversations. Times are the caller's. */
  noteHandoffs(owner: { organisation: string; id: ConversationId }, changes: HandoffChanges, at: Date): Promise<void>;
  /** How it goes at a desk. A count may be a moment old: two that ask at once do not wait for each other. */
  readDeskLoad(organisation: string, desk: string, now: Date): Promise<DeskLoad>;
}

/** Answers before this are not lately any more. */
export const answersWithinMs = 3_600_000;
/** No more than this many of each are looked at. */
export const loadRowsMax = 50;

const columns = 'key, conversation_id, desk, requested_at, connected_at, outcome';

export function createHandoffs(database: Database): Handoffs {
  return {
    list: async (organisation, { max, before }) => {
      const rows = await database.query(
        `select ${columns} from handoffs where organisation = $1 and ($3::text is null or (requested_at, key) <
           (select b.requested_at, b.key from handoffs b where b.organisation = $1 and b.key = $3::text))
         order by requested_at desc, key desc limit $2`,
        [organisation, max, before],
      );
      return rows.map(toHandoff);
    },
    find: async (organisation, key) => {
      const [row] = await database.query(`select ${columns} from handoffs where organisation = $1 and key = $2`, [
        organisation,
        key,
      ]);
      return row === undefined ? null : toHandoff(row);
    },
  };
}

const toHandoff = (row: Row): StoredHandoff => ({
  key: text(row, 'key'),
  conversationId: conversationId(text(row, 'conversation_id')),
  desk: optionalText(row, 'desk'),
  requestedAt: instant(row, 'requested_at'),
  connectedAt: optionalInstant(row, 'connected_at'),
  outcome: optionalText(row, 'outcome'),
});

export function handoffWork(handle: Queryable): HandoffWork {
  return {
    noteHandoffs: async ({ organisation, id }, { legs, handoffs }, at) => {
      if (handoffs.length > 0)
        await handle.query(
          `insert into handoffs (organisation, key, conversation_id, desk, requested_at, connected_at, outcome)
           select $1, h->>'key', $2, h->>'desk', $4::timestamptz, (h->>'connectedAt')::timestamptz, h->>'outcome'
           from jsonb_array_elements($3::text::jsonb) as h
           on conflict (organisation, key) do update set desk = excluded.desk, outcome = excluded.outcome,
             connected_at = coalesce(handoffs.connected_at, excluded.connected_at)`,
          [organisation, id, toJsonText(handoffs), at.toISOString()],
        );
      if (legs.length > 0)
        await handle.query(
          `insert into legs (organisation, key, handoff_key, desk, started_at, accepted_at, connected_at, is_live,
             ended_at, is_vendor_failure)
           select $1, l->>'key', l->>'handoffKey', l->>'desk', (l->>'startedAt')::timestamptz,
             (l->>'acceptedAt')::timestamptz, (l->>'connectedAt')::timestamptz, (l->>'isLive')::boolean,
             (l->'end'->>'at')::timestamptz, coalesce((l->'end'->>'isVendorFailure')::boolean, false)
           from jsonb_array_elements($2::text::jsonb) as l
           on conflict (organisation, key) do update set is_live = excluded.is_live,
             accepted_at = coalesce(legs.accepted_at, excluded.accepted_at),
             connected_at = coalesce(legs.connected_at, excluded.connected_at),
             ended_at = coalesce(excluded.ended_at, legs.ended_at),
             is_vendor_failure = legs.is_vendor_failure or excluded.is_vendor_failure`,
          [organisation, toJsonText(legs)],
        );
    },
    readDeskLoad: (organisation, desk, now) => readLoad(handle, { organisation, desk, now }),
  };
}

async function readLoad(
  handle: Queryable,
  { organisation, desk, now }: { organisation: string; desk: string; now: Date },
): Promise<DeskLoad> {
  const place = [organisation, desk];
  const live = await handle.query(
    `select key, started_at, accepted_at, connected_at from legs where organisation = $1 and desk = $2 and is_live
     order by started_at limit ${loadRowsMax * 20}`,
    place,
  );
  const answers = await handle.query(
    `select started_at, connected_at from legs where organisation = $1 and desk = $2 and connected_at > $3::timestamptz
     order by connected_at desc limit ${loadRowsMax}`,
    [...place, new Date(now.getTime() - answersWithinMs).toISOString()],
  );
  const failures = await handle.query(
    `select ended_at from legs where organisation = $1 and desk = $2 and is_vendor_failure and ended_at > coalesce(
       (select max(accepted_at) from legs where organisation = $1 and desk = $2), '-infinity')
     order by ended_at desc limit ${loadRowsMax}`,
    place,
  );
  return {
    live: live.map((row) => ({
      legKey: text(row, 'key'),
      phase: phaseOf(row),
      since: instant(row, 'started_at').toISOString(),
    })),
    answerMs: answers.map((row) => instant(row, 'connected_at').getTime() - instant(row, 'started_at').getTime()),
    failures: failures.map((row) => instant(row, 'ended_at').toISOString()),
  };
}

function phaseOf(row: Row): 'opening' | 'waiting' | 'connected' {
  if (optionalInstant(row, 'connected_at') !== null) return 'connected';
  return optionalInstant(row, 'accepted_at') === null ? 'opening' : 'waiting';
}
