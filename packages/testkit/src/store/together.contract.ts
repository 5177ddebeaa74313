import { randomUUID } from 'node:crypto';
import { type ConversationId, conversationId } from '@baton/core';
import type { Claim, Delivery, Store, StoreTransaction } from '@baton/store';
import { expect, it } from 'vitest';
import { claimInbox, claimOutbox, laneOf, newDelivery, newEffect, organisation } from './support.ts';

const nothing = { messages: [], effects: [], timers: [] };

/** Deliveries that wait in one lane, worked on in one commit. */
export function describeTogether(store: () => Store): void {
  const chat = (): string => `together-${randomUUID()}`;
  const idOf = (chatId: string): ConversationId => conversationId(`of-${chatId}`);

  async function claim(chatId: string, count: number): Promise<Claim<Delivery>> {
    for (let index = 0; index < count; index += 1) await store().inbox.add(newDelivery(`lane-${chatId}`));
    const claimed = await claimInbox(store(), `lane-${chatId}`);
    if (claimed?.items.length !== count) throw new TypeError('all of them wait');
    return claimed;
  }

  /** One turn, which makes its conversation where there is none. */
  async function takeTurn(transaction: StoreTransaction, chatId: string, delivery: Delivery): Promise<void> {
    const { isWaiting } = await transaction.lockDelivery(delivery.id);
    if (!isWaiting) throw new TypeError('it waits');
    const address = { organisation, channel: 'flat', chatId };
    let stored = await transaction.findConversation(address);
    if (stored === null) {
      await transaction.createConversation({ id: idOf(chatId), ...address, state: {} });
      stored = await transaction.findConversationById(idOf(chatId));
    }
    const expectedVersion = stored?.version ?? Number.NaN;
    await transaction.appendTurn({
      ...{ conversationId: idOf(chatId), expectedVersion, generation: 1, isClosed: false, ...nothing },
      state: { turns: expectedVersion + 1 },
      events: [{ type: 'noted', data: { turn: expectedVersion + 1 } }],
      effects: [newEffect(laneOf(idOf(chatId)), { data: { kind: 'send-mail', turn: expectedVersion + 1 } })],
    });
    await transaction.finishDelivery(delivery.id);
  }

  const work =
    (chatId: string, spoil: (transaction: StoreTransaction, delivery: Delivery) => unknown = () => true) =>
    async (transaction: StoreTransaction, delivery: Delivery): Promise<boolean> => {
      await takeTurn(transaction, chatId, delivery);
      return (await spoil(transaction, delivery)) !== false;
    };

  const listTurns = async (chatId: string): Promise<unknown[]> =>
    (await store().conversations.listEvents(idOf(chatId))).map(({ data }) => data['turn']);
  const listStatuses = (deliveries: Delivery[]): Promise<unknown[]> =>
    Promise.all(deliveries.map(async ({ id }) => (await store().inbox.get(id))?.status));

  it('writes all turns of a lane in their order, of a new chat and of a known one', async () => {
    const chatId = chat();
    const first = await claim(chatId, 2);
    expect(await store().processTogether(first.items, work(chatId))).toBe(2);
    await store().inbox.release(first.token);
    const second = await claim(chatId, 3);
    expect(await store().processTogether(second.items, work(chatId))).toBe(3);
    expect(await store().conversations.get(idOf(chatId))).toMatchObject({ version: 5, state: { turns: 5 } });
    expect(await listTurns(chatId)).toEqual([1, 2, 3, 4, 5]);
    const effects = (await claimOutbox(store(), idOf(chatId)))?.items ?? [];
    expect(effects.map(({ data }) => data['turn'])).toEqual([1, 2, 3, 4, 5]);
    expect(await store().inbox.get(second.items[0]?.id ?? '')).toMatchObject({ status: 'processed', body: null });
    await store().inbox.release(second.token);
    expect(await claimInbox(store(), `lane-${chatId}`)).toBeNull();
  });

  it.each<[string, (transaction: StoreTransaction) => unknown]>([
    ['fails', () => Promise.reject(new RangeError('planned'))],
    ['is left', () => false],
    ['asks for what only a lock can answer', (transaction) => transaction.settleEffect('1', 'done', null)],
    ['asks for what the customer has still to get', (transaction) => transaction.assignMessages(idOf('x'), [1], '1')],
  ])('writes what stands before a turn that %s, and nothing of it or after it', async (_what, spoil) => {
    const chatId = chat();
    const { items, token } = await claim(chatId, 4);
    const isThird = (delivery: Delivery): boolean => delivery.id === items[2]?.id;
    const spoilThird = (transaction: StoreTransaction, delivery: Delivery): unknown =>
      isThird(delivery) ? spoil(transaction) : true;
    expect(await store().processTogether(items, work(chatId, spoilThird))).toBe(2);
    expect(await listTurns(chatId)).toEqual([1, 2]);
    expect(await listStatuses(items)).toEqual(['processed', 'processed', 'waiting', 'waiting']);
    await store().inbox.release(token);
    expect((await claimInbox(store(), `lane-${chatId}`))?.items.map(({ id }) => id)).toEqual(
      items.slice(2).map(({ id }) => id),
    );
  });

  it.each<[string, (chatId: string, last: Delivery) => Promise<unknown>]>([
    [
      'another worker has dealt with one of them meanwhile',
      (_chatId, last) => store().transaction((transaction) => transaction.finishDelivery(last.id)),
    ],
    [
      'one of them was answered meanwhile',
      (_chatId, last) =>
        store().transaction((transaction) =>
          transaction.storeResponse(last.id, { response: { said: 'wait' }, sealedResponse: null }),
        ),
    ],
    [
      'the conversation was changed meanwhile',
      (chatId) =>
        store().transaction((transaction) =>
          transaction.appendTurn({
            ...{ conversationId: idOf(chatId), expectedVersion: 1, generation: 1, isClosed: false, ...nothing },
            ...{ state: {}, events: [] },
          }),
        ),
    ],
  ])('writes nothing when %s', async (_what, meanwhile) => {
    const chatId = chat();
    const first = await claim(chatId, 1);
    await store().processTogether(first.items, work(chatId));
    await store().inbox.release(first.token);
    const { items } = await claim(chatId, 2);
    const [, last] = items;
    if (last === undefined) throw new TypeError('there are two');
    const spoil = (_transaction: StoreTransaction, delivery: Delivery): unknown =>
      delivery === last ? meanwhile(chatId, last) : true;
    expect(await store().processTogether(items, work(chatId, spoil))).toBe(0);
    expect(await listTurns(chatId)).toEqual([1]);
    expect(await store().inbox.get(items[0]?.id ?? '')).toMatchObject({ status: 'waiting' });
  });

  it('finds a conversation by the chat at a desk, and leaves a second conversation to the usual way', async () => {
    const [chatId, other] = [chat(), chat()];
    for (const each of [chatId, other]) {
      const { items } = await claim(each, 1);
      await store().processTogether(items, work(each));
    }
    const address = { organisation, desk: 'hubspot', reference: chatId };
    await store().transaction((transaction) => transaction.linkDesk(address, idOf(chatId)));
    const { items } = await claim(chat(), 2);
    const found: (string | undefined)[] = [];
    const done = await store().processTogether(items, async (transaction, delivery) => {
      found.push((await transaction.findConversationByDesk(address))?.id);
      await transaction.finishDelivery(delivery.id);
      if (delivery === items[1]) await transaction.findConversationById(idOf(other));
      return true;
    });
    expect({ done, found }).toEqual({ done: 1, found: [idOf(chatId), idOf(chatId)] });
  });
}
