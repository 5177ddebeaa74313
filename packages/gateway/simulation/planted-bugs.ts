import { portOk, type TicketSystem } from '@baton/core';
import type { AddedDelivery, Store } from '@baton/store';

/** Mistakes the simulation must notice; `none` is the real product. */
export type PlantedBug =
  | 'none'
  | 'no-fence'
  | 'acknowledge-before-commit'
  | 'blind-re-create'
  | 'deferred-answer-not-noted';

type Parts = { store: Store; tickets: TicketSystem; schedule(work: () => Promise<unknown>): void };

/** The same parts with one mistake in them. */
export function plantBug(
  bug: PlantedBug,
  { store, tickets, schedule }: Parts,
): { store: Store; tickets: TicketSystem } {
  switch (bug) {
    case 'none':
      return { store, tickets };
    case 'no-fence':
      return { store: withoutFence(store), tickets };
    case 'acknowledge-before-commit':
      return { store: acknowledgingEarly(store, schedule), tickets };
    case 'blind-re-create':
      return { store, tickets: { ...tickets, findByCaseKey: () => Promise.resolve(portOk(null)) } };
    case 'deferred-answer-not-noted':
      return { store: forgettingPushes(store), tickets };
    default:
      return bug satisfies never;
  }
}

/** Words that went out in a promised answer still count as waiting, so that the next answer says them again. */
function forgettingPushes(store: Store): Store {
  return {
    ...store,
    transaction: (work) =>
      store.transaction((transaction) => work({ ...transaction, markPushed: () => Promise.resolve() })),
  };
}

/** Every message looks as if it had been decided just now. */
function withoutFence(store: Store): Store {
  return {
    ...store,
    transaction: (work) =>
      store.transaction((transaction) =>
        work({
          ...transaction,
          listUndelivered: async (conversation, options) =>
            (await transaction.listUndelivered(conversation, options)).map((message) => ({
              ...message,
              generation: Number.MAX_SAFE_INTEGER,
            })),
        }),
      ),
  };
}

/** Events count as taken before they are stored. */
function acknowledgingEarly(store: Store, schedule: Parts['schedule']): Store {
  return {
    ...store,
    inbox: {
      ...store.inbox,
      add: async (delivery) => {
        if (delivery.kind !== 'salesiq-event') return store.inbox.add(delivery);
        schedule(() => store.inbox.add(delivery));
        const promised: AddedDelivery = { id: '0', isNew: true, status: 'waiting', response: null };
        return promised;
      },
    },
  };
}
