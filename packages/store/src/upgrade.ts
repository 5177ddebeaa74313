import { type ConversationId, conversationId, type Json, type JsonObject } from '@baton/core';
import type { Database, Queryable, Row } from './database.ts';
import { boolean, integer, json, object, text } from './decode.ts';
import type { StoredResponse } from './delivery.ts';
import { toJsonText } from './storable.ts';

/** What an earlier version stored of one conversation, with words as they were said. */
export type EarlierWords = {
  /** `isOnItsWay`: the customer has yet to get it. */
  messages: { seq: number; text: string; isOnItsWay: boolean }[];
  /** Answers that hold some of these words. */
  responses: { deliveryId: string; response: Json }[];
  /** Promised answers that were fixed and not finished. */
  plans: { effectId: string; progress: JsonObject }[];
};

/** The same as it may be kept; what is not named stays as it is. */
export type KeptWords = {
  messages: { seq: number; text: string; sealed: Uint8Array | null }[];
  responses: ({ deliveryId: string } & StoredResponse)[];
  plans: { effectId: string; progress: JsonObject }[];
};

/** What a new version does once with what an earlier one has left, because SQL alone cannot. */
export interface Upgrade {
  /**
   * Hands out words that an earlier version stored as they were said, one conversation after the other, and stores what may be kept of
   * them. One process at a time; broken off, it goes on where it was. Returns how many messages were changed.
   */
  redactWords(change: (words: EarlierWords) => KeptWords): Promise<number>;
}

export function createUpgrade(database: Database): Upgrade {
  return {
    redactWords: (change) => {
      const work = async (): Promise<number> => {
        for (let changed = 0; ; ) {
          const count = await database.transaction((handle) => redactNext(handle, change));
          if (count === null) return changed;
          changed += count;
        }
      };
      // Another node may be at it just now.
      return database.withLock('baton-words', work, { waitMs: 600_000 });
    },
  };
}

/** The next conversation of the list; null when none is left. */
async function redactNext(handle: Queryable, change: (words: EarlierWords) => KeptWords): Promise<number | null> {
  const [next] = await handle.query('select conversation_id from words_to_redact order by conversation_id limit 1');
  if (next === undefined) return null;
  const id = conversationId(text(next, 'conversation_id'));
  // The deliveries first, as everywhere: two that lock in opposite order would wait for each other.
  const responses = (await handle.query(responsesSql, [id])).map(toResponse);
  const messages = (await handle.query(messagesSql, [id])).map(toMessage);
  const plans = (await handle.query(plansSql, [id])).map(toPlan);
  const kept = change({ messages, responses, plans });
  await store(handle, id, kept);
  await handle.query('delete from words_to_redact where conversation_id = $1', [id]);
  return kept.messages.length;
}

async function store(handle: Queryable, id: ConversationId, { messages, responses, plans }: KeptWords): Promise<void> {
  for (const { deliveryId, response, sealedResponse } of responses)
    await handle.query(
      `update deliveries set response = $2::text::jsonb, sealed_response = decode($3, 'hex') where id = $1::bigint`,
      [deliveryId, toJsonText(response), toHex(sealedResponse)],
    );
  for (const { seq, text: kept, sealed } of messages)
    await handle.query(
      `update messages set text = $3, sealed = decode($4, 'hex') where conversation_id = $1 and seq = $2::integer`,
      [id, seq, kept, toHex(sealed)],
    );
  for (const { effectId, progress } of plans)
    await handle.query('update effects set progress = $2::text::jsonb where id = $1::bigint', [
      effectId,
      toJsonText(progress),
    ]);
}

const toHex = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString('hex'));

const toMessage = (row: Row) => ({
  seq: integer(row, 'seq'),
  text: text(row, 'text'),
  isOnItsWay: boolean(row, 'is_on_its_way'),
});
const toResponse = (row: Row) => ({ deliveryId: text(row, 'id'), response: json(row, 'response') });
const toPlan = (row: Row) => ({ effectId: text(row, 'id'), progress: object(row, 'progress') });

const responsesSql = `
  select d.id::text as id, d.response from deliveries d
  where d.response is not null and d.id in (
    select m.delivery_id from words_to_redact w join messages m using (conversation_id, seq) where w.conversation_id = $1)
  order by d.id for update`;

/** Words that a push or a promised answer has taken count as delivered, and may have to be said once more. */
const messagesSql = `
  select m.seq, m.text, m.state in ('waiting', 'assigned') or exists (
      select 1 from effects e where e.conversation_id = m.conversation_id and e.status = 'waiting'
        and coalesce(e.progress->'seqs', e.progress->'plan'->'seqs', e.progress->'reply'->'seqs') @> to_jsonb(m.seq)) as is_on_its_way
  from words_to_redact w join messages m using (conversation_id, seq)
  where w.conversation_id = $1 order by m.seq`;

const plansSql = `
  select id::text as id, progress from effects
  where conversation_id = $1 and status = 'waiting' and kind = 'finish-deferred' and progress <> '{}' order by effects.id`;
