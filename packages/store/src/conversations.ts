import { type ConversationId, conversationId, type JsonObject } from '@baton/core';
import type { Database, Row } from './database.ts';
import { boolean, instant, integer, object, oneOf, optionalBytes, optionalText, text, texts } from './decode.ts';
import { toStorableKey } from './storable.ts';

/** Where a conversation takes place. */
export type ChatAddress = { organisation: string; channel: string; chatId: string };
/** A chat at a desk, by the desk's own reference. */
export type DeskAddress = { organisation: string; desk: string; reference: string };

export type NewConversation = ChatAddress & { id: ConversationId; state: JsonObject };

export type StoredConversation = NewConversation & {
  version: number;
  generation: number;
  lastMessageSeq: number;
};

export const messageAuthors = ['customer', 'bot', 'agent', 'system'] as const;
export type MessageAuthor = (typeof messageAuthors)[number];
export const messageStates = ['none', 'waiting', 'assigned', 'delivered', 'dropped'] as const;

export type NewMessage = {
  /** Position in the conversation, from 1, without gaps. */
  seq: number;
  author: MessageAuthor;
  authorName: string | null;
  /** Redacted text. */
  text: string;
  /** The exact words, encrypted by the caller, where the customer has yet to get others than the text; null where there are none. */
  sealed: Uint8Array | null;
  /** Suggested answers (buttons) that belong to this message. */
  suggestions: string[];
  /** The baton's generation the message was decided under. */
  generation: number;
  /** True when the message still has to reach the customer through us. */
  isForCustomer: boolean;
};

export type Message = NewMessage & {
  at: Date;
  /** Null while not assigned to a response. */
  deliveryId: string | null;
  /** `assigned`: is part of a stored response that was not confirmed as flushed. */
  state: (typeof messageStates)[number];
};

export type NewEvent = { type: string; data: JsonObject };
export type StoredEvent = NewEvent & { seq: number; at: Date };

/** Conversations as they are now, for reading. Changes are made in transactions. */
export interface Conversations {
  get(id: ConversationId): Promise<StoredConversation | null>;
  /** As it stands, without a lock. */
  find(address: ChatAddress): Promise<StoredConversation | null>;
  /** `fromSeq` and `toSeq` inclusive. */
  listMessages(conversation: ConversationId, range: { fromSeq: number; toSeq: number }): Promise<Message[]>;
  listEvents(conversation: ConversationId): Promise<StoredEvent[]>;
}

export const conversationColumns =
  'c.id, c.organisation, c.channel, c.chat_id, c.version, c.generation, c.last_message_seq, c.state';

export const messageColumns =
  'm.seq, m.author, m.author_name, m.text, m.sealed, m.suggestions, m.generation, m.is_for_customer, m.at, m.delivery_id::text as delivery_id, m.state';

export function createConversations(database: Database): Conversations {
  return {
    get: async (id) => {
      const [row] = await database.query(`select ${conversationColumns} from conversations c where c.id = $1`, [id]);
      return row === undefined ? null : toConversation(row);
    },
    find: async ({ organisation, channel, chatId }) => {
      const [row] = await database.query(
        `select ${conversationColumns} from conversations c where c.organisation = $1 and c.channel = $2 and c.chat_id = $3`,
        [organisation, channel, toStorableKey(chatId)],
      );
      return row === undefined ? null : toConversation(row);
    },
    listMessages: async (conversation, { fromSeq, toSeq }) => {
      const rows = await database.query(
        `select ${messageColumns} from messages m where m.conversation_id = $1 and m.seq between $2 and $3 order by m.seq`,
        [conversation, fromSeq, toSeq],
      );
      return rows.map(toMessage);
    },
    listEvents: async (conversation) => {
      const rows = await database.query(
        'select type, data, at from events where conversation_id = $1 order by version, position',
        [conversation],
      );
      return rows.map((row, index) => ({ ...toEvent(row), seq: index + 1 }));
    },
  };
}

export const toConversation = (row: Row): StoredConversation => ({
  id: conversationId(text(row, 'id')),
  organisation: text(row, 'organisation'),
  channel: text(row, 'channel'),
  chatId: text(row, 'chat_id'),
  version: integer(row, 'version'),
  generation: integer(row, 'generation'),
  lastMessageSeq: integer(row, 'last_message_seq'),
  state: object(row, 'state'),
});

export const toMessage = (row: Row): Message => ({
  seq: integer(row, 'seq'),
  author: oneOf(row, 'author', messageAuthors),
  authorName: optionalText(row, 'author_name'),
  text: text(row, 'text'),
  sealed: optionalBytes(row, 'sealed'),
  suggestions: texts(row, 'suggestions'),
  generation: integer(row, 'generation'),
  isForCustomer: boolean(row, 'is_for_customer'),
  at: instant(row, 'at'),
  deliveryId: optionalText(row, 'delivery_id'),
  state: oneOf(row, 'state', messageStates),
});

const toEvent = (row: Row): NewEvent & { at: Date } => ({
  type: text(row, 'type'),
  data: object(row, 'data'),
  at: instant(row, 'at'),
});
