import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from './parse-json.ts';

const big = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n });
type Tree = bigint | string | boolean | null | number | Tree[] | { [key: string]: Tree };
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    big,
    fc.string(),
    fc.constantFrom('12345678901234567890', '"9007199254740993', '\\"1234567890123456789\\'),
    fc.boolean(),
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('tree'),
      { maxKeys: 4 },
    ),
  ),
}));

function write(value: Tree): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[ ${value.map(write).join(' , ')} ]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, inner]) => `${JSON.stringify(key)} : ${write(inner)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}

function expected(value: Tree): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (typeof value === 'number')
    return Number.isInteger(value) && !Number.isSafeInteger(value) && !/e/i.test(JSON.stringify(value))
      ? JSON.stringify(value)
      : value;
  if (Array.isArray(value)) return value.map(expected);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expected(inner)]));
  return value;
}

test('integers beyond 2^53 keep every digit, and everything else is what JSON.parse says', () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(parseJson(write(value))).toEqual(expected(value));
    }),
    { numRuns: 2_000 },
  );
});

test('long digits behind a decimal point or in an exponent are left alone', () => {
  expect(parseJson('[0.125000000000000000000, 1234567890123456789.5, 1e0000000000000000]')).toEqual([
    0.125, 1234567890123456800, 1,
  ]);
});

test('a text of megabytes is walked through without recursion', () => {
  const text = `\\"${'x'.repeat(3_000_000)}`;
  expect(parseJson(JSON.stringify({ id: 1, text, n: '1234567890123456789' }))).toEqual({
    id: 1,
    text,
    n: '1234567890123456789',
  });
});

test('what is not JSON is refused', () => {
  for (const text of ['', '{', '"12345678901234567', '-', '[1234567890123456789', '01234567890123456789'])
    expect(() => parseJson(text)).toThrow(SyntaxError);
});
