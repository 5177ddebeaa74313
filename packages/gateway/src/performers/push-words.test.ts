import {
  type Channel,
  type ConversationState,
  conversationId,
  defaultOrganisation,
  initialConversation,
  type PortResult,
  type PushedMessage,
  portOk,
} from '@baton/core';
import { createFakeChannel, createMemoryStore, newBotContext } from '@baton/testkit';
import { describe, expect, it } from 'vitest';
import { secretBox } from '../../testing/secret-box.ts';
import { toJson } from '../engine/run-turn.ts';
import type { Performed } from './performer.ts';
import { perform } from './push-words.ts';

const id = conversationId('conversation-1');
const address = { organisation: defaultOrganisation, channel: 'flat', chatId: 'chat-1' };
const begun = initialConversation({ id, ...address });

/** What becomes of one call of the vendor: how many of the messages arrive, and whether we hear of it. */
type Turnout = { arriving: number; answer: 'ok' | 'lost' | 'not-sent' };

/** A vendor that takes messages one by one, keeps repetitions, and can be asked what arrived. */
function createVendor(turnouts: Turnout[]): { channel: Channel; heard: PushedMessage[]; sendings: number } {
  const heard: PushedMessage[] = [];
  const vendor = { heard, sendings: 0, channel: createFakeChannel({ name: 'flat' }) as Channel };
  vendor.channel = {
    ...vendor.channel,
    capabilities: { ...vendor.channel.capabilities, canPush: true },
    push: {
      send: (_chatId, messages) => {
        vendor.sendings += 1;
        const { arriving, answer } = turnouts.shift() ?? { arriving: messages.length, answer: 'ok' };
        heard.push(...messages.slice(0, arriving));
        if (answer === 'ok') return Promise.resolve(portOk(null));
        const isAmbiguous = answer === 'lost';
        return Promise.resolve<PortResult<null>>({
          ...{ type: 'retry', code: 'timeout', detail: 'planned', isAmbiguous, retryAfterMs: null },
        });
      },
      findArrived: (_chatId, ids) =>
        Promise.resolve(portOk(ids.filter((wanted) => heard.some((message) => message.id === wanted)))),
    },
  };
  return vendor;
}

/** A conversation in which the bot has three things to say that nobody has heard, and the effect that brings them. */
async function prepare(turnouts: Turnout[]) {
  const vendor = createVendor(turnouts);
  const store = createMemoryStore();
  const words = ['one', 'two', 'three'].map((text, index) => ({
    ...{ seq: index + 1, author: 'bot' as const, authorName: null, text, sealed: null, suggestions: [] },
    ...{ generation: begun.baton.generation, isForCustomer: true },
  }));
  await store.transaction(async (transaction) => {
    await transaction.createConversation({ id, ...address, state: toJson(begun) });
    await transaction.appendTurn({
      ...{ conversationId: id, expectedVersion: 0, generation: begun.baton.generation, state: toJson(begun) },
      ...{ isClosed: false, events: [], timers: [], messages: words },
      effects: [
        {
          ...{ key: 'push-1', lane: 'lane', kind: 'push-words', data: { kind: 'push-words' } },
          ...{ awaitedBy: null, delayMs: 0 },
        },
      ],
    });
  });
  const tools = {
    ...{
      store,
      context: newBotContext(),
      secretBox,
      deriveCode: () => '12345678',
      createSettleMs: 0,
      codesPerHour: null,
    },
    ports: { tickets: null, directory: null, mailer: null, desks: {}, channels: { flat: vendor.channel } },
  };
  let state = begun;
  const joinHuman = (): Promise<unknown> => {
    state = withHuman;
    return store.transaction((transaction) =>
      transaction.appendTurn({
        ...{ conversationId: id, expectedVersion: 1, generation: state.baton.generation, state: toJson(state) },
        ...{ isClosed: false, events: [], timers: [], messages: [], effects: [] },
      }),
    );
  };
  const tryOnce = async (): Promise<Performed> => {
    const claimed = await store.outbox.claim({ leaseMs: 5_000, lane: 'lane' });
    const [effect] = claimed?.items ?? [];
    if (claimed === null || effect === undefined) throw new Error('there is no effect to be tried');
    await store.outbox.release(claimed.token);
    return perform(tools, { effect, action: { kind: 'push-words', toSeq: null }, state });
  };
  const heard = (): string[] => vendor.heard.map(({ text }) => text);
  return { vendor, tryOnce, joinHuman, heard };
}

/** A human joined after the words were fixed. */
const withHuman: ConversationState = {
  ...begun,
  baton: { holder: 'desk', generation: begun.baton.generation + 1 },
  lastHumanGeneration: begun.baton.generation + 1,
};

describe('the effect push-words', () => {
  it('brings all words in order', async () => {
    const { tryOnce, heard } = await prepare([]);
    expect((await tryOnce()).type).toBe('done');
    expect(heard()).toEqual(['one', 'two', 'three']);
  });

  it.each([0, 1, 2, 3])('brings the rest when %i of three arrived before the answer was lost', async (arriving) => {
    const { tryOnce, heard } = await prepare([{ arriving, answer: 'lost' }]);
    expect((await tryOnce()).type).toBe('retry');
    expect((await tryOnce()).type).toBe('done');
    expect(heard()).toEqual(['one', 'two', 'three']);
  });

  it('does not call again when all of them had arrived', async () => {
    const { tryOnce, vendor } = await prepare([{ arriving: 3, answer: 'lost' }]);
    await tryOnce();
    await tryOnce();
    expect(vendor.sendings).toBe(1);
  });

  it.each(['lost', 'not-sent'] as const)(
    'says nothing more once a human has the word, after a try that was %s',
    async (answer) => {
      const { tryOnce, joinHuman, heard } = await prepare([{ arriving: 0, answer }]);
      expect((await tryOnce()).type).toBe('retry');
      await joinHuman();
      expect((await tryOnce()).type).toBe('done');
      expect(heard()).toEqual([]);
    },
  );
});
