import { conversationId, type DeskReceipt, defaultOrganisation, initialConversation } from '@baton/core';
import type { Effect } from '@baton/store';
import { createFakeDesk, createMemoryStore, newBotContext, newDeskOpening, unwrap } from '@baton/testkit';
import { expect, it } from 'vitest';
import { secretBox } from '../../testing/secret-box.ts';
import { perform } from './report-receipt.ts';

const id = conversationId('conversation-1');
const address = { organisation: defaultOrganisation, channel: 'flat', chatId: 'chat-1' };
const action = { kind: 'report-receipt', desk: 'salesiq', reference: 'salesiq-1', messageId: 'm1', seq: 1 } as const;

async function report(state: 'waiting' | 'assigned' | 'delivered' | 'dropped', ageMs = 0, isAble = true) {
  const store = createMemoryStore();
  const conversation = initialConversation({ id, ...address });
  await store.transaction(async (transaction) => {
    await transaction.createConversation({ id, ...address, state: {} });
    await transaction.appendTurn({
      ...{ conversationId: id, expectedVersion: 0, generation: 1, state: {}, isClosed: false },
      ...{ events: [], effects: [], timers: [] },
      messages: [
        {
          ...{ seq: 1, author: 'agent', authorName: 'Sarah', text: 'hello', sealed: null },
          ...{ suggestions: [], generation: 1, isForCustomer: true },
        },
      ],
    });
  });
  const [message] = store.tables.messages.get(id) ?? [];
  if (message === undefined) throw new TypeError('the message is there');
  message.state = state;
  const desk = createFakeDesk({ isAble });
  unwrap(await desk.open(newDeskOpening()));
  const createdAt = new Date('2026-03-02T10:00:00Z');
  const effect: Effect = {
    ...{ id: '1', key: 'k', conversationId: id, lane: 'l', kind: action.kind, data: { ...action }, awaitedBy: null },
    status: 'waiting',
    lastError: null,
    ...{ attempts: 1, failures: 0, progress: {}, createdAt, claimedAt: new Date(createdAt.getTime() + ageMs) },
  };
  const performed = await perform(
    {
      ...{ store, context: newBotContext(), secretBox, deriveCode: () => '', createSettleMs: 0 },
      ports: { tickets: null, directory: null, mailer: null, desks: { salesiq: desk }, channels: {} },
    },
    { effect, action, state: conversation },
  );
  return { performed, receipts: desk.chats[0]?.receipts ?? [] };
}

it.each<['waiting' | 'assigned' | 'delivered' | 'dropped', number, DeskReceipt]>([
  ['delivered', 0, { type: 'delivered' }],
  ['dropped', 0, { type: 'failed', reason: 'This message was not brought to the customer.' }],
  ['waiting', 900_000, { type: 'failed', reason: expect.stringContaining('has not fetched') }],
])('tells the operator of words that are %s after %i ms', async (state, ageMs, receipt) => {
  const { performed, receipts } = await report(state, ageMs);
  expect(performed).toMatchObject({ type: 'done' });
  expect(receipts).toEqual([{ messageId: 'm1', receipt }]);
});

it.each([
  ['waiting', 0, 500],
  ['assigned', 10_000, 5_000],
  ['waiting', 800_000, 60_000],
] as const)('waits while words that are %s after %i ms may still arrive', async (state, ageMs, delayMs) => {
  const { performed, receipts } = await report(state, ageMs);
  expect([performed, receipts]).toMatchObject([{ type: 'wait', delayMs }, []]);
});

it('asks nothing of a desk whose vendor has no such thing', async () => {
  expect(await report('delivered', 0, false)).toMatchObject({ performed: { type: 'done' }, receipts: [] });
});
