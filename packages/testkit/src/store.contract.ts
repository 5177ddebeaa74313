import { randomUUID } from 'node:crypto';
import { conversationId, type JsonObject } from '@baton/core';
import type { NewDelivery, NewEffect, Store, Turn } from '@baton/store';
import { afterAll, beforeAll, expect, it } from 'vitest';

const leaseMs = 5_000;

const newDelivery = (lane: string, overrides: Partial<NewDelivery> = {}): NewDelivery => ({
  key: randomUUID(),
  lane,
  kind: 'flat',
  body: Buffer.from([0, 1, 2, 255]),
  hash: 'a'.repeat(64),
  redacted: { type: 'flat' },
  isRepeatable: true,
  ...overrides,
});

const newEffect = (lane: string, overrides: Partial<NewEffect> = {}): NewEffect => ({
  key: randomUUID(),
  lane,
  kind: 'send-mail',
  data: { kind: 'send-mail' },
  generation: null,
  isAwaited: false,
  delayMs: 0,
  ...overrides,
});

/** Makes a conversation and returns the turn that appends to its first version. */
async function startConversation(store: Store, state: JsonObject = {}): Promise<Turn> {
  const id = conversationId(randomUUID());
  await store.transaction((transaction) =>
    transaction.createConversation({ id, channel: 'flat', chatId: `chat-${id}`, state }),
  );
  return {
    conversationId: id,
    expectedVersion: 0,
    generation: 1,
    state: { ...state, step: 1 },
    isClosed: false,
    events: [{ type: 'noted', data: { a: 1 } }],
    messages: [],
    effects: [],
  };
}

const append = (store: Store, turn: Turn): Promise<void> =>
  store.transaction((transaction) => transaction.appendTurn(turn));

