import type { ConversationState, Desk } from '@baton/core';
import { chunkTranscript, readSpeakers } from '../engine/transcript.ts';
import type { PerformerTools } from './performer.ts';

/** What was written before the handoff, in the pieces that the desk gets. Same messages, same pieces. */
export async function listHistoryPieces(
  { store, context }: Pick<PerformerTools, 'store' | 'context'>,
  { desk, state, toSeq }: { desk: Desk; state: ConversationState; toSeq: number },
): Promise<string[]> {
  const messages = await store.conversations.listMessages(state.id, { fromSeq: 1, toSeq });
  const speakers = readSpeakers(context.texts, state.locale);
  return chunkTranscript(messages, { charactersMax: desk.messageCharactersMax, speakers });
}
