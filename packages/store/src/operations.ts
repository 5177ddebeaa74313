import { type ConversationId, conversationId } from '@baton/core';
import type { Database, Queryable, Row } from './database.ts';
import { instant, integer, oneOf, optionalText, text } from './decode.ts';
import type { LaneKind } from './lanes.ts';
import { tryWriting, type WriteTrial } from './try-writing.ts';

export const deadLetterStatuses = ['failed', 'dead', 'rejected'] as const;

/** Work that was given up: an effect, or a delivery that our own code could not process. */
export type DeadLetter = {
  /** `effect-<id>` or `delivery-<id>`. */
  id: string;
  organisation: string;
  /** Null for a delivery: it may have no conversation. */
  conversationId: ConversationId | null;
  kind: string;
  lane: string;
  /** Tries so far. */
  attempts: number;
  status: (typeof deadLetterStatuses)[number];
  lastError: string | null;
  createdAt: Date;
};

/** What the people see who run Baton. */
export interface Operations {
  /** Oldest first. */
  listDeadLetters(): Promise<DeadLetter[]>;
  /** Makes a dead letter wait again, at once. False when there is none with this id. */
  replayDeadLetter(id: string): Promise<boolean>;
  /** Counts for health and metrics. */
  countBacklog(): Promise<{ deliveries: number; effects: number; timers: number; deadLetters: number }>;
  /** Proves that the store takes writes. @throws AppError `store-unavailable` */
  tryWriting(trial: WriteTrial): Promise<void>;
}

/** `onAdded` is called after a commit that made work available. */
export function createOperations(database: Database, onAdded: () => void): Operations {
  return {
    listDeadLetters: async () => (await database.query(listSql)).map(toDeadLetter),
    replayDeadLetter: async (id) => {
      const [, kind, number] = /^(effect|delivery)-(\d{1,18})$/.exec(id) ?? [];
      if (number === undefined) return false;
      const isFound = await database.transaction((handle) =>
        replay(handle, kind === 'effect' ? effectReplay : deliveryReplay, number),
      );
      if (isFound) onAdded();
      return isFound;
    },
    countBacklog: async () => {
      const [row = {}] = await database.query(countSql);
      return {
        deliveries: integer(row, 'deliveries'),
        effects: integer(row, 'effects'),
        timers: integer(row, 'timers'),
        deadLetters: integer(row, 'dead_letters'),
      };
    },
    tryWriting: (trial) => tryWriting(database, trial),
  };
}

const listSql = `
  select 'effect-' || id as id, organisation, conversation_id, kind, lane, attempts, status, last_error, created_at
  from effects where status in ('failed', 'dead')
  union all
  select 'delivery-' || id, organisation, null, kind, lane, postponements + 1, status, reason, received_at
  from deliveries where status = 'rejected' and body is not null
  order by created_at`;

const countSql = `
  select (select count(*) from deliveries where status = 'waiting') as deliveries,
    (select count(*) from effects where status = 'waiting') as effects,
    (select count(*) from timers) as timers,
    (select count(*) from effects where status in ('failed', 'dead'))
      + (select count(*) from deliveries where status = 'rejected' and body is not null) as dead_letters`;

type Replay = { kind: LaneKind; table: string; condition: string };
const effectReplay: Replay = { kind: 'effect', table: 'effects', condition: "status in ('failed', 'dead')" };
const deliveryReplay: Replay = {
  kind: 'delivery',
  table: 'deliveries',
  condition: "status = 'rejected' and body is not null",
};

/** The lane's row comes first, as for everything that adds to a lane. */
async function replay(handle: Queryable, { kind, table, condition }: Replay, id: string): Promise<boolean> {
  const [row] = await handle.query(`select organisation, lane from ${table} where id = $1::bigint and ${condition}`, [
    id,
  ]);
  if (row === undefined) return false;
  await handle.query(
    `insert into lanes (organisation, kind, lane, run_at) values ($1, $2, $3, now())
     on conflict (organisation, kind, lane) do update set run_at = now()`,
    [row['organisation'], kind, row['lane']],
  );
  const waiting = await handle.query(
    `update ${table} set status = 'waiting', run_at = now() where id = $1::bigint and ${condition} returning id`,
    [id],
  );
  return waiting.length > 0;
}

const toDeadLetter = (row: Row): DeadLetter => ({
  id: text(row, 'id'),
  organisation: text(row, 'organisation'),
  conversationId: row['conversation_id'] === null ? null : conversationId(text(row, 'conversation_id')),
  kind: text(row, 'kind'),
  lane: text(row, 'lane'),
  attempts: integer(row, 'attempts'),
  status: oneOf(row, 'status', deadLetterStatuses),
  lastError: optionalText(row, 'last_error'),
  createdAt: instant(row, 'created_at'),
});
