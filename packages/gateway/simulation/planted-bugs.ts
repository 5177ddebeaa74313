import { type Channel, type Intent, isJsonObject, parseState, portOk, type TicketSystem } from '@baton/core';
import { type AddedDelivery, type Delivery, type Store, timerKind } from '@baton/store';
import type { Inspection } from '../../store/testing/inspection.ts';
import { changeIntent } from './stored-intent.ts';

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
  inspection: Inspection;
  tickets: TicketSystem;
  /** The channel that words are brought on. */
  push: Channel;
  schedule(work: () => Promise<unknown>): void;
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
      return { ...parts, store: addressingToPresentLegs(parts) };
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
        const promised: AddedDelivery = {
          id: '0',
          isNew: true,
          status: 'waiting',
          response: null,
          sealedResponse: null,
        };
        return promised;
      },
    },
  };
}

/** The leg a conversation is at now. */
async function findLeg({ inspection }: Parts, id: string) {
  const conversation = (await inspection.listConversations()).find((each) => each.id === id);
  return conversation === undefined ? undefined : parseState(conversation.state).handoff?.leg;
}

/** An event of any chat of a conversation speaks for the chat it has now. */
async function addressToPresentLeg(parts: Parts, intent: Intent): Promise<Intent> {
  if (intent.type !== 'desk-event') return intent;
  const links = await parts.inspection.listDeskLinks();
  const link = links.find(({ desk, reference }) => desk === intent.desk && reference === intent.reference);
  const leg = link === undefined ? undefined : await findLeg(parts, link.conversationId);
  const isOther = leg?.route === 'relay' && leg.reference !== null;
  return isOther ? { ...intent, desk: leg.desk, reference: leg.reference ?? intent.reference } : intent;
}

const addressingToPresentLegs = (parts: Parts): Store =>
  changingDeliveries(parts.store, (delivery) => changeIntent(delivery, (intent) => addressToPresentLeg(parts, intent)));

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
  return changingDeliveries(parts.store, async (delivery) => {
    const { data, conversationId } = delivery.redacted;
    if (delivery.kind !== timerKind || !isJsonObject(data) || typeof data['legKey'] !== 'string') return delivery;
    const legKey = (await findLeg(parts, String(conversationId)))?.key ?? data['legKey'];
    return { ...delivery, redacted: { ...delivery.redacted, data: { ...data, legKey } } };
  });
}

/** Deliveries are handed out changed. */
function changingDeliveries(store: Store, change: (delivery: Delivery) => Promise<Delivery>): Store {
  const claim: Store['inbox']['claim'] = async (options) => {
    const claimed = await store.inbox.claim(options);
    return claimed === null ? null : { ...claimed, items: await Promise.all(claimed.items.map(change)) };
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
