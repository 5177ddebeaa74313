import { conversationId, initialConversation } from '@baton/core';
import { createFakeDesk, createMemoryStore, newBotContext, newDeskOpening, unwrap } from '@baton/testkit';
import { expect, it } from 'vitest';
import { secretBox } from '../../testing/secret-box.ts';
import { adoptChat } from './adopt-chat.ts';
import { handleDeliveries } from './inbox.ts';
import { runTurn, toJson } from './run-turn.ts';

const organisation = 'default';
const now = new Date('2026-03-02T10:00:00Z');
const profile = { visitorId: 'v', name: 'Ann', email: null, phone: null, senderAddress: null };

/** A conversation whose wish for a human was opened at the desk without an answer. */
async function openUnclear(clock: () => number = Date.now) {
  const store = createMemoryStore({ now: clock });
  const context = newBotContext();
  const desk = createFakeDesk();
  const id = conversationId('6b1c-1');
  const address = { organisation, channel: 'flat', chatId: 'chat' };
  await store.transaction(async (transaction) => {
    const state = toJson(initialConversation({ id, ...address }));
    await transaction.createConversation({ id, ...address, state });
    const stored = await transaction.findConversation(address);
    if (stored === null) throw new TypeError('it was just made');
    const command = { type: 'receive-customer-message' as const, text: 'talk to a human', profile };
    await runTurn(transaction, stored, { command, context, secretBox, now, awaitedBy: null });
  });
  const opening = newDeskOpening({ handoffKey: `${id}-h1` });
  const reference = unwrap(await desk.open(opening));
  return { dependencies: { store, context, secretBox, desks: { salesiq: desk } }, store, reference };
}

it('links a chat that bears the key of a leg to its conversation', async () => {
  const { dependencies, store, reference } = await openUnclear();
  const chat = { organisation, desk: 'salesiq', reference };
  expect(await adoptChat(dependencies, chat, now)).toBe('adopted');
  const found = await store.transaction((transaction) => transaction.findConversationByDesk(chat));
  expect(found?.state['handoff']).toMatchObject({ leg: { phase: 'waiting', reference } });
});

it('links it also when the leg is over, so that what is said there before it ends is not lost', async () => {
  const { dependencies, store, reference } = await openUnclear();
  await store.transaction(async (transaction) => {
    const stored = await transaction.findConversation({ organisation, channel: 'flat', chatId: 'chat' });
    if (stored === null) throw new TypeError('it was just made');
    const command = { type: 'fail-leg' as const, legKey: `${stored.id}-h1`, reason: 'desk-timeout' };
    await runTurn(transaction, stored, { command, context: dependencies.context, secretBox, now, awaitedBy: null });
  });
  const chat = { organisation, desk: 'salesiq', reference };
  expect(await adoptChat(dependencies, chat, now)).toBe('adopted');
  expect(await store.transaction((transaction) => transaction.findConversationByDesk(chat))).not.toBeNull();
  const effects = [...store.tables.effects.values()].filter(({ kind }) => kind === 'close-desk');
  expect(effects.at(-1)?.data).toMatchObject({ reference });
});

it('leaves chats alone that are not ours', async () => {
  const { dependencies, reference } = await openUnclear();
  expect(await adoptChat(dependencies, { organisation, desk: 'salesiq', reference: 'salesiq-99' }, now)).toBe(
    'not-ours',
  );
  expect(await adoptChat(dependencies, { organisation, desk: 'other', reference }, now)).toBe('not-ours');
  expect(await adoptChat(dependencies, { organisation: 'others', desk: 'salesiq', reference }, now)).toBe('not-ours');
});

it('keeps the events of a chat as long as its desk cannot be asked whose it is', async () => {
  let nowMs = now.getTime();
  const { dependencies, store, reference } = await openUnclear(() => nowMs);
  const salesiq = dependencies.desks.salesiq;
  const { readHandoffKey } = salesiq;
  salesiq.readHandoffKey = () =>
    Promise.resolve({ type: 'retry', code: 'unreachable', detail: '', isAmbiguous: false, retryAfterMs: null });
  const said = {
    type: 'agent-said' as const,
    agent: { id: null, name: 'Sarah' },
    text: 'hi',
    attachments: [],
    messageId: null,
  };
  const event = { type: 'desk-event' as const, desk: 'salesiq', reference, at: null, event: said };
  const { id } = await store.inbox.add({
    ...{
      organisation,
      key: 'event',
      lane: 'event',
      kind: 'event',
      body: new Uint8Array(),
      hash: '',
      redacted: {},
      isRepeatable: true,
    },
  });
  const work = async (): Promise<string | undefined> => {
    nowMs += 30_000;
    const claim = await store.inbox.claim({ leaseMs: 1_000 });
    if (claim === null) throw new Error('nothing is due');
    await handleDeliveries(
      {
        ...dependencies,
        isAtOnce: true,
        ids: { next: () => 'next' },
        read: () => event,
        reach: () => undefined,
        sessions: { deriveSession: () => 'session', checkSession: () => false },
        counters: { add: () => undefined },
        logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
        onProcessed: () => undefined,
      },
      claim,
    );
    await store.inbox.release(claim.token);
    return (await store.inbox.get(id))?.status;
  };
  for (let minute = 0; minute < 20; minute += 1) expect(await work()).toBe('waiting');
  salesiq.readHandoffKey = readHandoffKey;
  await work();
  expect(await work()).toBe('processed');
  expect([...store.tables.messages.values()].flat().map(({ text }) => text)).toContain('hi');
});
