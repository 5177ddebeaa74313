import {
  type ConversationState,
  type Desk,
  type DeskConversationId,
  farewells,
  type PortResult,
  type SentToDesk,
} from '@baton/core';
import { chunkTranscript, readSpeakers } from '../engine/transcript.ts';
import type { PerformerTools } from './performer.ts';

type Texts = Pick<PerformerTools, 'context'>;

/** What was written before the handoff, in the pieces that the desk gets. Same messages, same pieces. */
export async function listHistoryPieces(
  { store, context }: Pick<PerformerTools, 'store' | 'context'>,
  { desk, state, toSeq }: { desk: Desk; state: ConversationState; toSeq: number },
): Promise<string[]> {
  const messages = await store.conversations.listMessages(state.id, { fromSeq: 1, toSeq });
  const speakers = readSpeakers(context.texts, state.locale);
  return chunkTranscript(messages, { charactersMax: desk.messageCharactersMax, speakers });
}

/**
 * The history and what was relayed, each in its place. A farewell has none: an operator may come late all the same, and then the words that
 * follow are counted as if it had not been said.
 */
export async function listRelayed(
  { context }: Texts,
  { desk, reference, locale }: { desk: Desk; reference: DeskConversationId; locale: string },
): Promise<PortResult<SentToDesk[]>> {
  const sent = await desk.listSent(reference);
  if (sent.type !== 'ok') return sent;
  const said = new Set(farewells.map((key): string => context.texts.render(locale, key)));
  return { type: 'ok', value: sent.value.filter(({ text }) => !said.has(text)) };
}
