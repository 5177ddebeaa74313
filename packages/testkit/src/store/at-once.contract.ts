import { randomUUID } from 'node:crypto';
import { conversationId, type JsonObject } from '@baton/core';
import type { DirectDelivery, NewMessage, Store, StoreTransaction, Turn } from '@baton/store';
import { expect, it } from 'vitest';
import { claimInbox, claimOutbox, laneOf, newDelivery, newEffect, organisation } from './support.ts';

const reassignAfterMs = 60_000;
const response = { said: 'hello' };

function newDirect(chatId: string, overrides: Partial<DirectDelivery> = {}): DirectDelivery {
  const { body: _body, ...delivery } = newDelivery(`lane-${chatId}`);
  return { ...delivery, address: { channel: 'flat', chatId }, ...overrides };
}

const newMessage = (seq: number, text: string, isForCustomer = true): NewMessage => ({
  seq,
  author: isForCustomer ? 'bot' : 'customer',
  authorName: null,
  text,
  sealed: null,
  suggestions: isForCustomer ? ['yes'] : [],
  generation: 1,
  isForCustomer,
});

/** One turn as the gateway makes them: the customer's words, an answer to them, and what else is given. */
async function takeTurn(
  transaction: StoreTransaction,
  { chatId, id, extra = {} }: { chatId: string; id: string; extra?: Partial<Turn> },
): Promise<string[]> {
  const address = { organisation, channel: 'flat', chatId };
  let stored = await transaction.findConversation(address);
  if (stored === null) {
    const made = { id: conversationId(`of-${chatId}`), ...address, state: {} };
    await transaction.createConversation(made);
    stored = { ...made, version: 0, generation: 1, lastMessageSeq: 0 };
  }
  const seq = stored.lastMessageSeq;
  await transaction.appendTurn({
    conversationId: stored.id,
    expectedVersion: stored.version,
    generation: 1,
    state: { turns: stored.version + 1 },
    isClosed: false,
    events: [{ type: 'said', data: { seq: seq + 1 } }],
    messages: [newMessage(seq + 1, 'help', false), newMessage(seq + 2, `answer ${seq + 2}`)],
    effects: [],
    timers: [],
    ...extra,
  });
  await transaction.finishDelivery(id);
  const messages = await transaction.listUndelivered(stored.id, { reassignAfterMs, leavesRepeatable: false });
  await transaction.assignMessages(
    stored.id,
    messages.map((message) => message.seq),
    id,
  );
  await transaction.storeResponse(id, { response, sealedResponse: null });
  return messages.map(({ text }) => text);
}

