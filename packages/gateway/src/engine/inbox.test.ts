import type { IdSource } from '@baton/core';
import { createMemoryStore, newBotContext } from '@baton/testkit';
import { expect, it } from 'vitest';
import { secretBox } from '../../testing/secret-box.ts';
import { handleDeliveries, type InboxDependencies } from './inbox.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const ids: IdSource = { next: () => 'c1' };
const day = 86_400_000;

type MemoryStore = ReturnType<typeof createMemoryStore>;

async function addTo(store: MemoryStore, messageId: string): Promise<string> {
  const added = await store.inbox.add({
    organisation: 'default',
    key: messageId,
    lane: 'flat:c',
    kind: 'flat',
    body: Buffer.from(messageId),
    hash: '',
    redacted: {},
    isRepeatable: true,
  });
  return added.id;
}

/** Every delivery says hello. */
const newDependencies = (store: InboxDependencies['store']): InboxDependencies => ({
  store,
  isAtOnce: false,
  ids,
  logger: quiet,
  reach: () => undefined,
  onProcessed: () => undefined,
  context: newBotContext(),
  desks: {},
  sessions: { deriveSession: () => 'session', checkSession: () => false },
  secretBox,
  counters: { add: () => undefined },
  read: () => ({
    type: 'customer-said',
    channel: 'flat',
    chatId: 'c',
    text: 'hello',
    attachments: [],
    profile: { visitorId: null, name: null, email: null, phone: null, senderAddress: null },
    claim: null,
  }),
});

it('processes a delivery once, also when two workers have it', async () => {
  const memory = createMemoryStore();
  await addTo(memory, '1');
  const claim = await memory.inbox.claim({ leaseMs: 10_000 });
  if (claim === null) throw new TypeError('a delivery waits');
  await Promise.all([1, 2].map(() => handleDeliveries(newDependencies(memory), claim)));
  const messages = [...memory.tables.messages.values()].flat();
  expect(messages.filter(({ author }) => author === 'customer')).toHaveLength(1);
});

it('gives up a delivery that never succeeds, and nothing of what stands behind it', async () => {
  let nowMs = 1_700_000_000_000;
  const memory = createMemoryStore({ now: () => nowMs });
  /** Deliveries whose processing fails, with the number of times it still does. */
  const failing = new Map<string, number>();
  const store: InboxDependencies['store'] = {
    inbox: memory.inbox,
    processTogether: memory.processTogether,
    transaction: (work) =>
      memory.transaction((transaction) =>
        work({
          ...transaction,
          lockDelivery: (id) => {
            const left = failing.get(id) ?? 0;
            failing.set(id, left - 1);
            return left > 0 ? Promise.reject(new RangeError('planned')) : transaction.lockDelivery(id);
          },
        }),
      ),
  };
  const add = (messageId: string) => addTo(memory, messageId);
  const poisoned = await add('1');
  const innocent = await add('2');
  failing.set(poisoned, Number.POSITIVE_INFINITY);
  failing.set(innocent, 1);

  const dependencies = newDependencies(store);
  const ends: [string | undefined, string | undefined][] = [];
  for (let round = 0; round < 6; round += 1, nowMs += day) {
    const claim = await store.inbox.claim({ leaseMs: 10_000 });
    if (claim === null) break;
    await handleDeliveries(dependencies, claim);
    await store.inbox.release(claim.token);
    ends.push([(await store.inbox.get(poisoned))?.status, (await store.inbox.get(innocent))?.status]);
  }
  // Five failures are enough for the first; one of the second is just one.
  expect(ends.slice(-3)).toEqual([
    ['waiting', 'waiting'],
    ['rejected', 'waiting'],
    ['rejected', 'processed'],
  ]);
  expect(await store.inbox.get(innocent)).toMatchObject({ failures: 1, postponements: 1 });
});
