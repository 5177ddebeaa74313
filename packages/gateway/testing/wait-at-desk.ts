import {
  type ConversationState,
  conversationId,
  type DeskConversationId,
  initialConversation,
  type Leg,
} from '@baton/core';

export const legKey = 'conversation-1-h1';

/** The conversation of performers' tests while a desk has it. `leg`: what is different from a chat that rings there. */
export function waitAtDesk(reference: DeskConversationId | null, leg: Partial<Leg> = {}): ConversationState {
  const chain = ['salesiq'];
  return {
    ...initialConversation({ id: conversationId('conversation-1'), channel: 'flat', chatId: 'chat-1' }),
    baton: { holder: 'desk', generation: 2 },
    handoffCount: 1,
    handoff: {
      ...{ key: legKey, reason: 'asked for a human', slots: {}, chain, position: 0 },
      ...{ requestedAt: '2026-03-02T10:00:00Z', skipped: [], completed: null },
      leg: {
        ...{ key: legKey, desk: 'salesiq', route: 'relay', phase: 'waiting', reference, agentName: null },
        ...{ agentId: null },
        ...{ historyToSeq: 0, relayed: 0, startedAt: '2026-03-02T10:00:00Z', lastEventAt: null, isAtDesk: true },
        toldPosition: null,
        awaitedSeq: null,
        ...leg,
      },
    },
  };
}
