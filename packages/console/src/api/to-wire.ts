import type { ConsoleAgent, ConsoleChat, ConsoleEvent, Message } from '@baton/store';

export const agentToWire = ({ id, login, name, role, availability, chatsMax }: ConsoleAgent) => ({
  ...{ id, login, name, role, availability },
  chats_max: chatsMax,
});

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A chat as lists show it. */
export function chatToWire(chat: ConsoleChat, agents: ReadonlyMap<string, string>) {
  const { customer, facts } = chat.data;
  return {
    id: chat.id,
    stage: chat.stage,
    agent: chat.agentId === null ? null : { id: chat.agentId, name: agents.get(chat.agentId) ?? '' },
    customer: customer ?? null,
    facts: facts ?? null,
    opened_at: iso(chat.openedAt),
    queued_at: iso(chat.queuedAt),
    connected_at: iso(chat.connectedAt),
    ended_at: iso(chat.endedAt),
    ended_by: chat.endedBy,
    last_at: iso(chat.lastAt),
    last_seq: chat.lastSeq,
    is_unread: chat.customerSeq > chat.readSeq,
  };
}

export const eventToWire = ({ seq, chatId, key, type, data, at }: ConsoleEvent) => ({
  ...data,
  ...{ seq, chat_id: chatId, key, type },
  at: at.toISOString(),
});

/** What was said before the chat came to the console. */
export const messageToWire = ({ seq, author, authorName, text, at }: Message) => ({
  ...{ seq, author, text },
  author_name: authorName,
  at: at.toISOString(),
});
