import { conversationId, type IdSource, initialConversation } from '@baton/core';
import type { ConversationWork, StoredConversation } from '@baton/store';
import { toJson } from './run-turn.ts';

/** Makes the conversation of a chat that has none. @throws AppError `version-conflict` when another transaction was first. */
export async function createConversation(
  ids: IdSource,
  transaction: ConversationWork,
  identity: { organisation: string; channel: string; chatId: string },
): Promise<StoredConversation> {
  const id = conversationId(ids.next());
  const state = toJson(initialConversation({ id, ...identity }));
  await transaction.createConversation({ id, ...identity, state });
  return { id, ...identity, version: 0, generation: 1, lastMessageSeq: 0, state };
}
