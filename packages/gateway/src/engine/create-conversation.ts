import { type BotContext, conversationId, type IdSource, initialConversation } from '@baton/core';
import type { ChatAddress, StoredConversation, StoreTransaction } from '@baton/store';
import { toJson } from './run-turn.ts';

/**
 * Makes the conversation of a chat that has none; it keeps the version of the settings that is in force now.
 * @throws AppError `version-conflict` when another transaction was first
 */
export async function createConversation(
  ids: IdSource,
  transaction: StoreTransaction,
  { address, context }: { address: ChatAddress; context: Pick<BotContext, 'settings'> },
): Promise<StoredConversation> {
  const id = conversationId(ids.next());
  const { version: settingsVersion, locale } = context.settings;
  const state = toJson(initialConversation({ id, ...address, settingsVersion, locale }));
  await transaction.createConversation({ id, ...address, state });
  return { id, ...address, version: 0, generation: 1, lastMessageSeq: 0, state };
}
