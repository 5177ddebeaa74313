import {
  type ConversationState,
  conversationId,
  deskConversationId,
  type EffectAction,
  initialConversation,
  type Leg,
} from '@baton/core';
import {
  createFakeDesk,
  createFakeDirectory,
  createFakeMailer,
  createFakeTicketSystem,
  createMemoryStore,
  type Disturb,
  newBotContext,
  newDeskOpening,
  polledChannel,
} from '@baton/testkit';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { secretBox } from '../../testing/secret-box.ts';
import { loadPerformers } from '../performers/load-performers.ts';
import { handleEffects, type OutboxDependencies } from './outbox.ts';
import { toJson } from './run-turn.ts';

const leaseMs = 12_000;
const lane = 'lane';
const id = conversationId('c1');
const address = { organisation: 'default', channel: 'flat', chatId: 'chat' };
const mail = { kind: 'send-mail', to: 'ann@example.com', text: 'x', challengeId: null, transcriptToSeq: null } as const;
const relay = { kind: 'relay-to-desk', legKey: 'c1-h1', desk: 'salesiq', position: 1, text: 'hello?' } as const;

let nowMs: number;
let store: ReturnType<typeof createMemoryStore>;
let desk: ReturnType<typeof createFakeDesk>;
let mailer: ReturnType<typeof createFakeMailer>;
let disturb: Disturb;
let dependencies: OutboxDependencies;

beforeEach(async () => {
  nowMs = Date.parse('2026-03-02T10:00:00Z');
  disturb = () => 'none';
  store = createMemoryStore({ now: () => nowMs });
  desk = createFakeDesk({ disturb: (operation) => disturb(operation) });
  mailer = createFakeMailer({ disturb: (operation) => disturb(operation) });
  dependencies = {
    store,
    performers: await loadPerformers(),
    context: newBotContext({ channels: { flat: polledChannel } }),
    ports: {
      tickets: createFakeTicketSystem(),
      directory: createFakeDirectory(),
      mailer,
      desks: { salesiq: desk },
      channels: {},
    },
    counters: { add: () => undefined },
    logger: { info: () => undefined, warn: vi.fn(), error: vi.fn() },
    reach: () => undefined,
    random: () => 0.5,
    isEnding: () => false,
    createSettleMs: 0,
    secretBox,
    deriveCode: () => '12345678',
    onSettled: () => undefined,
  };
});

const { facts } = newDeskOpening();

/** A conversation that a desk has, with a chat that rings there. */
async function waitAtDesk(phase: Leg['phase'] = 'waiting'): Promise<ConversationState> {
  const opened = await desk.open(newDeskOpening({ handoffKey: 'c1-h1' }));
  const reference = opened.type === 'ok' ? opened.value : deskConversationId('none');
  const leg: Leg = {
    ...{
      key: 'c1-h1',
      desk: 'salesiq',
      route: 'relay',
      phase,
      reference,
      agentName: null,
      agentId: null,
      historyToSeq: 0,
    },
    ...{
      relayed: 1,
      startedAt: new Date(nowMs).toISOString(),
      lastEventAt: null,
      isAtDesk: true,
      toldPosition: null,
      awaitedSeq: null,
    },
  };
  const state = initialConversation({ id, ...address });
  return {
    ...state,
    baton: { holder: 'desk', generation: 2 },
    handoff: {
      ...{ key: 'c1-h1', reason: 'asked for', slots: {}, chain: ['salesiq'], position: 0, leg },
      ...{ requestedAt: leg.startedAt, skipped: [], completed: null },
    },
    handoffCount: 1,
  };
}

async function plan(actions: EffectAction[], state = initialConversation({ id, ...address })): Promise<void> {
  await store.transaction(async (transaction) => {
    await transaction.createConversation({ id, ...address, state: toJson(state) });
    await transaction.appendTurn({
      ...{ conversationId: id, expectedVersion: 0, generation: 1, state: toJson(state), isClosed: false },
      ...{ events: [], messages: [], timers: [] },
      effects: actions.map((action, index) => ({
        ...{ key: `key-${index + 1}`, lane, kind: action.kind, data: toJson(action), awaitedBy: null, delayMs: 0 },
      })),
    });
  });
}

const claim = () => store.outbox.claim({ leaseMs, lane });

/** Tries what is due, time and again, for so many hours. */
async function workFor(hours: number): Promise<void> {
  const untilMs = nowMs + hours * 3_600_000;
  while (nowMs < untilMs) {
    const claimed = await claim();
    if (claimed !== null) {
      await handleEffects(dependencies, claimed);
      await store.outbox.release(claimed.token);
    }
    const dueInMs = await store.outbox.nextDueInMs();
    nowMs += dueInMs === null ? untilMs : Math.max(1, dueInMs);
  }
}

