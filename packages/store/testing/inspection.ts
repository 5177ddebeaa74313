import { type ConversationId, conversationId, type JsonObject } from '@baton/core';
import { type Conversations, conversationColumns, createConversations, toConversation } from '../src/conversations.ts';
import type { Database, Row } from '../src/database.ts';
import { integer, object, text } from '../src/decode.ts';
import { type StoredResponse, toStoredResponse } from '../src/delivery.ts';
import type { DeskAddress, StoredConversation } from '../src/index.ts';

/** What was to be done outside, and how it ended. */
export type SeenEffect = {
  conversationId: ConversationId;
  key: string;
  kind: string;
  status: string;
  attempts: number;
  data: JsonObject;
  progress: JsonObject;
};
export type SeenDelivery = StoredResponse & { key: string; kind: string; status: string };
export type SeenDeskLink = Pick<DeskAddress, 'desk' | 'reference'> & { conversationId: ConversationId };

/** What a test looks at in a store that nothing of the product asks for. Within a transaction it sees what that has done so far. */
export interface Inspection extends Pick<Conversations, 'listMessages' | 'listEvents'> {
  listConversations(): Promise<StoredConversation[]>;
  /** In the order in which they were planned. */
  listEffects(): Promise<SeenEffect[]>;
  listDeliveries(): Promise<SeenDelivery[]>;
  listDeskLinks(): Promise<SeenDeskLink[]>;
}

export function inspectDatabase(database: Database): Inspection {
  const { listMessages, listEvents } = createConversations(database);
  return {
    listMessages,
    listEvents,
    listConversations: async () =>
      (await database.query(`select ${conversationColumns} from conversations c`)).map(toConversation),
    listEffects: async () =>
      (
        await database.query(
          'select conversation_id, key, kind, status, attempts, data, progress from effects order by id',
        )
      ).map(toEffect),
    listDeliveries: async () =>
      (await database.query('select key, kind, status, response, sealed_response from deliveries order by id')).map(
        toDelivery,
      ),
    listDeskLinks: async () =>
      (await database.query('select desk, reference, conversation_id from desk_links')).map(toDeskLink),
  };
}

const toEffect = (row: Row): SeenEffect => ({
  ...toWork(row),
  conversationId: conversationId(text(row, 'conversation_id')),
  attempts: integer(row, 'attempts'),
  data: object(row, 'data'),
  progress: object(row, 'progress'),
});

const toDelivery = (row: Row): SeenDelivery => ({ ...toWork(row), ...toStoredResponse(row) });

const toWork = (row: Row) => ({
  key: text(row, 'key'),
  kind: text(row, 'kind'),
  status: text(row, 'status'),
});

const toDeskLink = (row: Row): SeenDeskLink => ({
  desk: text(row, 'desk'),
  reference: text(row, 'reference'),
  conversationId: conversationId(text(row, 'conversation_id')),
});
