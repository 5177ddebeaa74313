import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitText } from './transcript.ts';

it('cuts at a line or word end, and at the limit when there is none', () => {
  expect(splitText('one two three', 8)).toEqual(['one two', 'three']);
  expect(splitText('x'.repeat(7), 3)).toEqual(['xxx', 'xxx', 'x']);
  expect(splitText('', 3)).toEqual([]);
});

it('cuts no character in half, exceeds no limit and loses nothing but blanks at cuts', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '👩', 'é', '🚒'), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 12 }), (whole, charactersMax) => {
      const pieces = splitText(whole, charactersMax);
      for (const piece of pieces) {
        expect(piece.isWellFormed()).toBe(true);
        expect(piece.length).toBeLessThanOrEqual(charactersMax);
      }
      expect(pieces.join('').replaceAll(/\s/g, '')).toBe(whole.replaceAll(/\s/g, ''));
    }),
  );
});
