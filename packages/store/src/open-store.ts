import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, type JsonObject } from '@baton/core';
import { claimLane, releaseLane, renewLane } from './claims.ts';
import type { Database, Queryable, Row } from './database.ts';
import { openEmbedded } from './drivers/embedded.ts';
import { openServer } from './drivers/server.ts';
import { createIngest } from './ingest.ts';
import { migrate } from './migrate.ts';
import { toConversation, toDeadLetter, toDelivery, toEffect, toMessage } from './rows.ts';
import type { Store } from './store.ts';
import { createTransaction } from './transaction.ts';

/** `url`: a PostgreSQL server. Else `dataDir`: the embedded engine in its `store` folder (null: in memory, for tests). */
export type StoreOptions = { url: string } | { dataDir: string | null };

/** Opens the store and brings its schema up to date. @throws AppError */
export async function openStore(options: StoreOptions): Promise<Store> {
  const database = 'url' in options ? await openServer(options.url) : await openFolder(options.dataDir);
  await migrate(database);
  const store = createStore(database);
  if (database.engine === 'embedded') await store.clearLeases();
  return store;
}

function openFolder(dataDir: string | null): Promise<Database> {
  if (dataDir === null) return openEmbedded(null);
  const folder = join(dataDir, 'store');
  mkdirSync(folder, { recursive: true });
  return openEmbedded(folder);
}

function createStore(database: Database): Store {
  const poke = (): void => {
    database.notify().catch(() => undefined);
  };
  const ingest = createIngest(database, poke);
  return {
    addDelivery: async (delivery) => {
      try {
        return await ingest(delivery);
      } catch (cause) {
        throw new AppError('store-unavailable', 'The message could not be stored. Send it again in a moment.', {
          retryable: true,
          cause,
        });
      }
    },
    ...deliveryMethods(database),
    ...claimMethods(database),
    ...readMethods(database),
    ...operatorMethods(database, poke),
    transaction: async (work) => {
      let hasWork = false;
      const value = await database.transaction((handle) =>
        work(
          createTransaction(handle, () => {
            hasWork = true;
          }),
        ),
      );
      if (hasWork) poke();
      return value;
    },
    withLock: (name, work) => database.withLock(name, work),
    onWork: (listener) => database.listen(listener),
    close: () => database.close(),
  };
}

function deliveryMethods(
  database: Database,
): Pick<Store, 'getDelivery' | 'markFlushed' | 'sendAgain' | 'releaseMessages' | 'postponeDelivery'> {
  return {
    getDelivery: async (id) => {
      const [row] = await database.query('select *, id::text as id from deliveries where id = $1::bigint', [id]);
      return row === undefined ? null : toDelivery(row);
    },
    markFlushed: async (id) => {
      await database.query(
        "update messages set state = 'delivered' where delivery_id = $1::bigint and state in ('waiting', 'assigned')",
        [id],
      );
    },
    sendAgain: async (id) => {
      const [row] = await database.query(
        `with again as (update messages set state = 'assigned', assigned_at = now() where delivery_id = $1::bigint and state = 'waiting')
         update deliveries set sendings = sendings + 1 where id = $1::bigint returning sendings`,
        [id],
      );
      return Number(row?.['sendings'] ?? 0);
    },
    releaseMessages: async (id, sending) => {
      await database.query(
        `update messages set state = 'waiting' where delivery_id = $1::bigint and state = 'assigned'
           and exists (select 1 from deliveries where id = $1::bigint and sendings = $2::integer)`,
        [id, sending],
      );
    },
    postponeDelivery: async (id, { delayMs, reason }) => {
      await database.query(
        "update deliveries set run_at = now() + $2::integer * interval '1 millisecond', reason = $3 where id = $1::bigint",
        [id, delayMs, reason],
      );
    },
  };
}

type ClaimMethods =
  | 'claimDeliveries'
  | 'claimEffects'
  | 'retryEffect'
  | 'recordProgress'
  | 'renewClaim'
  | 'releaseClaim'
  | 'clearLeases'
  | 'nextDueInMs';

function claimMethods(database: Database): Pick<Store, ClaimMethods> {
  return {
    claimDeliveries: async ({ leaseMs, lane }) => {
      const condition = lane === undefined ? {} : { condition: { sql: 'and lane = $4', value: lane } };
      const claim = await claimLane(database, 'delivery', { leaseMs, ...condition });
      return claim === null ? null : { lane: claim.lane, token: claim.token, items: claim.rows.map(toDelivery) };
    },
    claimEffects: async ({ leaseMs, conversationId }) => {
      const condition =
        conversationId === undefined
          ? {}
          : { condition: { sql: "and starts_with(lane, $4 || ':')", value: conversationId } };
      const claim = await claimLane(database, 'effect', { leaseMs, ...condition });
      return claim === null ? null : { lane: claim.lane, token: claim.token, items: claim.rows.map(toEffect) };
    },
    retryEffect: async (id, { delayMs, error, isFailure }) => {
      await database.query(
        `update effects set run_at = now() + $2::bigint * interval '1 millisecond', last_error = $3, failures = failures + $4::integer
         where id = $1::bigint`,
        [id, delayMs, error, isFailure ? 1 : 0],
      );
    },
    recordProgress: async (id, progress) => {
      await database.query('update effects set progress = $2::text::jsonb where id = $1::bigint', [
        id,
        JSON.stringify(progress),
      ]);
    },
    renewClaim: (token, leaseMs) => renewLane(database, token, leaseMs),
    releaseClaim: (token) => releaseLane(database, token),
    clearLeases: async () => {
      await database.query('update lanes set token = null, locked_until = null');
    },
    nextDueInMs: async () => {
      const [row] = await database.query(
        'select extract(epoch from min(greatest(run_at, coalesce(locked_until, run_at))) - now()) * 1000 as due from lanes',
      );
      return row?.['due'] === null || row === undefined ? null : Math.max(0, Math.ceil(Number(row['due'])));
    },
  };
}

