import type { Database, Queryable } from './database.ts';
import { optionalBytes, text } from './decode.ts';

/** Raw requests that wait or were given up, vendors' tokens, exact words (of messages on their way, and of kept answers), and the console's files. */
export const sealedKinds = ['delivery', 'secret', 'message', 'answer', 'file'] as const;
export type SealedKind = (typeof sealedKinds)[number];
export type SealedValue = { id: string; value: Uint8Array };

/** Everything that callers encrypt before it is stored, wherever it lies: for a change of their key. */
export interface SealedValues {
  /** A page in the order of the ids; `after`: the last id of the page before, null for the first. */
  list(kind: SealedKind, page: { after: string | null; limit: number }): Promise<SealedValue[]>;
  /** Puts another form of the same in its place; false when it has changed or gone meanwhile. */
  replace(kind: SealedKind, id: string, change: { from: Uint8Array; to: Uint8Array }): Promise<boolean>;
  /** Ends what nobody can read any more: a secret is forgotten, a delivery rejected without its body, of words the redacted form is left. */
  discard(kind: SealedKind, id: string, reason: string): Promise<void>;
}

type Place = { list: string; replace: string; discard: string };

const secretId = 'jsonb_build_array(organisation, name)::text';
const fileId = 'jsonb_build_array(organisation, id)::text';
const messageId = 'jsonb_build_array(conversation_id, seq)::text';

const places: Record<SealedKind, Place> = {
  delivery: {
    list: `select id::text as id, body as value from deliveries
      where body is not null and id > coalesce($1::bigint, 0) order by deliveries.id limit $2::integer`,
    replace: `update deliveries set body = decode($3, 'hex')
      where id = $1::bigint and body = decode($2, 'hex') returning id`,
    discard: "update deliveries set status = 'rejected', body = null, reason = $2 where id = $1::bigint",
  },
  secret: {
    list: `select ${secretId} as id, value from secrets
      where ${secretId} > coalesce($1::text, '') order by 1 limit $2::integer`,
    replace: `update secrets set value = decode($3, 'hex'), updated_at = now()
      where ${secretId} = $1 and value = decode($2, 'hex') returning name`,
    discard: `delete from secrets where ${secretId} = $1 and $2::text is not null`,
  },
  // There are few: each page may read all of them.
  message: {
    list: `select ${messageId} as id, sealed as value from messages
      where sealed is not null and ${messageId} > coalesce($1::text, '') order by 1 limit $2::integer`,
    replace: `update messages set sealed = decode($3, 'hex')
      where sealed = decode($2, 'hex') and ${messageId} = $1 returning seq`,
    discard: `update messages set sealed = null where sealed is not null and ${messageId} = $1 and $2::text is not null`,
  },
  answer: {
    list: `select id::text as id, sealed_response as value from deliveries
      where sealed_response is not null and id > coalesce($1::bigint, 0) order by deliveries.id limit $2::integer`,
    replace: `update deliveries set sealed_response = decode($3, 'hex')
      where id = $1::bigint and sealed_response = decode($2, 'hex') returning id`,
    discard: 'update deliveries set sealed_response = null where id = $1::bigint and $2::text is not null',
  },
  file: {
    list: `select ${fileId} as id, content as value from console_files
      where content is not null and ${fileId} > coalesce($1::text, '') order by 1 limit $2::integer`,
    replace: `update console_files set content = decode($3, 'hex')
      where content = decode($2, 'hex') and ${fileId} = $1 returning id`,
    discard: `update console_files set content = null where ${fileId} = $1 and $2::text is not null`,
  },
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export function createSealedValues(database: Database & Queryable): SealedValues {
  return {
    list: async (kind, { after, limit }) =>
      (await database.query(places[kind].list, [after, limit])).map((row) => ({
        id: text(row, 'id'),
        value: optionalBytes(row, 'value') ?? new Uint8Array(),
      })),
    replace: async (kind, id, { from, to }) =>
      (await database.query(places[kind].replace, [id, hex(from), hex(to)])).length > 0,
    discard: async (kind, id, reason) => {
      await database.query(places[kind].discard, [id, reason]);
    },
  };
}
