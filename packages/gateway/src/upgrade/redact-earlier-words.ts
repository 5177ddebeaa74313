import { isJsonObject, type Json, type JsonObject, redact } from '@baton/core';
import type { EarlierWords, KeptWords, Store } from '@baton/store';
import { sealResponse, sealWords, type WordsBox } from '../engine/exact-words.ts';

/** Words as they were said, with what is kept of them. */
type Change = { exact: string; kept: string };

/**
 * Versions before 0.4 stored what operators said to customers as it was said, and with it the answers that brought it. What is there of it
 * is redacted once; what customers have yet to get is sealed. A promised answer that was fixed by such a version is finished with the
 * redacted words. Returns how many messages were changed.
 */
export const redactEarlierWords = (store: Pick<Store, 'upgrade'>, box: Pick<WordsBox, 'seal'>): Promise<number> =>
  store.upgrade.redactWords((words) => redactAll(words, box));

function redactAll({ messages, responses, plans }: EarlierWords, box: Pick<WordsBox, 'seal'>): KeptWords {
  const read = messages.map((message) => ({ ...message, exact: message.text, kept: redact(message.text) }));
  const changed = read.filter(({ exact, kept }) => exact !== kept);
  return {
    messages: changed.map(({ seq, exact, kept, isOnItsWay }) => ({
      ...{ seq, text: kept },
      sealed: sealWords(box, isOnItsWay ? exact : null),
    })),
    responses: responses.flatMap(({ deliveryId, response }) => {
      if (!isJsonObject(response)) return [];
      const kept = redactObject(response, changed);
      return isSame(kept, response) ? [] : [{ deliveryId, ...sealResponse(box, { response: kept, exact: response }) }];
    }),
    plans: plans.flatMap(({ effectId, progress }) => {
      const kept = redactObject(progress, changed);
      return isSame(kept, progress) ? [] : [{ effectId, progress: kept }];
    }),
  };
}

const isSame = (left: Json, right: Json): boolean => JSON.stringify(left) === JSON.stringify(right);

const redactObject = (object: JsonObject, changes: Change[]): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, redactWithin(value, changes)]));

/** Channels put words into their answers whole, joined with others, or in pieces. */
function redactWithin(value: Json, changes: Change[]): Json {
  if (typeof value === 'string') return redactText(value, changes);
  if (Array.isArray(value)) return value.map((item) => redactWithin(item, changes));
  return isJsonObject(value) ? redactObject(value, changes) : value;
}

const redactText = (text: string, changes: Change[]): string =>
  changes.reduce((words, { exact, kept }) => {
    const isPiece = words !== '' && words !== exact && exact.includes(words);
    return isPiece ? redact(words) : words.replaceAll(exact, () => kept);
  }, text);
