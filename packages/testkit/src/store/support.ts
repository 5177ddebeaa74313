import { randomUUID } from 'node:crypto';
import { type ConversationId, conversationId, defaultOrganisation, type JsonObject, joinKey } from '@baton/core';
import type { Claim, Delivery, Effect, NewDelivery, NewEffect, Store, Turn } from '@baton/store';

/** Long enough that a busy machine loses none by accident. */
export const leaseMs = 5_000;
export const organisation = defaultOrganisation;

export const newDelivery = (lane: string, overrides: Partial<NewDelivery> = {}): NewDelivery => ({
  organisation,
  key: randomUUID(),
  lane,
  kind: 'flat',
  body: Buffer.from([0, 1, 2, 255]),
  hash: 'a'.repeat(64),
  redacted: { type: 'flat' },
  isRepeatable: true,
  ...overrides,
});

export const newEffect = (lane: string, overrides: Partial<NewEffect> = {}): NewEffect => ({
  key: randomUUID(),
  lane,
  kind: 'send-mail',
  data: { kind: 'send-mail' },
  awaitedBy: null,
  delayMs: 0,
  ...overrides,
});

/** Makes a conversation and returns the turn that appends to its first version. */
export async function startConversation(store: Store, state: JsonObject = {}): Promise<Turn> {
  const id = conversationId(randomUUID());
  await store.transaction((transaction) =>
    transaction.createConversation({ id, organisation, channel: 'flat', chatId: `chat-${id}`, state }),
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
    timers: [],
  };
}

export const append = (store: Store, turn: Turn): Promise<void> =>
  store.transaction((transaction) => transaction.appendTurn(turn));

/** Looks until there is something, for 15 s at most. */
export async function until<Value>(look: () => Promise<Value | null>): Promise<Value> {
  const stopAt = Date.now() + 15_000;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > stopAt) throw new Error('it did not happen within 15 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The one lane that each test's conversation uses. */
export const laneOf = (id: ConversationId): string => joinKey(id, 'mail');

export const claimInbox = (store: Store, lane: string): Promise<Claim<Delivery> | null> =>
  store.inbox.claim({ leaseMs, lane });

export const claimOutbox = (store: Store, id: ConversationId): Promise<Claim<Effect> | null> =>
  store.outbox.claim({ leaseMs, lane: laneOf(id) });
