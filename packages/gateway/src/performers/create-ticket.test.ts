import { conversationId, initialConversation } from '@baton/core';
import type { Effect } from '@baton/store';
import { createFakeTicketSystem, createMemoryStore, newBotContext, newTicketRequest } from '@baton/testkit';
import { describe, expect, it } from 'vitest';
import { describePerformer } from '../../testing/describe-performer.ts';
import { perform } from './create-ticket.ts';
import type { PerformerTools } from './performer.ts';

describe('the effect create-ticket', () => {
  const request = newTicketRequest();
  describePerformer({
    action: { kind: 'create-ticket', request },
    open: (disturb) => {
      const tickets = createFakeTicketSystem({ disturb });
      return {
        ports: { tickets },
        world: () => tickets.tickets.map(({ number, request: { caseKey } }) => [number, caseKey]),
      };
    },
  });

  it('waits out the index lag of a create that left long after its lane was claimed', async () => {
    let nowMs = 0;
    let isAnswerLost = true;
    const tickets = createFakeTicketSystem({
      now: () => nowMs,
      indexLagMs: 3_000,
      disturb: (operation) => (isAnswerLost && operation === 'tickets.create' ? 'after' : 'none'),
    });
    const store = createMemoryStore({ now: () => nowMs });
    const effect = await plan(store, { kind: 'create-ticket', request });
    const tools: PerformerTools = {
      ...{ store, context: newBotContext(), deriveCode: () => '', createSettleMs: 10_000, codesPerHour: null },
      ports: { tickets, directory: null, mailer: null, desks: {}, channels: {} },
    };
    const tryAt = async (claimedAtMs: number) => {
      const progress = (await store.transaction((transaction) => transaction.lockWaitingEffect(effect.id)))?.progress;
      const claimed = { ...effect, claimedAt: new Date(claimedAtMs), progress: progress ?? {} };
      return perform(tools, { effect: claimed, action: { kind: 'create-ticket', request }, state });
    };
    nowMs = 60_000;
    expect(await tryAt(0)).toMatchObject({ type: 'retry' });
    isAnswerLost = false;
    nowMs = 61_000;
    expect(await tryAt(61_000)).toMatchObject({ type: 'wait' });
    nowMs = 64_000;
    expect(await tryAt(64_000)).toMatchObject({ type: 'done' });
    expect(tickets.tickets).toHaveLength(1);
  });
});

const id = conversationId('conversation-1');
const address = { organisation: 'default', channel: 'flat', chatId: 'chat-1' };
const state = initialConversation({ id, ...address });

/** The effect as the engine hands it out. */
async function plan(
  store: ReturnType<typeof createMemoryStore>,
  action: { kind: string; request: object },
): Promise<Effect> {
  await store.transaction(async (transaction) => {
    await transaction.createConversation({ id, ...address, state: {} });
    await transaction.appendTurn({
      ...{ conversationId: id, expectedVersion: 0, generation: 1, state: {}, isClosed: false },
      ...{ events: [], messages: [], timers: [] },
      effects: [{ key: 'key-1', lane: 'lane', kind: action.kind, data: {}, awaitedBy: null, delayMs: 0 }],
    });
  });
  const [effect] = (await store.outbox.claim({ leaseMs: 5_000 }))?.items ?? [];
  if (effect === undefined) throw new Error('there is no effect to be tried');
  return effect;
}
