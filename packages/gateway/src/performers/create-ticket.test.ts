import { conversationId, initialConversation, type TicketSystem } from '@baton/core';
import type { Effect } from '@baton/store';
import { createFakeTicketSystem, createMemoryStore, newBotContext, newTicketRequest } from '@baton/testkit';
import { describe, expect, it } from 'vitest';
import { describePerformer } from '../../testing/describe-performer.ts';
import { secretBox } from '../../testing/secret-box.ts';
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
    const { tickets, tryAt, clock } = await prepareTries();
    clock.ms = 60_000;
    expect(await tryAt(0, 'lost after the work')).toMatchObject({ type: 'retry' });
    clock.ms = 61_000;
    expect(await tryAt(61_000)).toMatchObject({ type: 'wait' });
    clock.ms = 64_000;
    expect(await tryAt(64_000)).toMatchObject({ type: 'done' });
    expect(tickets.tickets).toHaveLength(1);
  });

  it('makes the ticket of a create that never arrived, once the lag is surely over', async () => {
    const { tickets, tryAt, clock } = await prepareTries();
    expect(await tryAt(0, 'lost before the work')).toMatchObject({ type: 'retry' });
    for (const atMs of [1_000, 6_000, 10_900]) {
      clock.ms = atMs;
      expect(await tryAt(atMs)).toMatchObject({ type: 'wait' });
    }
    clock.ms = 11_000;
    expect(await tryAt(11_000)).toMatchObject({ type: 'done' });
    expect(tickets.tickets).toHaveLength(1);
  });

  it('waits no longer than that when the clock was set back meanwhile', async () => {
    const hourMs = 3_600_000;
    const { tickets, tryAt, clock } = await prepareTries();
    clock.ms = hourMs;
    await tryAt(hourMs, 'lost before the work');
    expect(await tryAt(hourMs + 1_000)).toMatchObject({ type: 'wait' });
    clock.ms = 2_000;
    expect(await tryAt(2_000)).toMatchObject({ type: 'wait' });
    clock.ms = 12_000;
    expect(await tryAt(12_000)).toMatchObject({ type: 'done' });
    expect(tickets.tickets).toHaveLength(1);
  });
});

/** A ticket system whose index is three seconds late, and tries of one create against it. */
async function prepareTries() {
  const request = newTicketRequest();
  const clock = { ms: 0 };
  const now = () => clock.ms;
  const tickets = createFakeTicketSystem({ now, indexLagMs: 3_000 });
  const store = createMemoryStore({ now });
  const effect = await plan(store, { kind: 'create-ticket', request });
  const tryAt = async (
    claimedAtMs: number,
    answer: 'given' | 'lost before the work' | 'lost after the work' = 'given',
  ) => {
    const create: TicketSystem['create'] = async (asked) => {
      const made = answer === 'lost before the work' ? null : await tickets.create(asked);
      if (made !== null && answer === 'given') return made;
      return { type: 'retry', code: 'timeout', detail: '', isAmbiguous: true, retryAfterMs: null };
    };
    const tools: PerformerTools = {
      ...{
        store,
        context: newBotContext(),
        secretBox,
        deriveCode: () => '',
        createSettleMs: 10_000,
        codesPerHour: null,
      },
      ports: { tickets: { ...tickets, create }, directory: null, mailer: null, desks: {}, channels: {} },
    };
    const progress = (await store.transaction((transaction) => transaction.lockWaitingEffect(effect.id)))?.progress;
    const claimed = { ...effect, claimedAt: new Date(claimedAtMs), progress: progress ?? {} };
    return perform(tools, { effect: claimed, action: { kind: 'create-ticket', request }, state });
  };
  return { tickets, tryAt, clock };
}

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
