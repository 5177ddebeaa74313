import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinKey } from './join-key.ts';

/** Parts that try to look like separators and escapes. */
const part = fc.oneof(
  fc.string({ unit: fc.constantFrom(':', '\\', 'a', '%', '3', '\ud800', '\u0000'), maxLength: 5 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const parts = fc.array(part, { minLength: 1, maxLength: 4 });
const join = ([first = '', ...others]: string[]): string => joinKey(first, ...others);

it('keeps apart what a plain separator would let run together', () => {
  expect(joinKey('flat', 'user:42', '7')).not.toBe(joinKey('flat', 'user', '42:7'));
  expect(joinKey('a', '')).not.toBe(joinKey('a'));
  expect(joinKey('a\\', 'b')).not.toBe(joinKey('a:b'));
});

it('writes usual parts as earlier versions did', () => {
  expect(joinKey('flat', 'chat-7', '4-2')).toBe('flat:chat-7:4-2');
});

it('gives different keys for different parts', () => {
  // Two lists cut from one stock of parts resemble each other far more often than two independent ones.
  const pairs = fc.array(part, { minLength: 1, maxLength: 3 }).chain((stock) => {
    const list = fc.array(fc.constantFrom(...stock, stock.join(':'), stock.join('\\:')), {
      minLength: 1,
      maxLength: 4,
    });
    return fc.tuple(list, list);
  });
  fc.assert(
    fc.property(fc.oneof(pairs, fc.tuple(parts, parts)), ([left, right]) => {
      expect(join(left) === join(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
    }),
    { numRuns: 20_000 },
  );
});

it('tells by its beginning which first part a key has', () => {
  fc.assert(
    fc.property(part, parts, (first, list) => {
      const isFirst = join(list).startsWith(`${joinKey(first)}:`);
      expect(isFirst).toBe(list.length > 1 && list[0] === first);
    }),
    { numRuns: 5_000 },
  );
});
