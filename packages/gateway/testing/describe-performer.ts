import {
  type ConversationState,
  conversationId,
  defaultOrganisation,
  type EffectAction,
  type EffectKind,
  findDefinition,
  initialConversation,
  type JsonObject,
  parseEffect,
} from '@baton/core';
import type { Effect, NewMessage } from '@baton/store';
import { createMemoryStore, type Disturb, type Disturbance, newBotContext } from '@baton/testkit';
import { expect, it } from 'vitest';
import type { GatewayPorts } from '../src/engine/ports.ts';
import { wrapMethods } from '../src/engine/wrap-methods.ts';
import { loadPerformers } from '../src/performers/load-performers.ts';
import type { Performed } from '../src/performers/performer.ts';
import { secretBox } from './secret-box.ts';

export type PerformerTrial<Kind extends EffectKind> = {
  /** An effect as the core decides it. */
  action: EffectAction<Kind>;
  /** The conversation that it belongs to; default: one that has just begun. */
  state?: ConversationState;
  /** What the customer has said in it; default nothing. */
  said?: string[];
  /** The ports that it needs, disturbed as it is told, and what can be seen of its work where it arrives. */
  open(disturb: Disturb): { ports: Partial<GatewayPorts>; world(): unknown };
};

/** What every effect and its performer must do. */
export function describePerformer<Kind extends EffectKind>(trial: PerformerTrial<Kind>): void {
  const { action } = trial;

  it('is read as it was stored, and nothing else for it', () => {
    expect(parseEffect(action.kind, JSON.parse(JSON.stringify(action)))).toEqual(action);
    for (const stored of [null, 'text', {}, [action]]) expect(parseEffect(action.kind, stored)).toBeNull();
    const { destination } = findDefinition(action);
    expect(destination(action)).toMatch(/^.+$/);
    expect(destination(structuredClone(action))).toBe(destination(action));
  });

  it('does its work, and no more of it when it is tried again', async () => {
    const { tryOnce, world } = await prepare(trial, () => 'none');
    const before = structuredClone(world());
    expect(await tryOnce()).toMatchObject({ type: 'done' });
    const after = structuredClone(world());
    expect(after).not.toEqual(before);
    expect(await tryOnce()).toMatchObject({ type: 'done' });
    expect(world()).toEqual(after);
  });

  it.each<Disturbance>(['before', 'after'])(
    'makes good a try whose answer was lost (%s the work), once',
    async (when) => {
      const undisturbed = await prepare(trial, () => 'none');
      await undisturbed.tryOnce();
      const disturbances = [when];
      const { tryOnce, world } = await prepare(trial, () => disturbances.pop() ?? 'none');
      expect(await tryOnce()).toMatchObject({ type: 'retry' });
      expect(await tryOnce()).toMatchObject({ type: 'done' });
      expect(world()).toEqual(undisturbed.world());
    },
  );

  it('makes good a try that a kill cut off after any of its calls, once', async () => {
    const undisturbed = await prepare(trial, () => 'none');
    await undisturbed.tryOnce();
    for (let calls = 1, isCut = true; isCut; calls += 1) {
      expect(calls, 'a try that makes calls without end').toBeLessThan(50);
      const { tryOnce, tryUntilKilled, world } = await prepare(trial, () => 'none');
      isCut = await tryUntilKilled(calls);
      expect(await tryOnce()).toMatchObject({ type: 'done' });
      expect(world()).toEqual(undisturbed.world());
    }
  });

  it('is not tried for days where nothing is configured', async () => {
    const { tryOnce } = await prepare({ ...trial, open: () => ({ ports: {}, world: () => null }) }, () => 'none');
    expect((await tryOnce()).type).not.toBe('retry');
  });
}

const id = conversationId('conversation-1');
const address = { organisation: defaultOrganisation, channel: 'flat', chatId: 'chat-1' };
const lane = 'lane';

async function prepare<Kind extends EffectKind>(trial: PerformerTrial<Kind>, disturb: Disturb) {
  const { state = initialConversation({ id, ...address }), said = [] } = trial;
  const store = createMemoryStore();
  const toJson = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
  const data = toJson(trial.action);
  await store.transaction(async (transaction) => {
    await transaction.createConversation({ id, ...address, state: toJson(state) });
    await transaction.appendTurn({
      ...{ conversationId: id, expectedVersion: 0, generation: 1, state: toJson(state), isClosed: false },
      ...{ events: [], messages: said.map(toMessage), timers: [] },
      effects: [{ key: 'key-1', lane, kind: trial.action.kind, data, awaitedBy: null, delayMs: 0 }],
    });
  });
  const { ports, world } = trial.open(disturb);
  const performers = await loadPerformers();
  const tools = {
    ...{ store, context: newBotContext(), secretBox, deriveCode: () => '12345678', createSettleMs: 0 },
    ports: { tickets: null, directory: null, mailer: null, desks: {}, channels: {}, ...ports },
  };
  const tryOnce = async (own: GatewayPorts = tools.ports): Promise<Performed> => {
    const effect = await claim(store);
    return performers[trial.action.kind]({ ...tools, ports: own }, { effect, action: trial.action, state });
  };
  /** False when the try has made fewer calls. */
  const tryUntilKilled = async (calls: number): Promise<boolean> => {
    const { mortal, killed } = killAfter(tools.ports, calls);
    return Promise.race([killed, tryOnce(mortal).then(() => false)]);
  };
  /** A try that was cut off before its first call. */
  const skipTry = async (): Promise<void> => {
    await claim(store);
  };
  return { tryOnce: () => tryOnce(), tryUntilKilled, skipTry, world };
}

/** One effect that waits, with these ports. */
export const prepareEffect = <Kind extends EffectKind>({
  ports,
  ...trial
}: Omit<PerformerTrial<Kind>, 'open'> & { ports: Partial<GatewayPorts> }) =>
  prepare({ ...trial, open: () => ({ ports, world: () => null }) }, () => 'none');

const toMessage = (text: string, index: number): NewMessage => ({
  ...{ seq: index + 1, author: 'customer', authorName: null, text, sealed: null },
  ...{ suggestions: [], generation: 1, isForCustomer: false },
});

/** The same ports, one call of which does its work and is never heard of again, as in a process that was killed. */
function killAfter(ports: GatewayPorts, calls: number): { mortal: GatewayPorts; killed: Promise<true> } {
  let left = calls;
  let kill: (value: true) => void = () => undefined;
  const killed = new Promise<true>((resolve) => {
    kill = resolve;
  });
  const mortal = wrapMethods(ports, async ({ proceed }) => {
    const value = await proceed();
    left -= 1;
    if (left > 0) return value;
    kill(true);
    return new Promise(() => undefined);
  });
  return { mortal, killed };
}

/** As the engine hands it out: with one try more each time, and what the last one noted. */
async function claim(store: ReturnType<typeof createMemoryStore>): Promise<Effect> {
  const claimed = await store.outbox.claim({ leaseMs: 5_000, lane });
  const [effect] = claimed?.items ?? [];
  if (claimed === null || effect === undefined) throw new Error('there is no effect to be tried');
  await store.outbox.release(claimed.token);
  return effect;
}
