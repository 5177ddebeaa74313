import type { ConversationId } from '@baton/core';
import type { Store, StoreTransaction } from '@baton/store';
import type { createMemoryStore } from '@baton/testkit';

type MemoryStore = ReturnType<typeof createMemoryStore>;

const ends = new Set(['handed-back', 'handoff-failed', 'leg-failed']);

/**
 * Watches, from the stored events alone, every moment in which words are handed over to a customer: no word of the bot while a human is
 * connected, and none that was decided before the human came.
 */
export function watchVoices(store: MemoryStore, report: (violation: string) => void): Store {
  const look = (conversation: ConversationId, seqs: number[]): void => {
    const events = store.tables.events.get(conversation) ?? [];
    const messages = store.tables.messages.get(conversation) ?? [];
    const joined = events.findLastIndex(({ type }) => type === 'agent-joined');
    if (joined === -1) return;
    const isConnected = !events.slice(joined).some(({ type }) => ends.has(type));
    for (const message of messages.filter(({ seq, author }) => seqs.includes(seq) && author === 'bot')) {
      const decided = events.findIndex(
        ({ type, data }) => type === 'message-recorded' && field(data, 'seq') === message.seq,
      );
      if (isConnected) report(`talk-over: "${message.text}" while a human holds the baton`);
      else if (decided < joined) report(`talk-over: "${message.text}" was decided before the human came`);
    }
  };
  return {
    ...store,
    transaction: (work) =>
      store.transaction((transaction) => {
        const watched: StoreTransaction = {
          ...transaction,
          assignMessages: (conversation, seqs, deliveryId) => {
            look(conversation, seqs);
            return transaction.assignMessages(conversation, seqs, deliveryId);
          },
          markPushed: (conversation, seqs) => {
            look(conversation, seqs);
            return transaction.markPushed(conversation, seqs);
          },
        };
        return work(watched);
      }),
  };
}

const field = (data: unknown, name: string): unknown =>
  typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