function readMethods(
  database: Database,
): Pick<Store, 'getConversation' | 'listMessages' | 'listEvents' | 'countCodeMails'> {
  return {
    getConversation: async (id) => {
      const [row] = await database.query('select * from conversations where id = $1', [id]);
      return row === undefined ? null : toConversation(row);
    },
    listMessages: async (conversation, { fromSeq, toSeq }) => {
      const rows = await database.query(
        'select *, delivery_id::text as delivery_id from messages where conversation_id = $1 and seq between $2 and $3 order by seq',
        [conversation, fromSeq, toSeq],
      );
      return rows.map(toMessage);
    },
    countCodeMails: async (to, { withinMs, beforeEffectId }) => {
      const [row] = await database.query(
        `select count(*) as mails from effects where kind = 'send-mail' and data->>'challengeId' is not null and data->>'to' = $1
           and status in ('waiting', 'done') and id < $3::bigint
           and created_at > (select created_at from effects where id = $3::bigint) - $2::bigint * interval '1 millisecond'`,
        [to, withinMs, beforeEffectId],
      );
      return Number(row?.['mails'] ?? 0);
    },
    listEvents: async (conversation) => {
      const rows = await database.query(
        'select type, data, at from events where conversation_id = $1 order by version, position',
        [conversation],
      );
      return rows.map((row, index) => ({
        seq: index + 1,
        type: String(row['type']),
        data: row['data'] as never,
        at: new Date(String(row['at'])),
      }));
    },
  };
}

type OperatorMethods =
  | 'keepWorkflow'
  | 'listWorkflows'
  | 'listDeadLetters'
  | 'replayDeadLetter'
  | 'getSecret'
  | 'setSecret'
  | 'countBacklog';

function operatorMethods(database: Database, poke: () => void): Pick<Store, OperatorMethods> {
  return {
    keepWorkflow: async ({ name, version, content }) => {
      await database.query(
        'insert into workflow_versions (name, version, content) values ($1, $2, $3::text::jsonb) on conflict do nothing',
        [name, version, JSON.stringify(content)],
      );
    },
    listWorkflows: async () => {
      const rows = await database.query('select name, version, content from workflow_versions order by first_seen_at');
      return rows.map((row) => ({
        name: String(row['name']),
        version: String(row['version']),
        content: row['content'] as JsonObject,
      }));
    },
    listDeadLetters: async () => {
      const rows = await database.query(
        `select 'effect-' || id as id, conversation_id, kind, lane, attempts, status, last_error, created_at
         from effects where status in ('failed', 'dead')
         union all
         select 'delivery-' || id, null, kind, lane, attempts, status, reason, received_at
         from deliveries where status = 'rejected' and body is not null
         order by created_at`,
      );
      return rows.map(toDeadLetter);
    },
    replayDeadLetter: async (id) => {
      const [, kind, number] = /^(effect|delivery)-(\d{1,18})$/.exec(id) ?? [];
      if (number === undefined) return false;
      const isFound = await database.transaction((handle) =>
        kind === 'effect' ? replay(handle, effectReplay, number) : replay(handle, deliveryReplay, number),
      );
      if (isFound) poke();
      return isFound;
    },
    getSecret: async (name) => {
      const [row] = await database.query('select value from secrets where name = $1', [name]);
      return row?.['value'] instanceof Uint8Array ? row['value'] : null;
    },
    setSecret: async (name, value) => {
      await database.query(
        "insert into secrets (name, value) values ($1, decode($2, 'hex')) on conflict (name) do update set value = excluded.value, updated_at = now()",
        [name, Buffer.from(value).toString('hex')],
      );
    },
    countBacklog: async () => {
      const [row]: Row[] = await database.query(
        `select (select count(*) from deliveries where status = 'waiting') as deliveries,
           (select count(*) from effects where status = 'waiting') as effects,
           (select count(*) from effects where status in ('failed', 'dead'))
             + (select count(*) from deliveries where status = 'rejected' and body is not null) as dead_letters`,
      );
      return {
        deliveries: Number(row?.['deliveries']),
        effects: Number(row?.['effects']),
        deadLetters: Number(row?.['dead_letters']),
      };
    },
  };
}

type Replay = { kind: 'effect' | 'delivery'; table: string; condition: string };
const effectReplay: Replay = { kind: 'effect', table: 'effects', condition: "status in ('failed', 'dead')" };
const deliveryReplay: Replay = {
  kind: 'delivery',
  table: 'deliveries',
  condition: "status = 'rejected' and body is not null",
};

/** The lane's row comes first, as for everything that adds to a lane. */
async function replay(handle: Queryable, { kind, table, condition }: Replay, id: string): Promise<boolean> {
  const [row] = await handle.query(`select lane from ${table} where id = $1::bigint and ${condition}`, [id]);
  if (row === undefined) return false;
  await handle.query(
    'insert into lanes (kind, lane, run_at) values ($1, $2, now()) on conflict (kind, lane) do update set run_at = now()',
    [kind, row['lane']],
  );
  const waiting = await handle.query(
    `update ${table} set status = 'waiting', run_at = now() where id = $1::bigint and ${condition} returning id`,
    [id],
  );
  return waiting.length > 0;
}
