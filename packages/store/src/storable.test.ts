import type { Json } from '@baton/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toJsonText, toStorableJson, toStorableKey, toStorableText } from './storable.ts';

const texts = fc.string({
  unit: fc.constantFrom('a', '\ud83d', '\ude00', '\u0000', '\uffff', '"', '\\', 'é'),
  maxLength: 12,
});

/** The most deeply nested text, so that nothing of a value escapes the check. */
const listTexts = (value: Json): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value)
    ? value.flatMap(listTexts)
    : Object.entries(value).flatMap(([name, item]) => [name, ...listTexts(item)]);
};

it('leaves storable texts alone and takes from others what cannot be stored', () => {
  expect(toStorableText('Grüße 😀 \uffff')).toBe('Grüße 😀 \uffff');
  expect(toStorableText('half \ud83d pair, \u0000 nothing')).toBe('half \ufffd pair, \ufffd nothing');
});

it('makes any JSON storable, and returns what is storable itself', () => {
  const json = fc.jsonValue({ stringUnit: 'binary' });
  fc.assert(
    fc.property(fc.oneof(json, fc.array(fc.dictionary(texts, texts))), (value) => {
      const stored = toStorableJson(value as Json);
      for (const text of listTexts(stored)) expect(toStorableText(text)).toBe(text);
      expect(toStorableJson(stored)).toBe(stored);
      expect(JSON.parse(toJsonText(value as Json))).toEqual(JSON.parse(JSON.stringify(stored)));
    }),
  );
});

it('cuts JSON that is nested too deeply', () => {
  const nested: Json = JSON.parse(`${'[{"a":'.repeat(5_000)}1${'}]'.repeat(5_000)}`);
  const text = toJsonText(nested);
  expect(text.length).toBeLessThan(1_000);
  expect(text).toContain('null');
});

it('keeps different keys different, short enough for an index, and usual ones as they are', () => {
  const key = fc.oneof(
    texts,
    texts.map((text) => `${'x'.repeat(2_000)}${text}`),
    texts.map((text) => text.repeat(500)),
  );
  fc.assert(
    fc.property(key, key, (left, right) => {
      expect(toStorableKey(left) === toStorableKey(right)).toBe(left === right);
      expect(toStorableText(toStorableKey(left))).toBe(toStorableKey(left));
      expect(Buffer.byteLength(toStorableKey(left))).toBeLessThanOrEqual(2_000);
    }),
    { numRuns: 2_000 },
  );
  expect(toStorableKey('flat:user\\:42:7')).toBe('flat:user\\:42:7');
});
