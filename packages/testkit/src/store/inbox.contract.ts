import { randomUUID } from 'node:crypto';
import type { Store, StoreTransaction } from '@baton/store';
import { expect, it } from 'vitest';
import { append, claimInbox, leaseMs, newDelivery, organisation, startConversation, until } from './support.ts';

export function describeInbox(store: () => Store): void {
  it('stores a delivery once per key and tells the second what is known', async () => {
    const delivery = newDelivery(randomUUID());
    const first = await store().inbox.add(delivery);
    const second = await store().inbox.add(delivery);
    expect(first).toMatchObject({ isNew: true, status: 'waiting', response: null });
    expect(second).toMatchObject({ id: first.id, isNew: false });
    await store().transaction(async (transaction) => {
      const kept = { response: { said: 'a' }, sealedResponse: null };
      expect(await transaction.storeResponse(first.id, kept)).toEqual(kept);
      const second = { response: { said: 'b' }, sealedResponse: Buffer.from('b') };
      expect(await transaction.storeResponse(first.id, second)).toEqual(kept);
      await transaction.finishDelivery(first.id);
    });
    expect(await store().inbox.add(delivery)).toMatchObject({
      id: first.id,
      isNew: false,
      status: 'processed',
      response: { said: 'a' },
    });
  });

  it('stores duplicates that arrive in one batch once', async () => {
    const delivery = newDelivery(randomUUID());
    const added = await Promise.all(Array.from({ length: 20 }, () => store().inbox.add(delivery)));
    expect(new Set(added.map(({ id }) => id)).size).toBe(1);
    expect(added.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  it('lets one bad delivery of a batch harm no other', async () => {
    const lane = randomUUID();
    const bad = newDelivery(lane, { isRepeatable: 'neither' as unknown as boolean });
    const results = await Promise.allSettled([
      store().inbox.add(newDelivery(lane)),
      store().inbox.add(newDelivery(lane)),
      store().inbox.add(bad),
      store().inbox.add(newDelivery(lane)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect((results[2] as PromiseRejectedResult).reason).toMatchObject({ code: 'store-unavailable', retryable: true });
  });

  it.each<['processed' | 'rejected', (transaction: StoreTransaction, id: string) => Promise<void>]>([
    ['processed', (transaction, id) => transaction.finishDelivery(id)],
    ['rejected', (transaction, id) => transaction.rejectDelivery(id, { reason: 'unknown-chat', isReplayable: false })],
  ])('keeps the redacted form and erases the raw body of what was %s', async (status, end) => {
    const { id } = await store().inbox.add(newDelivery(randomUUID()));
    expect(Buffer.from((await store().inbox.get(id))?.body ?? [])).toEqual(Buffer.from([0, 1, 2, 255]));
    await store().transaction((transaction) => end(transaction, id));
    expect(await store().inbox.get(id)).toMatchObject({ status, body: null, redacted: { type: 'flat' } });
  });

  it('hands a lane out in arrival order, to one worker at a time, twenty at most', async () => {
    const lane = randomUUID();
    const ids: string[] = [];
    for (let count = 0; count < 25; count += 1) ids.push((await store().inbox.add(newDelivery(lane))).id);
    const claim = await claimInbox(store(), lane);
    expect(claim?.items.map(({ id }) => id)).toEqual(ids.slice(0, 20));
    expect(await claimInbox(store(), lane)).toBeNull();
    await store().transaction(async (transaction) => {
      for (const id of ids.slice(0, 20)) await transaction.finishDelivery(id);
    });
    await store().inbox.release(claim?.token ?? '');
    expect((await claimInbox(store(), lane))?.items.map(({ id }) => id)).toEqual(ids.slice(20));
  });

  it('loses no wake-up to a delivery that arrives during the work', async () => {
    const lane = randomUUID();
    const first = await store().inbox.add(newDelivery(lane));
    const claim = await claimInbox(store(), lane);
    const second = await store().inbox.add(newDelivery(lane));
    await store().transaction((transaction) => transaction.finishDelivery(first.id));
    await store().inbox.release(claim?.token ?? '');
    expect((await claimInbox(store(), lane))?.items.map(({ id }) => id)).toEqual([second.id]);
  });

  it('gives the lane of a worker that vanished to another, which the first one notices', async () => {
    const lane = randomUUID();
    const { id } = await store().inbox.add(newDelivery(lane));
    const lost = await store().inbox.claim({ leaseMs: 50, lane });
    const taken = await until(() => claimInbox(store(), lane));
    expect(taken.items).toMatchObject([{ id, postponements: 0, failures: 0 }]);
    expect(await store().inbox.renew(lost?.token ?? '', leaseMs)).toBe(false);
    expect(await store().inbox.renew(taken.token, leaseMs)).toBe(true);
    await store().inbox.release(lost?.token ?? '');
    expect(await claimInbox(store(), lane)).toBeNull();
  });

  it('hands out nothing behind a head that sleeps, also when the worker that put it to sleep vanished', async () => {
    const lane = randomUUID();
    const head = await store().inbox.add(newDelivery(lane));
    await store().inbox.add(newDelivery(lane));
    await store().inbox.claim({ leaseMs: 50, lane });
    await store().inbox.postpone(head.id, { delayMs: 600_000, reason: 'unknown-chat', isFailure: false });
    const taken = await until(() => claimInbox(store(), lane));
    expect(taken.items).toEqual([]);
    await store().inbox.release(taken.token);
    expect(await claimInbox(store(), lane)).toBeNull();
  });

  it('lets a postponed delivery hold back everything behind it', async () => {
    const lane = randomUUID();
    const head = await store().inbox.add(newDelivery(lane));
    await store().inbox.add(newDelivery(lane));
    const claim = await claimInbox(store(), lane);
    await store().inbox.postpone(head.id, { delayMs: 600_000, reason: 'unknown-chat', isFailure: false });
    await store().inbox.release(claim?.token ?? '');
    await store().inbox.add(newDelivery(lane));
    expect(await claimInbox(store(), lane)).toBeNull();
  });

  it('counts the failures of the delivery that failed, and nothing of its neighbours', async () => {
    const lane = randomUUID();
    for (const _ of [1, 2, 3]) await store().inbox.add(newDelivery(lane));
    for (const isFailure of [true, false, true]) {
      const claim = await until(() => claimInbox(store(), lane));
      const reason = isFailure ? 'internal' : 'unknown-chat';
      await store().inbox.postpone(claim.items[0]?.id ?? '', { delayMs: 0, reason, isFailure });
      await store().inbox.release(claim.token);
    }
    const counted = (await until(() => claimInbox(store(), lane))).items;
    expect(counted.map(({ postponements, failures }) => [postponements, failures])).toEqual([
      [3, 2],
      [0, 0],
      [0, 0],
    ]);
  });

  it('keeps organisations apart that use the same keys and lanes', async () => {
    const lane = randomUUID();
    const delivery = newDelivery(lane);
    const here = await store().inbox.add(delivery);
    const there = await store().inbox.add({ ...delivery, organisation: 'another' });
    expect(there).toMatchObject({ isNew: true });
    expect(await store().inbox.add({ ...delivery, organisation: 'another' })).toMatchObject({
      id: there.id,
      isNew: false,
    });
    const claims = [await claimInbox(store(), lane), await claimInbox(store(), lane)];
    const handedOut = claims.map((claim) => claim?.items.map(({ id, organisation: owner }) => [id, owner]));
    expect(handedOut).toEqual([[[here.id, organisation]], [[there.id, 'another']]]);
  });

  it('keeps the body of a delivery that our own code could not process, and takes it up again', async () => {
    const lane = randomUUID();
    const { id } = await store().inbox.add(newDelivery(lane));
    const claim = await claimInbox(store(), lane);
    await store().transaction((transaction) =>
      transaction.rejectDelivery(id, { reason: 'internal', isReplayable: true }),
    );
    await store().inbox.release(claim?.token ?? '');
    const letter = (await store().operations.listDeadLetters()).find((candidate) => candidate.id === `delivery-${id}`);
    expect(letter).toMatchObject({ status: 'rejected', lastError: 'internal', kind: 'flat', lane });
    expect(await store().operations.replayDeadLetter(`delivery-${id}`)).toBe(true);
    const again = await claimInbox(store(), lane);
    expect(again?.items).toMatchObject([{ id, status: 'waiting' }]);
    expect(Buffer.from(again?.items[0]?.body ?? [])).toEqual(Buffer.from([0, 1, 2, 255]));
  });

  it('gives a response that was never confirmed again, unless its sender can ask for it', async () => {
    for (const isRepeatable of [true, false]) {
      const turn = await startConversation(store());
      const id = turn.conversationId;
      const message = { authorName: null, sealed: null, suggestions: [], generation: 1, isForCustomer: true };
      await append(store(), { ...turn, messages: [{ ...message, seq: 1, author: 'bot', text: 'hello' }] });
      const { id: delivery } = await store().inbox.add(newDelivery(randomUUID(), { isRepeatable }));
      await store().transaction((transaction) => transaction.assignMessages(id, [1], delivery));
      const late = await store().transaction((transaction) =>
        transaction.listUndelivered(id, { reassignAfterMs: 0, leavesRepeatable: false }),
      );
      expect(late).toHaveLength(isRepeatable ? 0 : 1);
    }
  });

  it('tells listeners when work was added', async () => {
    let told = 0;
    const stop = await store().onWork(() => {
      told += 1;
    });
    await store().inbox.add(newDelivery(randomUUID()));
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
        arrived.get(lane)?.push((await store().inbox.add(newDelivery(lane))).id);
      }
    };
    const handleOne = async (lane: string): Promise<boolean> => {
      const claim = await store().inbox.claim({ leaseMs: 60_000, lane });
      if (claim === null) return false;
      if (busy.has(lane)) overlaps += 1;
      busy.add(lane);
      for (const { id } of claim.items) {
        await store().transaction((transaction) => transaction.finishDelivery(id));
        handled.get(lane)?.push(id);
      }
      busy.delete(lane);
      await store().inbox.release(claim.token);
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
