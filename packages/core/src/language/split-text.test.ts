import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from './split-text.ts';

const family = '👨‍👩‍👧‍👦';
const flag = '🇩🇪';

describe('splitting a text', () => {
  it.each([
    ['', 10, []],
    ['short', 10, ['short']],
    ['one two three', 8, ['one two', 'three']],
    ['one\ntwo three', 12, ['one\ntwo', 'three']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['a b cdefghijkl', 8, ['a b cdef', 'ghijkl']],
    ['   ', 2, []],
    ['😀😀😀', 3, ['😀', '😀', '😀']],
    ['😀', 1, ['😀']],
    [`ab${family}`, 12, ['ab', family]],
    [`a${flag}${flag}`, 5, [`a${flag}`, flag]],
    ['e\u0301e\u0301', 3, ['e\u0301', 'e\u0301']],
    ['a\r\nb', 2, ['a', 'b']],
  ])('%j in at most %i', (text, unitsMax, pieces) => {
    expect(splitText(text, unitsMax)).toEqual(pieces);
  });

  it('cuts a character that is too long by itself between code points', () => {
    const pieces = splitText(family, 4);
    expect(pieces.join('')).toBe(family);
    expect(pieces.every((piece) => piece.isWellFormed() && piece.length <= 4)).toBe(true);
    const zalgo = `e${'\u0301'.repeat(500)}`;
    expect(splitText(zalgo, 100).join('')).toBe(zalgo);
  });

  it('loses nothing but white space, keeps to the limit and leaves every piece well-formed', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'ß', ' ', '\n', '😀', '\u0301', family, flag, '漢'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (whole, unitsMax) => {
        const pieces = splitText(whole, unitsMax);
        expect(pieces.join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(unitsMax);
          expect(piece.isWellFormed()).toBe(true);
          expect(piece).not.toBe('');
        }
      }),
      { numRuns: 500 },
    );
  });
});
