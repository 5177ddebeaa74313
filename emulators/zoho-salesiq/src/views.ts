import type { ConversationRow } from './rows.ts';
import type { SalesIqStore } from './store.ts';
import type { JsonMap } from './values.ts';
import { operatorName } from './wire.ts';

/** A conversation as people and the widget see it. */
export function glance(store: SalesIqStore, row: ConversationRow): JsonMap {
  const cast = store.cast(row);
  return {
    conversation_id: row.id,
    status: row.stage,
    question: row.question,
    visitor: { name: cast.visitor.name, email: cast.visitor.email, phone: cast.visitor.phone },
    operator: cast.operator ? operatorName(cast.operator) : null,
    department: cast.department?.name ?? null,
    opened_at: new Date(row.openedAt).toISOString(),
    updated_at: new Date(row.modifiedAt).toISOString(),
  };
}

export function transcript(store: SalesIqStore, conversationId: string): JsonMap[] {
  return store.messagesOf(conversationId).map((message) => ({
    id: message.id,
    sender: message.side,
    name: message.senderName,
    text: message.text,
    time: new Date(message.at).toISOString(),
  }));
}
