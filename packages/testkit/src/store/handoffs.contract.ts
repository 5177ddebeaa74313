import { randomUUID } from 'node:crypto';
import type { ConversationId, HandoffChange, LegChange } from '@baton/core';
import type { Store } from '@baton/store';
import { expect, it } from 'vitest';
import { organisation, startConversation } from './support.ts';

const start = Date.parse('2026-03-02T10:00:00Z');
const at = (seconds: number): string => new Date(start + seconds * 1_000).toISOString();

type Noted = { id: ConversationId; legs?: Partial<LegChange>[]; handoffs?: Partial<HandoffChange>[]; seconds?: number };

function note(store: Store, desk: string, { id, legs = [], handoffs = [], seconds = 0 }: Noted): Promise<void> {
  const changes = {
    legs: legs.map((leg) => ({
      ...{ key: 'leg', handoffKey: 'handoff', desk, startedAt: at(0), isLive: true },
      ...{ acceptedAt: null, connectedAt: null, end: null },
      ...leg,
    })),
    handoffs: handoffs.map((handoff) => ({
      ...{ key: 'handoff', desk, requestedAt: at(0), connectedAt: null, outcome: null },
      ...handoff,
    })),
    skipped: [],
  };
  const owner = { organisation, id };
  return store.transaction((transaction) => transaction.noteHandoffs(owner, changes, new Date(at(seconds))));
}

const readLoad = (store: Store, desk: string, seconds = 600) =>
  store.transaction((transaction) => transaction.readDeskLoad(organisation, desk, new Date(at(seconds))));

export function describeHandoffs(store: () => Store): void {
  it('counts what rings and goes on at a desk, and nothing that is over', async () => {
    const { conversationId: id } = await startConversation(store());
    const desk = randomUUID();
    const [ringing, taken, over] = [`${id}-1`, `${id}-2`, `${id}-3`];
    const other = { key: `${id}-4`, desk: randomUUID() };
    const legs = [{ key: ringing, startedAt: at(3) }, { key: taken, startedAt: at(2) }, { key: over }, other];
    await note(store(), desk, { id, legs });
    await note(store(), desk, {
      id,
      legs: [
        { key: ringing, startedAt: at(3), acceptedAt: at(4) },
        { key: taken, startedAt: at(2), acceptedAt: at(3), connectedAt: at(12) },
        { key: over, isLive: false, end: { at: at(5), reason: 'missed', isVendorFailure: false } },
      ],
    });
    expect(await readLoad(store(), desk)).toEqual({
      live: [
        { legKey: taken, phase: 'connected', since: at(2) },
        { legKey: ringing, phase: 'waiting', since: at(3) },
      ],
      answerMs: [10_000],
      failures: [],
    });
  });

  it("counts a vendor's failures since it last took a chat, the newest first, and forgets answers after an hour", async () => {
    const { conversationId: id } = await startConversation(store());
    const desk = randomUUID();
    const fail = (key: string, seconds: number) => ({
      key: `${id}-${key}`,
      isLive: false,
      end: { at: at(seconds), reason: 'desk-unavailable', isVendorFailure: true },
    });
    await note(store(), desk, { id, legs: [fail('a', 10), fail('b', 30)] });
    expect((await readLoad(store(), desk)).failures).toEqual([at(30), at(10)]);
    await note(store(), desk, { id, legs: [{ key: `${id}-c`, acceptedAt: at(40), connectedAt: at(50) }] });
    expect(await readLoad(store(), desk)).toMatchObject({ failures: [], answerMs: [50_000] });
    await note(store(), desk, { id, legs: [fail('d', 60)] });
    expect((await readLoad(store(), desk)).failures).toEqual([at(60)]);
    expect((await readLoad(store(), desk, 4_000)).answerMs).toEqual([]);
  });

  it('keeps when a human came first, and how a handoff ended last', async () => {
    const { conversationId: id } = await startConversation(store());
    const key = `${id}-h1`;
    await note(store(), 'salesiq', { id, handoffs: [{ key }] });
    await note(store(), 'salesiq', { id, handoffs: [{ key, connectedAt: at(20) }], seconds: 20 });
    await note(store(), 'second', { id, handoffs: [{ key, connectedAt: at(90), outcome: 'completed' }], seconds: 90 });
    const found = {
      ...{ key, conversationId: id, desk: 'second', outcome: 'completed' },
      ...{ requestedAt: new Date(at(0)), connectedAt: new Date(at(20)) },
    };
    expect(await store().handoffs.find(organisation, key)).toEqual(found);
    expect(await store().handoffs.find('another', key)).toBeNull();
    expect(await store().handoffs.list(organisation, { max: 1_000, before: null })).toContainEqual(found);
  });

  it('lists the newest handoffs first, page by page', async () => {
    const { conversationId: id } = await startConversation(store());
    const keys = ['h1', 'h2', 'h3'].map((part) => `${id}-${part}`);
    for (const [index, key] of keys.entries())
      await note(store(), 'salesiq', { id, handoffs: [{ key }], seconds: 10_000_000 + index });
    const listKeys = async (max: number, before: string | null) =>
      (await store().handoffs.list(organisation, { max, before })).map(({ key }) => key);
    expect(await listKeys(2, null)).toEqual([keys[2], keys[1]]);
    expect(await listKeys(1, keys[1] ?? '')).toEqual([keys[0]]);
    expect(await listKeys(2, 'of nobody')).toEqual([]);
  });
}
