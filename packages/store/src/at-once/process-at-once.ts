import { AppError } from '@baton/core';
import { type ChatAddress, conversationColumns, messageColumns, toConversation, toMessage } from '../conversations.ts';
import type { Database, Row } from '../database.ts';
import { instant, integer, text } from '../decode.ts';
import type { NewDelivery } from '../delivery.ts';
import { codeOf } from '../failures/unavailable.ts';
import { toStorableKey } from '../storable.ts';
import type { StoreTransaction } from '../transaction.ts';
import {
  type ConversationSource,
  NeedsTransaction,
  type Reading,
  type ReadMessage,
  refuse,
  TurnBuffer,
} from './turn-buffer.ts';
import { toDocument } from './turn-document.ts';

/** A request that is processed in the commit that stores it, so that its body need not be kept. */
export type DirectDelivery = Omit<NewDelivery, 'body'> & { address: Omit<ChatAddress, 'organisation'> };

/** Works on one delivery with the transaction's offers; `receivedAt` is the database's time. */
export type DirectWork<Value> = (
  transaction: StoreTransaction,
  delivery: { id: string; receivedAt: Date },
) => Promise<Value>;

export type ProcessAtOnce = <Value>(
  delivery: DirectDelivery,
  work: DirectWork<Value>,
) => Promise<{ deliveryId: string; value: Value } | null>;

/**
 * Two round trips and one commit for a whole turn, where storing a request and letting a worker process it takes some twenty-five and five.
 *
 * It may be done only when nothing else is to come first: the key is new, nothing waits in the lane, and the conversation and its
 * undelivered messages are, when it is written, what was read. The database checks all of that again under the lock on the conversation's
 * row, in the statement that writes; a request that comes to the lane meanwhile was not acknowledged before this one, so either order is
 * right. Where a condition does not hold nothing is written, and the request goes the usual way.
 *
 * `onEffects` is called after a commit that made work available.
 */
export function createProcessAtOnce(database: Database, onEffects: () => void): ProcessAtOnce {
  return async (given, work) => {
    const delivery = { ...given, key: toStorableKey(given.key), lane: toStorableKey(given.lane) };
    const reading = await read(database, delivery);
    if (reading === null) return null;
    const { deliveryId, receivedAt } = reading;
    const buffer = new TurnBuffer(reading);
    try {
      const value = await work(buffer.transaction, { id: deliveryId, receivedAt });
      const turn = buffer.finish();
      const { address: _address, ...row } = delivery;
      const document = toDocument({
        delivery: { ...row, id: deliveryId, response: turn.response },
        finished: [],
        turn,
      });
      await database.query('select process_at_once($1::text::jsonb)', [document], urgent);
      if (turn.effects.length > 0) onEffects();
      return { deliveryId, value };
    } catch (error) {
      if (isForTheUsualWay(error)) return null;
      throw error;
    }
  };
}

const urgent = { isUrgent: true };

/** Raised by `process_at_once`, and what the database says of a key or a chat that somebody else has made meanwhile. */
const movedOn = 'BT001';
const unique = '23505';

export const isForTheUsualWay = (error: unknown): boolean =>
  error instanceof NeedsTransaction ||
  (error instanceof AppError && error.code === 'version-conflict') ||
  [movedOn, unique].includes(codeOf(error) ?? '');

/** Null when something else has to come first. */
async function read(
  database: Database,
  delivery: DirectDelivery,
): Promise<(Reading & { deliveryId: string; receivedAt: Date }) | null> {
  const { organisation, key, lane, address } = delivery;
  const parameters = [organisation, key, lane, address.channel, toStorableKey(address.chatId)];
  const [row] = await database.query(readSql, parameters, urgent);
  if (row === undefined || row['is_known'] === true || row['is_busy'] === true) return null;
  const conversation = row['id'] === null ? null : toConversation(row);
  const undelivered =
    conversation === null || row['has_undelivered'] !== true
      ? []
      : (await database.query(undeliveredSql, [conversation.id], urgent)).map(toReadMessage);
  const receivedAt = instant(row, 'received_at');
  return {
    deliveryId: text(row, 'delivery_id'),
    receivedAt,
    conversation,
    source: onlyChat({ organisation, ...address }),
    undelivered: { messages: undelivered, at: receivedAt },
  };
}

/** Of this chat everything was read; of others nothing is known. */
export const onlyChat = ({ organisation, channel, chatId }: ChatAddress): ConversationSource => ({
  byAddress: async (other) =>
    other.organisation === organisation && other.channel === channel && other.chatId === chatId ? null : refuse(),
  byId: async () => refuse(),
  byDesk: async () => refuse(),
});

const readSql = `
  select nextval('deliveries_id_seq')::text as delivery_id, now() as received_at,
    exists (select 1 from deliveries where organisation = $1 and key = $2) as is_known,
    exists (select 1 from lanes where organisation = $1 and kind = 'delivery' and lane = $3) as is_busy,
    exists (select 1 from messages m where m.conversation_id = c.id and m.state in ('waiting', 'assigned')) as has_undelivered,
    ${conversationColumns}
  from (select 1) as one
    left join conversations c on c.organisation = $1 and c.channel = $4 and c.chat_id = $5`;

const undeliveredSql = `
  select ${messageColumns}, d.is_repeatable,
    case when m.state = 'assigned' then extract(epoch from now() - m.assigned_at) * 1000 end::bigint as assigned_for_ms
  from messages m left join deliveries d on d.id = m.delivery_id
  where m.conversation_id = $1 and m.state in ('waiting', 'assigned') order by m.seq`;

const toReadMessage = (row: Row): ReadMessage => ({
  ...toMessage(row),
  isRepeatable: typeof row['is_repeatable'] === 'boolean' ? row['is_repeatable'] : null,
  assignedForMs: row['assigned_for_ms'] === null ? null : integer(row, 'assigned_for_ms'),
});
