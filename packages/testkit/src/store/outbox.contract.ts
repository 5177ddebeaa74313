import { randomUUID } from 'node:crypto';
import type { Store } from '@baton/store';
import { expect, it } from 'vitest';
import { append, claimOutbox, laneOf, newDelivery, newEffect, startConversation, until } from './support.ts';

export function describeOutbox(store: () => Store): void {
  it('hands effects out lane by lane, in order, and stops a lane at a head that is retried', async () => {
    const turn = await startConversation(store());
    const id = turn.conversationId;
    const effects = ['1', '2', '3'].map((step) => newEffect(laneOf(id), { data: { kind: 'send-mail', step } }));
    await append(store(), { ...turn, effects });
    const claim = await claimOutbox(store(), id);
    expect(claim?.items.map(({ data }) => data['step'])).toEqual(['1', '2', '3']);
    const [first, second] = claim?.items ?? [];
    await store().transaction((transaction) => transaction.settleEffect(first?.id ?? '', 'done', null));
    await store().outbox.recordProgress(second?.id ?? '', { isSent: true });
    await store().outbox.retry(second?.id ?? '', { delayMs: 600, error: 'timeout', isFailure: true });
    await store().outbox.release(claim?.token ?? '');
    expect(await claimOutbox(store(), id)).toBeNull();
    const again = await until(() => claimOutbox(store(), id));
    expect(again.items).toMatchObject([
      { data: { step: '2' }, attempts: 1, failures: 1, progress: { isSent: true }, lastError: 'timeout' },
      { data: { step: '3' } },
    ]);
  });

  it('counts a try of what was started, not of what was only handed out', async () => {
    const turn = await startConversation(store());
    const id = turn.conversationId;
    await append(store(), { ...turn, effects: [1, 2, 3].map(() => newEffect(laneOf(id))) });
    const claim = await claimOutbox(store(), id);
    expect(claim?.items.map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
    const [first, second, third] = claim?.items.map((item) => item.id) ?? [];
    await store().transaction((transaction) => transaction.settleEffect(first ?? '', 'done', null));
    expect(await store().outbox.start(second ?? '')).toEqual({ attempts: 1 });
    // Here the worker is killed in the middle of the second. The next one can tell that it may have arrived.
    await store().outbox.release(claim?.token ?? '');
    const next = await claimOutbox(store(), id);
    expect(next?.items.map((item) => [item.id, item.attempts])).toEqual([
      [second, 2],
      [third, 0],
    ]);
    await store().transaction((transaction) => transaction.settleEffect(second ?? '', 'done', null));
    expect(await store().outbox.start(second ?? '')).toBeNull();
  });

  it('starts a delayed effect when its time has come and not before', async () => {
    const turn = await startConversation(store());
    const id = turn.conversationId;
    await append(store(), { ...turn, effects: [newEffect(laneOf(id), { delayMs: 300 })] });
    expect(await claimOutbox(store(), id)).toBeNull();
    const claim = await until(() => claimOutbox(store(), id));
    const [timer] = claim.items;
    expect((timer?.claimedAt.getTime() ?? 0) - (timer?.createdAt.getTime() ?? 0)).toBeGreaterThanOrEqual(300);
  });

  it('knows whether the answer of a delivery still waits, for its own effects alone', async () => {
    const turn = await startConversation(store());
    const id = turn.conversationId;
    const [asked, later] = [await store().inbox.add(newDelivery(id)), await store().inbox.add(newDelivery(id))];
    await append(store(), {
      ...turn,
      effects: [newEffect(laneOf(id), { awaitedBy: asked.id }), newEffect(laneOf(id))],
    });
    const isWaiting = (deliveryId: string) =>
      store().transaction((transaction) => transaction.hasAwaitedEffects(deliveryId));
    expect(await isWaiting(asked.id)).toBe(true);
    expect(await isWaiting(later.id)).toBe(false);
    const claim = await claimOutbox(store(), id);
    expect(claim?.items.map(({ awaitedBy }) => awaitedBy)).toEqual([asked.id, null]);
    await store().transaction((transaction) => transaction.settleEffect(claim?.items[0]?.id ?? '', 'done', null));
    expect(await isWaiting(asked.id)).toBe(false);
  });

  it('lists dead letters and makes one wait again, before what is behind it', async () => {
    const turn = await startConversation(store());
    const id = turn.conversationId;
    await append(store(), { ...turn, effects: [newEffect(laneOf(id)), newEffect(laneOf(id))] });
    const claim = await claimOutbox(store(), id);
    const [head, next] = claim?.items ?? [];
    await store().transaction((transaction) => transaction.settleEffect(head?.id ?? '', 'dead', 'unreadable'));
    await store().outbox.release(claim?.token ?? '');
    const letterId = `effect-${head?.id}`;
    const dead = (await store().operations.listDeadLetters()).find((letter) => letter.id === letterId);
    expect(dead).toMatchObject({ status: 'dead', lastError: 'unreadable', kind: 'send-mail', conversationId: id });
    expect(await store().operations.replayDeadLetter(letterId)).toBe(true);
    expect(await store().operations.replayDeadLetter(letterId)).toBe(false);
    expect(await store().operations.replayDeadLetter('effect-x')).toBe(false);
    const again = await claimOutbox(store(), id);
    expect(again?.items.map((item) => item.id)).toEqual([head?.id, next?.id]);
  });

  it('lets only the first of two workers deal with a delivery or an effect', async () => {
    const { id } = await store().inbox.add(newDelivery(randomUUID()));
    const isWaiting = async () => (await store().transaction((transaction) => transaction.lockDelivery(id))).isWaiting;
    expect(await isWaiting()).toBe(true);
    await store().transaction((transaction) => transaction.finishDelivery(id));
    expect(await isWaiting()).toBe(false);
    const turn = await startConversation(store());
    await append(store(), { ...turn, effects: [newEffect(laneOf(turn.conversationId))] });
    const claim = await claimOutbox(store(), turn.conversationId);
    const effectId = claim?.items[0]?.id ?? '';
    await store().outbox.recordProgress(effectId, { isSent: true });
    const lock = () => store().transaction((transaction) => transaction.lockWaitingEffect(effectId));
    expect(await lock()).toEqual({ progress: { isSent: true } });
    await store().transaction((transaction) => transaction.settleEffect(effectId, 'done', null));
    expect(await lock()).toBeNull();
  });
}