/** A request that is stored, processed and answered in one commit. */
export function describeAtOnce(store: () => Store): void {
  const chat = (): string => `once-${randomUUID()}`;
  const run = (delivery: DirectDelivery, extra: Partial<Turn> = {}) =>
    store().processAtOnce(delivery, (transaction, { id }) =>
      takeTurn(transaction, { chatId: delivery.address.chatId, id, extra }),
    );
  const stateOf = async (chatId: string): Promise<JsonObject | undefined> =>
    (await store().conversations.find({ organisation, channel: 'flat', chatId }))?.state;

  it('writes a whole turn at once, of a new chat and of a known one', async () => {
    const chatId = chat();
    const id = conversationId(`of-${chatId}`);
    const effects = [newEffect(laneOf(id), { data: { kind: 'send-mail', text: 'é' } })];
    const timers = [{ key: `t-${chatId}`, name: 'noted', data: {}, delayMs: 3_600_000 }];
    const first = await run(newDirect(chatId), { effects, timers });
    const delivery = newDirect(chatId);
    const second = await run(delivery);
    expect([first?.value, second?.value]).toEqual([['answer 2'], ['answer 4']]);
    expect(await store().conversations.get(id)).toMatchObject({ version: 2, lastMessageSeq: 4, state: { turns: 2 } });
    expect(await store().conversations.listEvents(id)).toMatchObject([
      { seq: 1, type: 'said', data: { seq: 1 } },
      { seq: 2, type: 'said', data: { seq: 3 } },
    ]);
    expect(await store().conversations.listMessages(id, { fromSeq: 1, toSeq: 9 })).toMatchObject([
      { author: 'customer', state: 'none', deliveryId: null },
      { author: 'bot', state: 'assigned', deliveryId: first?.deliveryId, suggestions: ['yes'] },
      { author: 'customer' },
      { text: 'answer 4', state: 'assigned', deliveryId: second?.deliveryId },
    ]);
    expect((await claimOutbox(store(), id))?.items).toMatchObject([
      { key: effects[0]?.key, data: { text: 'é' }, conversationId: id, status: 'waiting' },
    ]);
    expect(await store().inbox.get(second?.deliveryId ?? '')).toMatchObject({
      ...{ organisation, key: delivery.key, lane: delivery.lane, redacted: delivery.redacted },
      ...{ status: 'processed', body: null, response },
    });
    expect(await claimInbox(store(), delivery.lane)).toBeNull();
  });

  it('is known when it comes again, by either way, and a flushed answer is delivered', async () => {
    const chatId = chat();
    const delivery = newDirect(chatId);
    const done = await run(delivery);
    expect(await run(delivery)).toBeNull();
    const again = await store().inbox.add({ ...newDelivery(delivery.lane), key: delivery.key });
    expect(again).toMatchObject({ id: done?.deliveryId, isNew: false, status: 'processed', response });
    expect(await store().inbox.sendAgain(again.id)).toBe(2);
    await store().inbox.markFlushed(again.id);
    const messages = await store().conversations.listMessages(conversationId(`of-${chatId}`), { fromSeq: 2, toSeq: 2 });
    expect(messages).toMatchObject([{ state: 'delivered' }]);
    expect(await stateOf(chatId)).toEqual({ turns: 1 });
  });

  it('gives what was still to be said, and nothing that another response has', async () => {
    const chatId = chat();
    const first = await run(newDirect(chatId));
    expect((await run(newDirect(chatId)))?.value).toEqual(['answer 4']);
    await store().inbox.releaseMessages(first?.deliveryId ?? '', 1);
    expect((await run(newDirect(chatId)))?.value).toEqual(['answer 2', 'answer 6']);
  });

  it('waits for what came to the lane before, and takes its turn after it', async () => {
    const chatId = chat();
    const delivery = newDirect(chatId);
    await store().inbox.add(newDelivery(delivery.lane));
    expect(await run(delivery)).toBeNull();
    expect(await stateOf(chatId)).toBeUndefined();
    const claim = await claimInbox(store(), delivery.lane);
    await store().transaction((transaction) => transaction.finishDelivery(claim?.items[0]?.id ?? ''));
    expect(await run(delivery)).toBeNull();
    await store().inbox.release(claim?.token ?? '');
    expect(await run(delivery)).not.toBeNull();
  });

  it.each<[string, (chatId: string) => Promise<unknown>]>([
    ['the chat was changed meanwhile', (chatId) => run(newDirect(chatId))],
    ['something came to the lane meanwhile', (chatId) => store().inbox.add(newDelivery(`lane-${chatId}`))],
    [
      'its words were given away meanwhile',
      (chatId) =>
        store().transaction((transaction) => transaction.dropMessages(conversationId(`of-${chatId}`), [2], 'said')),
    ],
  ])('writes nothing when %s', async (_what, meanwhile) => {
    const chatId = chat();
    const first = await run(newDirect(chatId));
    await store().inbox.releaseMessages(first?.deliveryId ?? '', 1);
    const delivery = newDirect(chatId);
    const done = await store().processAtOnce(delivery, async (transaction, { id }) => {
      await takeTurn(transaction, { chatId, id, extra: { state: { turns: 'void' } } });
      await meanwhile(chatId);
    });
    expect(done).toBeNull();
    expect(await stateOf(chatId)).not.toEqual({ turns: 'void' });
    expect(await store().inbox.add({ ...newDelivery('other lane'), key: delivery.key })).toMatchObject({ isNew: true });
  });

  it('lets exactly one of several equal requests be the first of a chat', async () => {
    const chatId = chat();
    const results = await Promise.all([1, 2, 3, 4].map(() => run(newDirect(chatId))));
    expect(results.filter((result) => result !== null).length).toBeGreaterThan(0);
    expect(await stateOf(chatId)).toEqual({ turns: results.filter((result) => result !== null).length });
  });

  it('writes nothing when the work fails, asks for more than was read, or leaves the delivery waiting', async () => {
    const chatId = chat();
    const failing = store().processAtOnce(newDirect(chatId), async (transaction, { id }) => {
      await takeTurn(transaction, { chatId, id });
      throw new RangeError('planned');
    });
    await expect(failing).rejects.toThrow(RangeError);
    const asking = store().processAtOnce(newDirect(chatId), async (transaction, { id }) => {
      await takeTurn(transaction, { chatId, id });
      await transaction.settleEffect('1', 'done', null);
    });
    expect(await asking).toBeNull();
    const leaving = store().processAtOnce(newDirect(chatId), async (transaction) => {
      await transaction.findConversation({ organisation, channel: 'flat', chatId });
    });
    expect(await leaving).toBeNull();
    expect(await stateOf(chatId)).toBeUndefined();
  });

  it('leaves a turn with exact words to the usual way, and one that finds such words waiting', async () => {
    const chatId = chat();
    const sealed = Buffer.from('sealed');
    const messages = [{ ...newMessage(1, '[redacted]'), sealed }];
    expect(await run(newDirect(chatId), { messages })).toBeNull();
    expect(await stateOf(chatId)).toBeUndefined();
    await run(newDirect(chatId), { messages: [newMessage(1, 'hello')] });
    const id = conversationId(`of-${chatId}`);
    await store().transaction((transaction) =>
      transaction.appendTurn({
        ...{ conversationId: id, expectedVersion: 1, generation: 1, state: { turns: 2 }, isClosed: false },
        ...{ events: [], effects: [], timers: [], messages: [{ ...newMessage(2, '[redacted]'), sealed }] },
      }),
    );
    expect(await run(newDirect(chatId), { messages: [newMessage(3, 'again')] })).toBeNull();
    expect(await stateOf(chatId)).toEqual({ turns: 2 });
  });

  it('answers without a conversation where there is nothing to say', async () => {
    const chatId = chat();
    const done = await store().processAtOnce(newDirect(chatId), async (transaction, { id }) => {
      await transaction.finishDelivery(id);
      return transaction.storeResponse(id, { response, sealedResponse: null });
    });
    expect(done?.value).toEqual({ response, sealedResponse: null });
    expect(await store().inbox.get(done?.deliveryId ?? '')).toMatchObject({ status: 'processed', response });
    expect(await stateOf(chatId)).toBeUndefined();
  });
}
