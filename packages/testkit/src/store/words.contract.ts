import { randomUUID } from 'node:crypto';
import type { ConversationId } from '@baton/core';
import type { SealedKind, Store } from '@baton/store';
import { describe, expect, it } from 'vitest';
import { append, newDelivery, startConversation } from './support.ts';

const exact = Buffer.from('exact words, sealed by the caller');

/** A conversation with three messages for the customer, of which the first two have exact words. */
async function prepare(store: Store): Promise<ConversationId> {
  const turn = await startConversation(store);
  const message = {
    author: 'agent' as const,
    authorName: 'Sarah',
    suggestions: [],
    generation: 1,
    isForCustomer: true,
  };
  const messages = [exact, exact, null].map((sealed, index) => ({
    ...{ ...message, seq: index + 1, text: `words ${index + 1}`, sealed },
  }));
  await append(store, { ...turn, messages });
  return turn.conversationId;
}

const readSealed = async (store: Store, id: ConversationId): Promise<(string | null)[]> =>
  (await store.conversations.listMessages(id, { fromSeq: 1, toSeq: 9 })).map(({ sealed }) =>
    sealed === null ? null : Buffer.from(sealed).toString(),
  );

/** What is kept of words that must not be kept as they were said. */
export function describeWords(store: () => Store): void {
  describe('exact words', () => {
    const kept = exact.toString();

    it('are there until the answer that brings them was flushed, however often it was begun', async () => {
      const id = await prepare(store());
      const { id: delivery } = await store().inbox.add(newDelivery(randomUUID()));
      await store().transaction((transaction) => transaction.assignMessages(id, [1, 2, 3], delivery));
      await store().inbox.releaseMessages(delivery, 1);
      await store().inbox.sendAgain(delivery);
      expect(await readSealed(store(), id)).toEqual([kept, kept, null]);
      await store().inbox.markFlushed(delivery);
      expect(await readSealed(store(), id)).toEqual([null, null, null]);
    });

    it('are there until a push is over, and longer when it did not arrive', async () => {
      const id = await prepare(store());
      await store().transaction(async (transaction) => {
        await transaction.markPushed(id, [1, 2, 3]);
        const found = await transaction.findMessages(id, [2, 3, 9]);
        expect(found.map(({ seq, sealed }) => [seq, sealed === null])).toEqual([
          [2, false],
          [3, true],
        ]);
        await transaction.restoreMessages(id, [1]);
        // The first waits again: it is not forgotten, whoever says so.
        await transaction.forgetWords(id, [1, 2]);
      });
      expect(await readSealed(store(), id)).toEqual([kept, null, null]);
    });

    it('go with messages that are not said any more', async () => {
      const id = await prepare(store());
      await store().transaction((transaction) => transaction.dropMessages(id, [1], 'a human has taken the word'));
      expect(await readSealed(store(), id)).toEqual([null, kept, null]);
    });

    it('of an answer are given to who asks again, until they are too old', async () => {
      const delivery = newDelivery(randomUUID());
      const { id } = await store().inbox.add(delivery);
      const response = { response: { said: '[redacted]' }, sealedResponse: exact };
      const stored = await store().transaction((transaction) => transaction.storeResponse(id, response));
      expect(Buffer.from(stored.sealedResponse ?? []).toString()).toBe(kept);
      const again = await store().inbox.add(delivery);
      expect(Buffer.from(again.sealedResponse ?? []).toString()).toBe(kept);
      await store().inbox.forgetResponses({ olderThanMs: 60_000 });
      const locked = await store().transaction((transaction) => transaction.lockDelivery(id));
      expect(Buffer.from(locked.sealedResponse ?? []).toString()).toBe(kept);
      // The clock of the database has no finer steps than these.
      expect(await store().inbox.forgetResponses({ olderThanMs: -1_000 })).toBeGreaterThan(0);
      expect(await store().inbox.add(delivery)).toMatchObject({ response: response.response, sealedResponse: null });
    });

    it('are found page by page for a change of keys, and can be given up', async () => {
      const id = await prepare(store());
      const { id: delivery } = await store().inbox.add(newDelivery(randomUUID()));
      await store().transaction((transaction) =>
        transaction.storeResponse(delivery, { response: {}, sealedResponse: exact }),
      );
      const before = { message: await listIds(store(), 'message'), answer: await listIds(store(), 'answer') };
      expect(before.answer).toContain(delivery);
      const own = before.message.filter((each) => each.includes(id));
      expect(own).toHaveLength(2);
      const [first = ''] = own;
      for (const [kind, each] of [
        ['message', first],
        ['answer', delivery],
      ] as const) {
        const change = { from: exact, to: Buffer.from('sealed anew') };
        expect(await store().sealed.replace(kind, each, change)).toBe(true);
        expect(await store().sealed.replace(kind, each, change)).toBe(false);
      }
      expect(await readSealed(store(), id)).toEqual(['sealed anew', kept, null]);
      await store().sealed.discard('message', first, 'unreadable');
      await store().sealed.discard('answer', delivery, 'unreadable');
      expect(await readSealed(store(), id)).toEqual([null, kept, null]);
      expect(await listIds(store(), 'answer')).not.toContain(delivery);
      expect(await store().inbox.get(delivery)).toMatchObject({ status: 'waiting', response: {} });
    });
  });
}

async function listIds(store: Store, kind: SealedKind): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const [next] = await store.sealed.list(kind, { after: ids.at(-1) ?? null, limit: 1 });
    if (next === undefined) return ids;
    ids.push(next.id);
  }
}
