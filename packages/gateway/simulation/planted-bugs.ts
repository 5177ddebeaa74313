import { type Channel, type Intent, isJsonObject, joinKey, parseState, portOk, type TicketSystem } from '@baton/core';
import { type AddedDelivery, type Delivery, type Store, timerKind } from '@baton/store';
import type { createMemoryStore } from '@baton/testkit';

/** Mistakes the simulation must notice; `none` is the real product. */
export type PlantedBug =
  | 'none'
  | 'no-fence'
  | 'acknowledge-before-commit'
  | 'blind-re-create'
  | 'deferred-answer-not-noted'
  | 'event-of-another-leg'
  | 'lane-shared-between-legs'
  | 'timer-of-earlier-visit'
  | 'push-repeated';

type Parts = {
  store: Store;
  tables: ReturnType<typeof createMemoryStore>['tables'];
  tickets: TicketSystem;
  /** The channel that words are brought on. */
  push: Channel;
  schedule(work: () => Promise<unknown>): void;
  /** What a stored delivery asks for. */
  read(intent: Intent): Intent;
};

/** The same parts with one mistake in them. */
export function plantBug(bug: PlantedBug, parts: Parts): Parts {
  const { store, tickets } = parts;
  switch (bug) {
    case 'none':
      return parts;
    case 'no-fence':
      return { ...parts, store: withoutFence(store) };
    case 'acknowledge-before-commit':
      return { ...parts, store: acknowledgingEarly(store, parts.schedule) };
    case 'blind-re-create':
      return { ...parts, tickets: { ...tickets, findByCaseKey: () => Promise.resolve(portOk(null)) } };
    case 'deferred-answer-not-noted':
      return { ...parts, store: forgettingPushes(store) };
    case 'event-of-another-leg':
      return { ...parts, read: (intent) => addressToPresentLeg(parts, intent) };
    case 'lane-shared-between-legs':
      return { ...parts, store: sharingLanes(store) };
    case 'timer-of-earlier-visit':
      return { ...parts, store: believingAllTimers(parts) };
    case 'push-repeated':
      return { ...parts, push: pushingAnew(parts.push) };
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

/** The leg a conversation is at now. */
function findLeg({ tables }: Parts, id: string) {
  const conversation = tables.conversations.get(id);
  return conversation === undefined ? undefined : parseState(conversation.state).handoff?.leg;
}

/** An event of any chat of a conversation speaks for the chat it has now. */
function addressToPresentLeg(parts: Parts, intent: Intent): Intent {
  if (intent.type !== 'desk-event') return intent;
  const { tables } = parts;
  const id = tables.deskLinks.get(joinKey('default', intent.desk, intent.reference));
  const leg = id === undefined ? undefined : findLeg(parts, id);
  const isOther = leg?.route === 'relay' && leg.reference !== null;
  return isOther ? { ...intent, desk: leg.desk, reference: leg.reference ?? intent.reference } : intent;
}

/** All legs of a handoff have one lane. */
function sharingLanes(store: Store): Store {
  return {
    ...store,
    transaction: (work) =>
      store.transaction((transaction) =>
        work({
          ...transaction,
          appendTurn: (turn) =>
            transaction.appendTurn({
              ...turn,
              effects: turn.effects.map((effect) => ({
                ...effect,
                lane: effect.lane.replace(/(leg-.+-h\d+)\.\d+$/, '$1'),
              })),
            }),
        }),
      ),
  };
}

/** The time of a leg that is over counts against the one that came after it. */
function believingAllTimers(parts: Parts): Store {
  const { store } = parts;
  const renamed = (delivery: Delivery): Delivery => {
    const { data, conversationId } = delivery.redacted;
    if (delivery.kind !== timerKind || !isJsonObject(data) || typeof data['legKey'] !== 'string') return delivery;
    const legKey = findLeg(parts, String(conversationId))?.key ?? data['legKey'];
    return { ...delivery, redacted: { ...delivery.redacted, data: { ...data, legKey } } };
  };
  const claim: Store['inbox']['claim'] = async (options) => {
    const claimed = await store.inbox.claim(options);
    return claimed === null ? null : { ...claimed, items: claimed.items.map(renamed) };
  };
  return { ...store, inbox: { ...store.inbox, claim } };
}

/** Each try brings the same words under new ids. */
function pushingAnew(channel: Channel): Channel {
  const { push } = channel;
  if (push === null) return channel;
  let tries = 0;
  return {
    ...channel,
    push: {
      ...push,
      send: (chatId, messages) => {
        tries += 1;
        return push.send(
          chatId,
          messages.map((message) => ({ ...message, id: `${message.id} try ${tries}` })),
        );
      },
    },
  };
}
