import { randomUUID } from 'node:crypto';
import { conversationId, type Json } from '@baton/core';
import type { Store } from '@baton/store';
import { expect, it } from 'vitest';
import { claimInbox, claimOutbox, laneOf, newDelivery, newEffect, organisation, until } from './support.ts';

/** What a text may contain that PostgreSQL takes in no text, or in no JSON; and what it takes, but rarely gets. */
const nasty = 'lone \ud83d high, \ude00 low, \u0000 nothing, \uffff, \ufffe, 😀, \\u0000, "\\';
const clean = nasty.toWellFormed().replaceAll('\u0000', '\ufffd');

const nest = (levels: number): Json => JSON.parse(`${'[{"a":'.repeat(levels)}"${'x'}"${'}]'.repeat(levels)}`);

/** Ids that a database could mistake for one another, or not put into an index. */
const ids = (): string[] => {
  const id = randomUUID();
  return [
    `${id}\ud83d`,
    `${id}\ud83c`,
    `${id}\u0000`,
    `${id}\ufffd`,
    `${id}${'long'.repeat(20_000)}1`,
    `${id}${'long'.repeat(20_000)}2`,
    // Each character is another, so that it cannot be compressed.
    id +
      Array.from({ length: 30_000 }, (_, index) => String.fromCharCode(0x4e00 + ((index * 7_919) % 20_000))).join(''),
  ];
};

export function describeUnstorable(store: () => Store): void {
  it('stores a delivery whatever its ids and texts contain, and keeps different ones apart', async () => {
    const found = new Map<string, string>();
    for (const key of ids()) {
      const delivery = newDelivery(key, { key, redacted: { text: nasty, [nasty]: nest(10_000) } });
      const added = await store().inbox.add(delivery);
      expect(added).toMatchObject({ isNew: true });
      expect(await store().inbox.add(delivery)).toMatchObject({ id: added.id, isNew: false });
      found.set(key, added.id);
      const claim = await claimInbox(store(), key);
      expect(claim?.items.map((item) => item.id)).toEqual([added.id]);
      expect(claim?.items[0]?.redacted).toMatchObject({ text: clean });
      await store().inbox.postpone(added.id, { delayMs: 0, reason: nasty, isFailure: true });
      await store().inbox.release(claim?.token ?? '');
    }
    expect(new Set(found.values()).size).toBe(ids().length);
  });

  it('keeps chats and desks apart whose ids differ in what cannot be stored', async () => {
    const found = new Map<string, string>();
    const [unique, chats] = [randomUUID(), ids()];
    for (const chatId of chats) {
      const id = conversationId(randomUUID());
      found.set(chatId, id);
      await store().transaction(async (transaction) => {
        await transaction.createConversation({ id, organisation, channel: unique, chatId, state: { said: nasty } });
        await transaction.linkDesk({ organisation, desk: unique, reference: chatId }, id);
      });
    }
    for (const [chatId, id] of found) {
      await store().transaction(async (transaction) => {
        const chat = await transaction.findConversation({ organisation, channel: unique, chatId });
        expect(chat).toMatchObject({ id, state: { said: clean } });
        const desk = await transaction.findConversationByDesk({ organisation, desk: unique, reference: chatId });
        expect(desk).toMatchObject({ id });
      });
    }
  });

  it('stores a turn whatever its texts contain', async () => {
    const id = conversationId(randomUUID());
    const [key] = ids();
    await store().transaction(async (transaction) => {
      await transaction.createConversation({ id, organisation, channel: 'flat', chatId: id, state: {} });
      await transaction.appendTurn({
        conversationId: id,
        expectedVersion: 0,
        generation: 1,
        state: { [nasty]: [nasty, nest(3_000)] },
        isClosed: false,
        events: [{ type: nasty, data: { [nasty]: nasty, deep: nest(6_000) } }],
        messages: [
          {
            seq: 1,
            author: 'agent',
            authorName: nasty,
            text: nasty,
            sealed: null,
            suggestions: [nasty],
            generation: 1,
            isForCustomer: true,
          },
        ],
        effects: [
          newEffect(laneOf(id), {
            key: `${key}-${id}`,
            data: { kind: 'send-mail', to: `${nasty}${'x'.repeat(9_000)}`, challengeId: nasty },
          }),
        ],
        timers: [{ key: `${key}-${id}`, name: nasty, data: { text: nasty }, delayMs: 0 }],
      });
    });
    expect((await store().conversations.get(id))?.state).toMatchObject({ [clean]: [clean, expect.anything()] });
    expect(await store().conversations.listEvents(id)).toMatchObject([{ data: { [clean]: clean } }]);
    expect(await store().conversations.listMessages(id, { fromSeq: 1, toSeq: 1 })).toMatchObject([
      { authorName: clean, text: clean, suggestions: [clean] },
    ]);
    const claim = await claimOutbox(store(), id);
    const effect = claim?.items[0];
    expect(effect?.data).toMatchObject({ challengeId: clean });
    const counts = [{ key: ['codes', nasty.repeat(200)], max: 1, owners: { holders: [[nasty]], account: nasty } }];
    const taken = await store().transaction(async (transaction) => {
      await transaction.noteProof(organisation, { holders: [[nasty]], accounts: [nasty] });
      return transaction.takeAllowances(organisation, [{ id: nasty, counts }]);
    });
    expect(taken).toHaveLength(1);
    await store().outbox.recordProgress(effect?.id ?? '', { note: nasty });
    await store().outbox.retry(effect?.id ?? '', { delayMs: 0, error: nasty, isFailure: true });
    await store().outbox.release(claim?.token ?? '');
    const again = await until(() => claimOutbox(store(), id));
    expect(again.items).toMatchObject([{ progress: { note: clean }, lastError: clean }]);
    await store().transaction((transaction) => transaction.settleEffect(effect?.id ?? '', 'dead', nasty));
    const dead = (await store().operations.listDeadLetters()).find((letter) => letter.id === `effect-${effect?.id}`);
    expect(dead).toMatchObject({ lastError: clean });
  });

  it('stores answers, workflows and secrets whatever they contain', async () => {
    const { id } = await store().inbox.add(newDelivery(randomUUID()));
    const stored = await store().transaction((transaction) =>
      transaction.storeResponse(id, { response: { said: nasty }, sealedResponse: null }),
    );
    expect(stored).toEqual({ response: { said: clean }, sealedResponse: null });
    await store().transaction((transaction) => transaction.rejectDelivery(id, { reason: nasty, isReplayable: true }));
    const name = randomUUID();
    await store().workflows.keep({ organisation, name, version: '1', content: { title: nasty, deep: nest(5_000) } });
    const kept = (await store().workflows.list(organisation)).find((workflow) => workflow.name === name);
    expect(kept?.content).toMatchObject({ title: clean });
  });
}
