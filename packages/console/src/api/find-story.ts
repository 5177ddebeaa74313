import { type ConversationId, isJsonObject, type Json, readTimeline, type TimelineEntry } from '@baton/core';
import type { StoredEvent } from '@baton/store';
import type { Mounting } from './dependencies.ts';

/** The conversation that a chat belongs to, as far as the console shows it. */
export type Story = {
  conversationId: ConversationId;
  /** Number of the last message from before the chat. */
  historyToSeq: number;
  timeline: TimelineEntry[];
};

/** Null for a chat whose conversation is not known here. Legs after the first have the handoff's key with a number behind it. */
export async function findStory(
  { handoffs, conversations, organisation }: Pick<Mounting, 'handoffs' | 'conversations' | 'organisation'>,
  legKey: string,
): Promise<Story | null> {
  const handoff = await handoffs.find(organisation, legKey.replace(/\.\d+$/, ''));
  if (handoff === null) return null;
  const events = await conversations.listEvents(handoff.conversationId);
  return {
    conversationId: handoff.conversationId,
    historyToSeq: findHistory(events, legKey),
    timeline: readTimeline(events, handoff.key),
  };
}

function findHistory(events: readonly StoredEvent[], legKey: string): number {
  for (const { data } of events) {
    const leg = childOf(data['leg']) ?? childOf(childOf(data['handoff'])?.['leg']);
    if (leg?.['key'] === legKey && typeof leg['historyToSeq'] === 'number') return leg['historyToSeq'];
  }
  return 0;
}

const childOf = (value: Json | undefined) => (value !== undefined && isJsonObject(value) ? value : null);
