import type { Found } from './story.ts';

/** Stands in every secret that operators tell customers. */
export const secretMark = 'swordfish';

/** Secrets that stand readable in any row. */
export const findReadableSecrets = (found: Found): string[] =>
  Object.entries(found).flatMap(([name, rows]) =>
    toText(rows).includes(secretMark) ? [`a secret of an operator is readable in ${name}`] : [],
  );

/** Exact words that are kept although they were said or never will be. */
export const findForgottenSeals = ({ messages }: Found): string[] =>
  [...messages.values()].flat().flatMap(({ seq, state, sealed }) => {
    const isOver = state === 'delivered' || state === 'dropped';
    return sealed !== null && isOver ? [`message ${seq} is ${state} and still sealed`] : [];
  });

/** How many values are sealed. */
export function countSeals({ messages, deliveries }: Found): number {
  const waiting = [...messages.values()].flat().filter(({ sealed }) => sealed !== null).length;
  return waiting + deliveries.filter(({ sealedResponse }) => sealedResponse !== null).length;
}

/** Bytes as the letters that somebody who looks into the database would see. */
const toText = (value: unknown): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, name, item: unknown) {
    const original = this[name];
    if (original instanceof Uint8Array) return Buffer.from(original).toString('latin1');
    return item instanceof Map ? [...item] : item;
  });
