import { AppError } from '@baton/core';
import { claimItems } from './claim-items.ts';
import type { Database } from './database.ts';
import { integer } from './decode.ts';
import { type AddedDelivery, type Delivery, type NewDelivery, toDelivery } from './delivery.ts';
import { groupCalls } from './group-calls.ts';
import { createIngest } from './ingest.ts';
import { dueColumns, itemsMax, type Lanes, nextDueInMs, releaseLane, renewLane } from './lanes.ts';

/** What came in, until it is processed and its answer has arrived. */
export interface Inbox extends Lanes<Delivery> {
  /** Commits before it resolves. Calls are grouped adaptively into one insert. @throws AppError `store-unavailable` */
  add(delivery: NewDelivery): Promise<AddedDelivery>;
  get(id: string): Promise<Delivery | null>;
  /** Puts a delivery off, in its lane's order; the lane sleeps until then. `isFailure` false: it was only too early. */
  postpone(id: string, options: { delayMs: number; reason: string; isFailure: boolean }): Promise<void>;
  /** Confirms that a response was flushed; messages whose `deliveryId` is this one count as delivered. */
  markFlushed(deliveryId: string): Promise<void>;
  /**
   * A delivery was asked for again: its messages that wait (see `releaseMessages`) are on their way once more. Returns the number of
   * this sending; that of the request that stored it is 1.
   */
  sendAgain(deliveryId: string): Promise<number>;
  /**
   * The caller went away before this sending of the response had left us. Its `assigned` messages wait again and keep their `deliveryId`.
   * Nothing happens when it was sent again since: that sending is still under way.
   */
  releaseMessages(deliveryId: string, sending: number): Promise<void>;
  /** Erases the exact words of responses to requests that came longer ago than this; their redacted form stays. Returns how many. */
  forgetResponses(options: { olderThanMs: number }): Promise<number>;
}

/** `onAdded` is called after a commit that made work available. */
export function createInbox(database: Database, onAdded: () => void): Inbox {
  const ingest = createIngest(database, onAdded);
  return {
    add: async (delivery) => {
      try {
        return await ingest(delivery);
      } catch (cause) {
        if (cause instanceof AppError) throw cause;
        throw new AppError('store-unavailable', 'The message could not be stored. Send it again in a moment.', {
          retryable: true,
          cause,
        });
      }
    },
    claim: (options) => claimItems(database, { kind: 'delivery', itemsSql, decode: toDelivery, options }),
    renew: (token, leaseMs) => renewLane(database, token, leaseMs),
    release: (token) => releaseLane(database, 'delivery', token),
    nextDueInMs: () => nextDueInMs(database, 'delivery'),
    postpone: async (id, { delayMs, reason, isFailure }) => {
      await database.query(
        `update deliveries set run_at = now() + $2::bigint * interval '1 millisecond', reason = $3,
           postponements = postponements + 1, failures = failures + $4::integer
         where id = $1::bigint`,
        [id, Math.round(delayMs), reason, isFailure ? 1 : 0],
      );
    },
    ...readAndAnswer(database),
  };
}

type Answering = Pick<Inbox, 'get' | 'markFlushed' | 'sendAgain' | 'releaseMessages' | 'forgetResponses'>;

function readAndAnswer(database: Database): Answering {
  return {
    get: async (id) => {
      const [row] = await database.query(`select ${columns} from deliveries where id = $1::bigint`, [id]);
      return row === undefined ? null : toDelivery(row);
    },
    markFlushed: groupCalls(async (ids) => {
      await database.query(
        `update messages set state = 'delivered', sealed = null
         where delivery_id = any($1::text[]::bigint[]) and state in ('waiting', 'assigned')`,
        [ids],
      );
    }),
    sendAgain: async (id) => {
      const [row] = await database.query(
        `with again as (update messages set state = 'assigned', assigned_at = now() where delivery_id = $1::bigint and state = 'waiting')
         update deliveries set sendings = sendings + 1 where id = $1::bigint returning sendings`,
        [id],
      );
      return row === undefined ? 0 : integer(row, 'sendings');
    },
    releaseMessages: async (id, sending) => {
      await database.query(
        `update messages set state = 'waiting' where delivery_id = $1::bigint and state = 'assigned'
           and exists (select 1 from deliveries where id = $1::bigint and sendings = $2::integer)`,
        [id, sending],
      );
    },
    forgetResponses: async ({ olderThanMs }) => {
      const rows = await database.query(
        `update deliveries set sealed_response = null where sealed_response is not null
           and received_at < now() - $1::bigint * interval '1 millisecond' returning 1 as forgotten`,
        [olderThanMs],
      );
      return rows.length;
    },
  };
}

const columns =
  'id::text as id, organisation, key, lane, kind, body, redacted, status, postponements, failures, received_at, response';

/** Nothing is written: a delivery that was handed out and not reached is as it was. */
const itemsSql = `
  items as (
    select deliveries.id as position, ${columns.replaceAll(/\b(organisation|lane)\b/g, 'deliveries.$1')}, ${dueColumns}
    from deliveries, leased
    where deliveries.organisation = leased.organisation and deliveries.lane = leased.lane and status = 'waiting'
    order by deliveries.id limit ${itemsMax})`;
