/** A seeded source of chance: the same seed, the same corpus. */
export type Random = {
  /** A number from 0 up to 1. */
  next(): number;
  integer(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  digits(count: number): string;
  characters(alphabet: string, count: number): string;
};

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  const characters = (alphabet: string, count: number): string =>
    Array.from({ length: count }, () => pick([...alphabet])).join('');
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick,
    digits: (count) => characters('0123456789', count),
    characters,
  };
}
