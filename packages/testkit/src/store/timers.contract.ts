import { randomUUID } from 'node:crypto';
import { conversationLane, type JsonObject } from '@baton/core';
import type { NewTimer, Store } from '@baton/store';
import { expect, it } from 'vitest';
import { append, claimInbox, newDelivery, startConversation, until } from './support.ts';

const newTimer = (delayMs: number, data: JsonObject = {}): NewTimer => ({
  key: randomUUID(),
  name: 'handoff-accept',
  data,
  delayMs,
});

export function describeTimers(store: () => Store): void {
  /** Other tests' timers are moved too; these are told by their conversation. */
  const start = async (timers: NewTimer[]) => {
    const turn = await startConversation(store());
    await append(store(), { ...turn, timers });
    return {
      id: turn.conversationId,
      turn: { ...turn, expectedVersion: 1, events: [] },
      lane: conversationLane({ channel: 'flat', chatId: `chat-${turn.conversationId}` }),
    };
  };
  const moveAll = async (): Promise<void> => {
    while ((await store().timers.moveDue({ max: 100 })) > 0);
  };

  it('makes a timer that is due a delivery of its conversation, behind what came before', async () => {
    const { id, lane } = await start([newTimer(0, { step: 1 }), newTimer(0, { step: 2 })]);
    const before = await store().inbox.add(newDelivery(lane));
    expect(await store().timers.nextDueInMs()).toBe(0);
    await moveAll();
    const after = await store().inbox.add(newDelivery(lane));
    const claim = await claimInbox(store(), lane);
    expect(claim?.items.map((item) => item.id)).toEqual([before.id, expect.any(String), expect.any(String), after.id]);
    const timers = claim?.items.filter(({ kind }) => kind === 'timer') ?? [];
    expect(timers.map(({ body, status, redacted }) => ({ body, status, redacted }))).toEqual(
      expect.arrayContaining(
        [1, 2].map((step) => ({
          body: null,
          status: 'waiting',
          redacted: { name: 'handoff-accept', data: { step }, conversationId: id },
        })),
      ),
    );
  });

  it('lets a timer sleep for its time, longer than 24.8 days too', async () => {
    const { lane } = await start([newTimer(200), newTimer(60 * 86_400_000), newTimer(1_000_000 * 86_400_000)]);
    await moveAll();
    expect(await claimInbox(store(), lane)).toBeNull();
    expect(await store().timers.nextDueInMs()).toBeLessThanOrEqual(200);
    const claim = await until(async () => {
      await moveAll();
      return claimInbox(store(), lane);
    });
    expect(claim.items).toHaveLength(1);
    expect((await store().operations.countBacklog()).timers).toBeGreaterThanOrEqual(2);
  });

  it('lets an effect sleep longer than 24.8 days too', async () => {
    const turn = await startConversation(store());
    const lane = randomUUID();
    const effect = { key: randomUUID(), lane, kind: 'x', data: {}, generation: null, awaitedBy: null };
    await append(store(), { ...turn, effects: [{ ...effect, delayMs: 60 * 86_400_000.5 }] });
    expect(await store().outbox.claim({ leaseMs: 1_000, lane })).toBeNull();
  });

  it('moves each timer once, though several move at the same time', async () => {
    const steps = Array.from({ length: 60 }, (_, index) => index);
    const { lane } = await start(steps.map((step) => newTimer(0, { step })));
    const mover = async (): Promise<void> => {
      for (let moved = 1; moved > 0; ) moved = await store().timers.moveDue({ max: 7 });
    };
    await Promise.all([mover(), mover(), mover()]);
    const found: unknown[] = [];
    for (let claim = await claimInbox(store(), lane); claim !== null; claim = await claimInbox(store(), lane)) {
      found.push(...claim.items.map(({ redacted }) => (redacted['data'] as { step: number }).step));
      const ids = claim.items.map((item) => item.id);
      await store().transaction(async (transaction) => {
        for (const id of ids) await transaction.finishDelivery(id);
      });
      await store().inbox.release(claim.token);
    }
    expect(found.sort((left, right) => Number(left) - Number(right))).toEqual(steps);
  });

  it('keeps no timer of a turn that failed, and refuses a key that sleeps already', async () => {
    const timer = newTimer(3_600_000);
    const { turn } = await start([timer]);
    const sleeping = (await store().operations.countBacklog()).timers;
    await expect(append(store(), { ...turn, timers: [newTimer(0), timer] })).rejects.toThrow();
    expect((await store().operations.countBacklog()).timers).toBe(sleeping);
  });
}
