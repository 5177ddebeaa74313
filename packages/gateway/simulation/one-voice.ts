import type { ConversationId } from '@baton/core';
import type { Store, StoreTransaction } from '@baton/store';
import type { Inspection } from '../../store/testing/inspection.ts';
import { listAllMessages } from './story.ts';

const ends = new Set(['handed-back', 'handoff-failed', 'leg-failed']);

type Watch = {
  inspection: Inspection;
  report(violation: string): void;
  /** A human of a vendor is in the chat of this conversation, and the news of it was taken and worked off. */
  isHumanThere(conversation: ConversationId): Promise<boolean>;
};

/**
 * Watches every moment in which words are handed over to a customer. By what the vendors' people do, whatever we make of it: no word of the
 * bot while one of them is in the chat. By the stored events: none that was decided before the human came.
 */
export function watchVoices(store: Store, { inspection, report, isHumanThere }: Watch): Store {
  const look = async (conversation: ConversationId, seqs: number[]): Promise<void> => {
    const events = await inspection.listEvents(conversation);
    const messages = await listAllMessages(inspection, conversation);
    const spoken = messages.filter(({ seq, author }) => seqs.includes(seq) && author === 'bot');
    if (await isHumanThere(conversation))
      for (const { text } of spoken) report(`talk-over: "${text}" while an operator is in the chat`);
    const joined = events.findLastIndex(({ type }) => type === 'agent-joined');
    if (joined === -1) return;
    const isConnected = !events.slice(joined).some(({ type }) => ends.has(type));
    for (const message of spoken) {
      const decided = events.findIndex(
        ({ type, data }) => type === 'message-recorded' && field(data, 'seq') === message.seq,
      );
      if (isConnected) report(`talk-over: "${message.text}" while a human holds the baton`);
      else if (decided < joined) report(`talk-over: "${message.text}" was decided before the human came`);
    }
  };
  const watch = (transaction: StoreTransaction, see = look): StoreTransaction => ({
    ...transaction,
    assignMessages: async (conversation, seqs, deliveryId) => {
      await see(conversation, seqs);
      return transaction.assignMessages(conversation, seqs, deliveryId);
    },
    markPushed: async (conversation, seqs) => {
      await see(conversation, seqs);
      return transaction.markPushed(conversation, seqs);
    },
  });
  return {
    ...store,
    transaction: (work) => store.transaction((transaction) => work(watch(transaction))),
    processAtOnce: async (delivery, work) => {
      // Words of a turn that is written at once are stored after it, and nowhere when it came to nothing.
      const seen: Parameters<typeof look>[] = [];
      const note: typeof look = async (...spoken) => void seen.push(spoken);
      const done = await store.processAtOnce(delivery, (transaction, told) => work(watch(transaction, note), told));
      if (done !== null) for (const spoken of seen) await look(...spoken);
      return done;
    },
  };
}

const field = (data: unknown, name: string): unknown =>
  typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
