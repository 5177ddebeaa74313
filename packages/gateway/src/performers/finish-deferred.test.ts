import { type ConversationState, conversationId, initialConversation, type JsonObject } from '@baton/core';
import { createFakeChannel, createMemoryStore, newBotContext } from '@baton/testkit';
import { expect, it } from 'vitest';
import { secretBox } from '../../testing/secret-box.ts';
import { toJson } from '../engine/run-turn.ts';
import { perform } from './finish-deferred.ts';
import type { PerformerTools } from './performer.ts';

const id = conversationId('conversation-1');
const address = { organisation: 'default', channel: 'salesiq', chatId: 'chat-1' };
const state: ConversationState = initialConversation({ id, ...address });
const action = {
  ...{ kind: 'finish-deferred' as const, requestId: 'r1', deliveryId: '0' },
  giveUpAt: '2100-01-01T00:00:00.000Z',
};

it('leaves words alone that came after another worker had finished the answer', async () => {
  const store = createMemoryStore();
  const channel = createFakeChannel({ name: 'salesiq', capabilities: { deferredAnswerMs: 170_000 } });
  const data: JsonObject = { ...action };
  const turn = { conversationId: id, generation: 1, state: toJson(state), isClosed: false, events: [], timers: [] };
  await store.transaction(async (transaction) => {
    await transaction.createConversation({ id, ...address, state: toJson(state) });
    const effect = { key: 'key-1', lane: 'lane', kind: action.kind, data, awaitedBy: null, delayMs: 0 };
    await transaction.appendTurn({ ...turn, expectedVersion: 0, messages: [], effects: [effect] });
  });
  const [effect] = (await store.outbox.claim({ leaseMs: 5_000 }))?.items ?? [];
  if (effect === undefined) throw new Error('there is no effect to be tried');
  const said = { authorName: null, sealed: null, suggestions: [], generation: 1, isForCustomer: true };
  await store.transaction(async (transaction) => {
    await transaction.settleEffect(effect.id, 'done', null);
    const message = { ...said, seq: 1, author: 'bot' as const, text: 'news' };
    await transaction.appendTurn({ ...turn, expectedVersion: 1, messages: [message], effects: [] });
  });
  const tools: PerformerTools = {
    ...{ store, context: newBotContext(), secretBox, deriveCode: () => '', createSettleMs: 0, codesPerHour: null },
    ports: { tickets: null, directory: null, mailer: null, desks: {}, channels: { salesiq: channel } },
  };
  expect(await perform(tools, { effect, action, state })).toMatchObject({ type: 'done' });
  expect(channel.finished.size).toBe(0);
  const messages = await store.conversations.listMessages(id, { fromSeq: 1, toSeq: 1 });
  expect(messages.map((message) => message.state)).toEqual(['waiting']);
});