async function until<Value>(look: () => Promise<Value | null>): Promise<Value> {
  const stopAt = Date.now() + 15_000;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > stopAt) throw new Error('it did not happen within 15 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What every engine must do the same. Lanes are unique per test, and other tests' lanes are left alone. */
export function describeStore(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  const claimLane = async (lane: string) => store.claimDeliveries({ leaseMs, lane });

  it('stores a delivery once per key and tells the second what is known', async () => {
    const delivery = newDelivery(randomUUID());
    const first = await store.addDelivery(delivery);
    const second = await store.addDelivery(delivery);
    expect(first).toMatchObject({ isNew: true, status: 'waiting', response: null });
    expect(second).toMatchObject({ id: first.id, isNew: false });
    await store.transaction(async (transaction) => {
      expect(await transaction.storeResponse(first.id, { said: 'a' })).toEqual({ said: 'a' });
      expect(await transaction.storeResponse(first.id, { said: 'b' })).toEqual({ said: 'a' });
      await transaction.finishDelivery(first.id);
    });
    expect(await store.addDelivery(delivery)).toMatchObject({
      id: first.id,
      isNew: false,
      status: 'processed',
      response: { said: 'a' },
    });
  });

  it('stores duplicates that arrive in one batch once', async () => {
    const delivery = newDelivery(randomUUID());
    const added = await Promise.all(Array.from({ length: 20 }, () => store.addDelivery(delivery)));
    expect(new Set(added.map(({ id }) => id)).size).toBe(1);
    expect(added.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  it('lets one bad delivery of a batch harm no other', async () => {
    const lane = randomUUID();
    const bad = newDelivery(lane, { kind: 'a null character \u0000 is no text' });
    const results = await Promise.allSettled([
      store.addDelivery(newDelivery(lane)),
      store.addDelivery(newDelivery(lane)),
      store.addDelivery(bad),
      store.addDelivery(newDelivery(lane)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect((results[2] as PromiseRejectedResult).reason).toMatchObject({ code: 'store-unavailable', retryable: true });
  });

  it('keeps hash and redacted form and erases the raw body once processed', async () => {
    const { id } = await store.addDelivery(newDelivery(randomUUID()));
    expect(Buffer.from((await store.getDelivery(id))?.body ?? [])).toEqual(Buffer.from([0, 1, 2, 255]));
    await store.transaction((transaction) =>
      transaction.rejectDelivery(id, { reason: 'unknown-chat', isReplayable: false }),
    );
    expect(await store.getDelivery(id)).toMatchObject({ status: 'rejected', body: null, redacted: { type: 'flat' } });
  });

  it('hands a lane out in arrival order, to one worker at a time, twenty at most', async () => {
    const lane = randomUUID();
    const ids: string[] = [];
    for (let count = 0; count < 25; count += 1) ids.push((await store.addDelivery(newDelivery(lane))).id);
    const claim = await claimLane(lane);
    expect(claim?.items.map(({ id }) => id)).toEqual(ids.slice(0, 20));
    expect(claim?.items.every(({ attempts }) => attempts === 1)).toBe(true);
    expect(await claimLane(lane)).toBeNull();
    await store.transaction(async (transaction) => {
      for (const id of ids.slice(0, 20)) await transaction.finishDelivery(id);
    });
    await store.releaseClaim(claim?.token ?? '');
    expect((await claimLane(lane))?.items.map(({ id }) => id)).toEqual(ids.slice(20));
  });

  it('loses no wake-up to a delivery that arrives during the work', async () => {
    const lane = randomUUID();
    const first = await store.addDelivery(newDelivery(lane));
    const claim = await claimLane(lane);
    const second = await store.addDelivery(newDelivery(lane));
    await store.transaction((transaction) => transaction.finishDelivery(first.id));
    await store.releaseClaim(claim?.token ?? '');
    expect((await claimLane(lane))?.items.map(({ id }) => id)).toEqual([second.id]);
  });

  it('gives the lane of a worker that vanished to another, which the first one notices', async () => {
    const lane = randomUUID();
    const { id } = await store.addDelivery(newDelivery(lane));
    const lost = await store.claimDeliveries({ leaseMs: 50, lane });
    const taken = await until(() => claimLane(lane));
    expect(taken.items).toMatchObject([{ id, attempts: 2 }]);
    expect(await store.renewClaim(lost?.token ?? '', leaseMs)).toBe(false);
    expect(await store.renewClaim(taken.token, leaseMs)).toBe(true);
    await store.releaseClaim(lost?.token ?? '');
    expect(await claimLane(lane)).toBeNull();
  });

  it('lets a postponed delivery hold back everything behind it', async () => {
    const lane = randomUUID();
    const head = await store.addDelivery(newDelivery(lane));
    await store.addDelivery(newDelivery(lane));
    const claim = await claimLane(lane);
    await store.postponeDelivery(head.id, { delayMs: 600_000, reason: 'unknown-chat' });
    await store.releaseClaim(claim?.token ?? '');
    await store.addDelivery(newDelivery(lane));
    expect(await claimLane(lane)).toBeNull();
  });

  it('appends a turn as a whole, and refuses one that was decided on an older version', async () => {
    const turn = await startConversation(store);
    const effects = [newEffect(`${turn.conversationId}:mail`)];
    await append(store, { ...turn, effects });
    await expect(append(store, { ...turn, effects: [newEffect('x')] })).rejects.toMatchObject({
      code: 'version-conflict',
      retryable: true,
    });
    expect(await store.getConversation(turn.conversationId)).toMatchObject({ version: 1, state: { step: 1 } });
    expect(await store.listEvents(turn.conversationId)).toMatchObject([{ type: 'noted', data: { a: 1 } }]);
  });

  it('leaves nothing of a transaction that failed', async () => {
    const turn = await startConversation(store);
    const work = store.transaction(async (transaction) => {
      await transaction.appendTurn({ ...turn, effects: [newEffect(`${turn.conversationId}:mail`)] });
      throw new RangeError('planned');
    });
    await expect(work).rejects.toThrow(RangeError);
    expect(await store.getConversation(turn.conversationId)).toMatchObject({ version: 0 });
    expect(await store.claimEffects({ leaseMs, conversationId: turn.conversationId })).toBeNull();
  });

  it('refuses a second conversation of the same chat', async () => {
    const turn = await startConversation(store);
    const again = store.transaction((transaction) =>
      transaction.createConversation({
        id: conversationId(randomUUID()),
        channel: 'flat',
        chatId: `chat-${turn.conversationId}`,
        state: {},
      }),
    );
    await expect(again).rejects.toMatchObject({ code: 'version-conflict', retryable: true });
  });

  it('finds a conversation by its chat and by its desk', async () => {
    const { conversationId: id } = await startConversation(store);
    await store.transaction(async (transaction) => {
      await transaction.linkDesk('salesiq', `d-${id}`, id);
      await transaction.linkDesk('salesiq', `d-${id}`, id);
      expect(await transaction.findConversation('flat', `chat-${id}`)).toMatchObject({ id });
      expect(await transaction.findConversationByDesk('salesiq', `d-${id}`)).toMatchObject({ id });
      expect(await transaction.findConversationByDesk('hubspot', `d-${id}`)).toBeNull();
    });
  });

  it('hands effects out lane by lane, in order, and stops a lane at a head that is retried', async () => {
    const turn = await startConversation(store);
    const id = turn.conversationId;
    const effects = ['1', '2', '3'].map((step) => newEffect(`${id}:ticket`, { data: { kind: 'send-mail', step } }));
    await append(store, { ...turn, effects });
    const claim = await store.claimEffects({ leaseMs, conversationId: id });
    expect(claim?.items.map(({ data }) => data['step'])).toEqual(['1', '2', '3']);
    const [first, second] = claim?.items ?? [];
    await store.transaction((transaction) => transaction.settleEffect(first?.id ?? '', 'done', null));
    await store.recordProgress(second?.id ?? '', { isSent: true });
    await store.retryEffect(second?.id ?? '', { delayMs: 40, error: 'timeout', isFailure: true });
    await store.releaseClaim(claim?.token ?? '');
    expect(await store.claimEffects({ leaseMs, conversationId: id })).toBeNull();
    const again = await until(() => store.claimEffects({ leaseMs, conversationId: id }));
    expect(again.items).toMatchObject([
      { data: { step: '2' }, attempts: 2, failures: 1, progress: { isSent: true }, lastError: 'timeout' },
      { data: { step: '3' } },
    ]);
  });

  it('starts a delayed effect when its time has come and not before', async () => {
    const turn = await startConversation(store);
    const id = turn.conversationId;
    await append(store, { ...turn, effects: [newEffect(`${id}:timer-1`, { delayMs: 300 })] });
    expect(await store.claimEffects({ leaseMs, conversationId: id })).toBeNull();
    const claim = await until(() => store.claimEffects({ leaseMs, conversationId: id }));
    const [timer] = claim.items;
    expect((timer?.claimedAt.getTime() ?? 0) - (timer?.createdAt.getTime() ?? 0)).toBeGreaterThanOrEqual(300);
  });

  it('knows whether a turn still waits for an effect', async () => {
    const turn = await startConversation(store);
    const id = turn.conversationId;
    const effect = newEffect(`${id}:ticket`, { isAwaited: true });
    await append(store, { ...turn, effects: [effect] });
    const isWaiting = () => store.transaction((transaction) => transaction.hasAwaitedEffects(id));
    expect(await isWaiting()).toBe(true);
    const claim = await store.claimEffects({ leaseMs, conversationId: id });
    await store.transaction((transaction) => transaction.settleEffect(claim?.items[0]?.id ?? '', 'done', null));
    expect(await isWaiting()).toBe(false);
  });

  it('lists dead letters and makes one wait again, before what is behind it', async () => {
    const turn = await startConversation(store);
    const id = turn.conversationId;
    await append(store, { ...turn, effects: [newEffect(`${id}:mail`), newEffect(`${id}:mail`)] });
    const claim = await store.claimEffects({ leaseMs, conversationId: id });
    const [head, next] = claim?.items ?? [];
    await store.transaction((transaction) => transaction.settleEffect(head?.id ?? '', 'dead', 'unreadable'));
    await store.releaseClaim(claim?.token ?? '');
    const letterId = `effect-${head?.id}`;
    const dead = (await store.listDeadLetters()).find((letter) => letter.id === letterId);
    expect(dead).toMatchObject({ status: 'dead', lastError: 'unreadable', kind: 'send-mail', conversationId: id });
    expect(await store.replayDeadLetter(letterId)).toBe(true);
    expect(await store.replayDeadLetter(letterId)).toBe(false);
    expect(await store.replayDeadLetter('effect-x')).toBe(false);
    const again = await store.claimEffects({ leaseMs, conversationId: id });
    expect(again?.items.map((item) => item.id)).toEqual([head?.id, next?.id]);
  });

  it('keeps the body of a delivery that our own code could not process, and takes it up again', async () => {
    const lane = randomUUID();
    const { id } = await store.addDelivery(newDelivery(lane));
    const claim = await claimLane(lane);
    await store.transaction((transaction) =>
      transaction.rejectDelivery(id, { reason: 'internal', isReplayable: true }),
    );
    await store.releaseClaim(claim?.token ?? '');
    const letter = (await store.listDeadLetters()).find((candidate) => candidate.id === `delivery-${id}`);
    expect(letter).toMatchObject({ status: 'rejected', lastError: 'internal', kind: 'flat', lane });
    expect(await store.replayDeadLetter(`delivery-${id}`)).toBe(true);
    const again = await claimLane(lane);
    expect(again?.items).toMatchObject([{ id, status: 'waiting' }]);
    expect(Buffer.from(again?.items[0]?.body ?? [])).toEqual(Buffer.from([0, 1, 2, 255]));
  });

  it('lets only the first of two workers deal with a delivery or an effect', async () => {
    const { id } = await store.addDelivery(newDelivery(randomUUID()));
    const isWaiting = async () => (await store.transaction((transaction) => transaction.lockDelivery(id))).isWaiting;
    expect(await isWaiting()).toBe(true);
    await store.transaction((transaction) => transaction.finishDelivery(id));
    expect(await isWaiting()).toBe(false);
    const turn = await startConversation(store);
    await append(store, { ...turn, effects: [newEffect(`${turn.conversationId}:mail`)] });
    const claim = await store.claimEffects({ leaseMs, conversationId: turn.conversationId });
    const effectId = claim?.items[0]?.id ?? '';
    await store.recordProgress(effectId, { isSent: true });
    const lock = () => store.transaction((transaction) => transaction.lockWaitingEffect(effectId));
    expect(await lock()).toEqual({ progress: { isSent: true } });
    await store.transaction((transaction) => transaction.settleEffect(effectId, 'done', null));
    expect(await lock()).toBeNull();
  });

  it('counts the codes an address was sent lately, over all conversations', async () => {
    const to = `${randomUUID()}@example.com`;
    const ids: string[] = [];
    for (const challengeId of ['c1', 'c2', null, 'c3']) {
      const turn = await startConversation(store);
      const data = { kind: 'send-mail', to, challengeId };
      await append(store, { ...turn, effects: [newEffect(`${turn.conversationId}:mail`, { data })] });
      const claim = await store.claimEffects({ leaseMs: 60_000, conversationId: turn.conversationId });
      ids.push(...(claim?.items ?? []).map(({ id }) => id));
    }
    const [first = '', second = '', , fourth = ''] = ids;
    const count = (address: string, beforeEffectId: string): Promise<number> =>
      store.countCodeMails(address, { withinMs: 3_600_000, beforeEffectId });
    expect(await count(to, first)).toBe(0);
    expect(await count(to, second)).toBe(1);
    expect(await count(to, fourth)).toBe(2);
    expect(await count('somebody@example.com', fourth)).toBe(0);
    await store.transaction((transaction) => transaction.settleEffect(second, 'failed', 'too-many-codes'));
    expect(await count(to, fourth)).toBe(1);
  });

  it('tracks what the customer has still to get', async () => {
    const turn = await startConversation(store);
    const id = turn.conversationId;
    const message = { authorName: null, suggestions: ['Yes'], generation: 1 };
    await append(store, {
      ...turn,
      messages: [
        { ...message, seq: 1, author: 'customer', text: 'hi', isForCustomer: false },
        { ...message, seq: 2, author: 'bot', text: 'hello', isForCustomer: true },
        { ...message, seq: 3, author: 'bot', text: 'well?', isForCustomer: true },
      ],
    });
    const { id: delivery } = await store.addDelivery(newDelivery(randomUUID()));
    const undelivered = (reassignAfterMs = 60_000) =>
      store.transaction((transaction) => transaction.listUndelivered(id, { reassignAfterMs }));
    expect((await undelivered()).map(({ seq, text, suggestions }) => [seq, text, suggestions])).toEqual([
      [2, 'hello', ['Yes']],
      [3, 'well?', ['Yes']],
    ]);
    await store.transaction((transaction) => transaction.assignMessages(id, [2, 3], delivery));
    expect(await undelivered()).toEqual([]);
    await store.transaction((transaction) => transaction.storeResponse(delivery, {}));
    await store.releaseMessages(delivery, 1);
    expect(await undelivered()).toHaveLength(2);
    expect(await store.sendAgain(delivery)).toBe(2);
    await store.releaseMessages(delivery, 1);
    expect(await undelivered()).toEqual([]);
    await store.releaseMessages(delivery, 2);
    expect(await undelivered()).toHaveLength(2);
    await store.transaction((transaction) => transaction.assignMessages(id, [2], delivery));
    await store.markFlushed(delivery);
    await store.transaction((transaction) => transaction.dropMessages(id, [3], 'a human has taken the word'));
    expect(await undelivered()).toEqual([]);
    const states = (await store.listMessages(id, { fromSeq: 1, toSeq: 9 })).map(({ state }) => state);
    expect(states).toEqual(['none', 'delivered', 'dropped']);
  });

  it('gives a response that was never confirmed again, unless its sender can ask for it', async () => {
    for (const isRepeatable of [true, false]) {
      const turn = await startConversation(store);
      const id = turn.conversationId;
      const message = { authorName: null, suggestions: [], generation: 1, isForCustomer: true };
      await append(store, { ...turn, messages: [{ ...message, seq: 1, author: 'bot', text: 'hello' }] });
      const { id: delivery } = await store.addDelivery(newDelivery(randomUUID(), { isRepeatable }));
      await store.transaction((transaction) => transaction.assignMessages(id, [1], delivery));
      const late = await store.transaction((transaction) => transaction.listUndelivered(id, { reassignAfterMs: 0 }));
      expect(late).toHaveLength(isRepeatable ? 0 : 1);
    }
  });

  it('keeps every version of a workflow once', async () => {
    const name = `workflow-${randomUUID()}`;
    for (const version of ['a', 'b', 'a']) await store.keepWorkflow({ name, version, content: { of: version } });
    const kept = (await store.listWorkflows()).filter((workflow) => workflow.name === name);
    expect(kept).toEqual([
      { name, version: 'a', content: { of: 'a' } },
      { name, version: 'b', content: { of: 'b' } },
    ]);
  });

  it('keeps secrets by name', async () => {
    const name = randomUUID();
    expect(await store.getSecret(name)).toBeNull();
    await store.setSecret(name, Buffer.from('one'));
    await store.setSecret(name, Buffer.from('two'));
    expect(Buffer.from((await store.getSecret(name)) ?? []).toString()).toBe('two');
  });

  it('lets one at a time hold a named lock, and frees it when the work fails', async () => {
    const name = randomUUID();
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      throw new RangeError('planned');
    };
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => store.withLock(name, work)));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(most).toBe(1);
  });

  it('tells listeners when work was added', async () => {
    let told = 0;
    const stop = await store.onWork(() => {
      told += 1;
    });
    await store.addDelivery(newDelivery(randomUUID()));
    await until(() => Promise.resolve(told > 0 ? true : null));
    await stop();
  });

  it('keeps order and loses nothing while several workers race for the lanes', async () => {
    const lanes = Array.from({ length: 6 }, () => randomUUID());
    const perLane = 40;
    const arrived = new Map<string, string[]>(lanes.map((lane) => [lane, []]));
    const handled = new Map<string, string[]>(lanes.map((lane) => [lane, []]));
    const busy = new Set<string>();
    let overlaps = 0;
    let isDone = false;
    const writer = async (lane: string): Promise<void> => {
      for (let count = 0; count < perLane; count += 1) {
        arrived.get(lane)?.push((await store.addDelivery(newDelivery(lane))).id);
      }
    };
    const handleOne = async (lane: string): Promise<boolean> => {
      const claim = await store.claimDeliveries({ leaseMs: 60_000, lane });
      if (claim === null) return false;
      if (busy.has(lane)) overlaps += 1;
      busy.add(lane);
      for (const { id } of claim.items) {
        await store.transaction((transaction) => transaction.finishDelivery(id));
        handled.get(lane)?.push(id);
      }
      busy.delete(lane);
      await store.releaseClaim(claim.token);
      return true;
    };
    const worker = async (): Promise<void> => {
      while (!isDone) {
        let hasWorked = false;
        for (const lane of lanes) hasWorked = (await handleOne(lane)) || hasWorked;
        if (!hasWorked) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const workers = [worker(), worker(), worker()];
    await Promise.all(lanes.map(writer));
    await until(() => Promise.resolve([...handled.values()].every((ids) => ids.length >= perLane) ? true : null));
    isDone = true;
    await Promise.all(workers);
    expect(overlaps).toBe(0);
    for (const lane of lanes) expect(handled.get(lane)).toEqual(arrived.get(lane));
  });
}