const statuses = () =>
  [...store.tables.effects.values()].filter((effect) => effect.lane === lane).map(({ status }) => status);
const eventTypes = () => [...store.tables.events.values()].flat().map(({ type }) => type);

describe('an effect', () => {
  it('that makes our own code throw is set aside after eight tries, and what is behind it goes on', async () => {
    await plan([
      { ...mail, subject: 'first' },
      { ...mail, subject: 'second' },
    ]);
    const { perform, tries } = throwAt('first');
    dependencies.performers = { ...dependencies.performers, 'send-mail': perform };
    await workFor(48);
    expect(tries()).toBe(8);
    expect(statuses()).toEqual(['dead', 'done']);
    expect(mailer.mails.map(({ subject }) => subject)).toEqual(['second']);
  });

  it('that must not be dropped is tried for days, and an alarm is given', async () => {
    await plan([{ ...mail, subject: 'patient' }]);
    disturb = () => 'before';
    await workFor(100);
    expect(statuses()).toEqual(['waiting']);
    expect(dependencies.logger.error).toHaveBeenCalledWith('effect-alarm', expect.objectContaining({ attempts: 11 }));
    disturb = () => 'none';
    await workFor(30);
    expect(statuses()).toEqual(['done']);
  });

  it('that is not right any more is dropped, and nobody outside hears of it', async () => {
    const state = await waitAtDesk('over');
    await plan([{ kind: 'open-desk', legKey: 'c1-h1', desk: 'salesiq', summary: '', facts, waitMs: 1_000 }], state);
    const asked = vi.spyOn(dependencies.performers, 'open-desk');
    await workFor(1);
    expect(statuses()).toEqual(['dropped']);
    expect(asked).not.toHaveBeenCalled();
  });
});

/** A performer that throws for one subject, and sends the mail for others. */
function throwAt(subject: string) {
  const { 'send-mail': send } = dependencies.performers;
  let count = 0;
  const perform: typeof send = (tools, task) => {
    if (task.action.subject !== subject) return send(tools, task);
    count += 1;
    throw new RangeError('planned');
  };
  return { perform, tries: () => count };
}

it('tries a relay again that waited longer for its turn than the desk has time, and then failed once', async () => {
  await plan([relay], await waitAtDesk('connected'));
  nowMs += 45_000;
  let tries = 0;
  disturb = (operation) => {
    if (operation === 'desk.send') tries += 1;
    return operation === 'desk.send' && tries === 1 ? 'before' : 'none';
  };
  await workFor(0.02);
  expect([statuses(), tries]).toEqual([['done'], 2]);
});

it('gives a relay up that the desk does not take in time, and asks for a ticket instead', async () => {
  await plan([relay], await waitAtDesk());
  disturb = (operation) => (operation === 'desk.send' ? 'before' : 'none');
  const startedMs = nowMs;
  await workFor(0.02);
  expect(statuses()).toEqual(['failed']);
  expect(nowMs - startedMs).toBeGreaterThan(30_000);
  expect(eventTypes()).toEqual(expect.arrayContaining(['leg-failed', 'handoff-failed', 'ticket-requested']));
});

it('begins nothing more once the process is to end, so that the next worker need not look first', async () => {
  await plan([
    { ...mail, subject: 'first' },
    { ...mail, subject: 'second' },
  ]);
  const claimed = await claim();
  if (claimed === null) throw new TypeError('effects wait');
  await handleEffects({ ...dependencies, isEnding: () => true }, claimed);
  expect(statuses()).toEqual(['done', 'waiting']);
  expect([...store.tables.effects.values()].map(({ attempts }) => attempts)).toEqual([1, 0]);
});

describe('of two workers with the same effect', () => {
  it('only the first settles it', async () => {
    await plan([{ ...mail, subject: 'once' }]);
    const claimed = await claim();
    if (claimed === null) throw new TypeError('an effect waits');
    await handleEffects(dependencies, claimed);
    disturb = () => 'refused';
    await handleEffects(dependencies, claimed);
    expect(statuses()).toEqual(['done']);
  });

  it('the one that has lost its lease acts no more', async () => {
    await plan([relay, { ...relay, position: 2 }], await waitAtDesk());
    const claimed = await claim();
    if (claimed === null) throw new TypeError('an effect waits');
    let looks = 0;
    // It is lost between the last look and the call.
    await handleEffects(dependencies, claimed, () => {
      looks += 1;
      return looks > 1;
    });
    expect(desk.chats[0]?.sent).toEqual([]);
    expect(statuses()).toEqual(['waiting', 'waiting']);
  });
});
