import type { Json } from '@baton/core';
import type { NewDelivery } from '../delivery.ts';
import { toJsonText, toStorableKey } from '../storable.ts';
import type { BufferedTurn } from './turn-buffer.ts';

/** A delivery that waited and is over now. `isAnswered`: whether it had a response when it was looked at. */
export type FinishedDelivery = { id: string; isAnswered: boolean };

type Contents = {
  /** What is stored with its turn; null for the turns of deliveries that were stored before. */
  delivery: (Omit<NewDelivery, 'body'> & { id: string; response: Json }) | null;
  finished: FinishedDelivery[];
  turn: BufferedTurn;
};

/** The one parameter of `process_at_once`. */
export function toDocument({ delivery, finished, turn }: Contents): string {
  const { made, after, expectedVersion, isClosed } = turn.conversation;
  const document = {
    delivery,
    finished,
    conversation: after === null ? null : { ...toJson(after), isNew: made !== null, expectedVersion, isClosed },
    events: turn.events,
    messages: turn.messages,
    marks: turn.marks,
    effects: turn.effects.map(({ key, lane, delayMs, ...effect }) => ({
      ...effect,
      key: toStorableKey(key),
      lane: toStorableKey(lane),
      delayMs: Math.round(delayMs),
    })),
    timers: turn.timers.map(({ key, delayMs, ...timer }) => ({
      ...timer,
      key: toStorableKey(key),
      delayMs: Math.round(delayMs),
    })),
  } satisfies Record<string, Json>;
  return toJsonText(document);
}

const toJson = ({ chatId, ...conversation }: NonNullable<BufferedTurn['conversation']['after']>) => ({
  ...conversation,
  chatId: toStorableKey(chatId),
});
