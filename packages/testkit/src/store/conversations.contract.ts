import { randomUUID } from 'node:crypto';
import { conversationId } from '@baton/core';
import type { Store } from '@baton/store';
import { expect, it } from 'vitest';
import { append, claimOutbox, laneOf, newDelivery, newEffect, organisation, startConversation } from './support.ts';

export function describeConversations(store: () => Store): void {
  it('appends a turn as a whole, and refuses one that was decided on an older version', async () => {
    const turn = await startConversation(store());
    const effects = [newEffect(laneOf(turn.conversationId))];
    await append(store(), { ...turn, effects });
    await expect(append(store(), { ...turn, effects: [newEffect('x')] })).rejects.toMatchObject({
      code: 'version-conflict',
      retryable: true,
    });
    expect(await store().conversations.get(turn.conversationId)).toMatchObject({ version: 1, state: { step: 1 } });
    expect(await store().conversations.listEvents(turn.conversationId)).toMatchObject([
      { type: 'noted', data: { a: 1 } },
    ]);
  });

  it('leaves nothing of a transaction that failed', async () => {
    const turn = await startConversation(store());
    const work = store().transaction(async (transaction) => {
      await transaction.appendTurn({ ...turn, effects: [newEffect(laneOf(turn.conversationId))] });
      throw new RangeError('planned');
    });
    await expect(work).rejects.toThrow(RangeError);
    expect(await store().conversations.get(turn.conversationId)).toMatchObject({ version: 0 });
    expect(await claimOutbox(store(), turn.conversationId)).toBeNull();
  });

  it('refuses a second conversation of the same chat', async () => {
    const turn = await startConversation(store());
    const again = store().transaction((transaction) =>
      transaction.createConversation({
        id: conversationId(randomUUID()),
        organisation,
        channel: 'flat',
        chatId: `chat-${turn.conversationId}`,
        state: {},
      }),
    );
    await expect(again).rejects.toMatchObject({ code: 'version-conflict', retryable: true });
  });

  it('finds a conversation by its chat and by its desk', async () => {
    const { conversationId: id } = await startConversation(store());
    await store().transaction(async (transaction) => {
      await transaction.linkDesk({ organisation, desk: 'salesiq', reference: `d-${id}` }, id);
      await transaction.linkDesk({ organisation, desk: 'salesiq', reference: `d-${id}` }, id);
      expect(await transaction.findConversation({ organisation, channel: 'flat', chatId: `chat-${id}` })).toMatchObject(
        { id },
      );
      expect(
        await transaction.findConversationByDesk({ organisation, desk: 'salesiq', reference: `d-${id}` }),
      ).toMatchObject({ id });
      expect(
        await transaction.findConversationByDesk({ organisation, desk: 'hubspot', reference: `d-${id}` }),
      ).toBeNull();
    });
  });

  it('keeps the chats and desks of two organisations apart', async () => {
    const chat = { channel: 'flat', chatId: randomUUID() };
    const ids = new Map<string, string>();
    for (const owner of [organisation, 'another']) {
      const id = conversationId(randomUUID());
      ids.set(owner, id);
      await store().transaction(async (transaction) => {
        await transaction.createConversation({ ...chat, id, organisation: owner, state: {} });
        await transaction.linkDesk({ organisation: owner, desk: 'salesiq', reference: chat.chatId }, id);
      });
    }
    for (const [owner, id] of ids) {
      await store().transaction(async (transaction) => {
        expect(await transaction.findConversation({ ...chat, organisation: owner })).toMatchObject({ id });
        const address = { organisation: owner, desk: 'salesiq', reference: chat.chatId };
        expect(await transaction.findConversationByDesk(address)).toMatchObject({ id, organisation: owner });
      });
    }
  });

  it('tracks what the customer has still to get', async () => {
    const turn = await startConversation(store());
    const id = turn.conversationId;
    const message = { authorName: null, sealed: null, suggestions: ['Yes'], generation: 1 };
    await append(store(), {
      ...turn,
      messages: [
        { ...message, seq: 1, author: 'customer', text: 'hi', isForCustomer: false },
        { ...message, seq: 2, author: 'bot', text: 'hello', isForCustomer: true },
        { ...message, seq: 3, author: 'bot', text: 'well?', isForCustomer: true },
      ],
    });
    const { id: delivery } = await store().inbox.add(newDelivery(randomUUID()));
    const undelivered = (leavesRepeatable = false) =>
      store().transaction((transaction) =>
        transaction.listUndelivered(id, { reassignAfterMs: 60_000, leavesRepeatable }),
      );
    const both = [
      [2, 'hello', ['Yes']],
      [3, 'well?', ['Yes']],
    ];
    for (const leavesRepeatable of [false, true])
      expect(
        (await undelivered(leavesRepeatable)).map(({ seq, text, suggestions }) => [seq, text, suggestions]),
      ).toEqual(both);
    await store().transaction((transaction) => transaction.assignMessages(id, [2, 3], delivery));
    expect(await undelivered()).toEqual([]);
    await store().transaction((transaction) =>
      transaction.storeResponse(delivery, { response: {}, sealedResponse: null }),
    );
    await store().inbox.releaseMessages(delivery, 1);
    expect(await undelivered()).toHaveLength(2);
    expect(await store().inbox.sendAgain(delivery)).toBe(2);
    await store().inbox.releaseMessages(delivery, 1);
    expect(await undelivered()).toEqual([]);
    await store().inbox.releaseMessages(delivery, 2);
    expect(await undelivered()).toHaveLength(2);
    // The sender asks for that response again.
    expect(await undelivered(true)).toEqual([]);
    await store().transaction((transaction) => transaction.assignMessages(id, [2], delivery));
    await store().inbox.markFlushed(delivery);
    await store().transaction((transaction) => transaction.dropMessages(id, [3], 'a human has taken the word'));
    expect(await undelivered()).toEqual([]);
    const states = (await store().conversations.listMessages(id, { fromSeq: 1, toSeq: 9 })).map(({ state }) => state);
    expect(states).toEqual(['none', 'delivered', 'dropped']);
  });
}
