import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toStoredKey } from './stored-key.ts';

it('is the parts themselves, as earlier versions wrote them, while they are short', () => {
  expect(toStoredKey(['flat', 'chat', '1'])).toBe('flat:chat:1');
});

it('is short whatever the parts are, the same for the same and different for different ones', () => {
  const part = fc.oneof(fc.string(), fc.string({ unit: 'binary', minLength: 300, maxLength: 400 }));
  const parts = fc.array(part, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(parts, parts, (left, right) => {
      expect(Buffer.byteLength(toStoredKey(left))).toBeLessThanOrEqual(1_000);
      expect(toStoredKey([...left])).toBe(toStoredKey(left));
      expect(toStoredKey(left) === toStoredKey(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
    }),
    { numRuns: 30 },
  );
});

it('tells long parts apart that end differently', () => {
  const long = 'x'.repeat(2_000);
  expect(toStoredKey(['a', long, '1'])).not.toBe(toStoredKey(['a', long, '2']));
});
