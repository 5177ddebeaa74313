import type { ConversationState, Desk } from '@baton/core';
import { chunkTranscript } from '../engine/transcript.ts';
import type { PerformerTools } from './performer.ts';

/** What was written before the handoff, in the pieces that the desk gets. Same messages, same pieces. */
export async function listHistoryPieces(
  { store }: Pick<PerformerTools, 'store'>,
  { desk, state, toSeq }: { desk: Desk; state: ConversationState; toSeq: number },
): Promise<string[]> {
  const messages = await store.conversations.listMessages(state.id, { fromSeq: 1, toSeq });
  return chunkTranscript(messages, desk.messageCharactersMax);
}
