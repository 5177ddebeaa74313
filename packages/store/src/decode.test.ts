import { AppError } from '@baton/core';
import { expect, it } from 'vitest';
import { boolean, instant, integer, json, object, oneOf, optionalBytes, optionalText, text, texts } from './decode.ts';

const read = (decode: (row: Record<string, unknown>, name: string) => unknown, value: unknown): unknown => {
  try {
    return decode({ column: value }, 'column');
  } catch (error) {
    if (error instanceof AppError && error.code === 'internal') return error.details['column'];
    throw error;
  }
};
const status = (row: Record<string, unknown>, name: string): string => oneOf(row, name, ['waiting', 'done']);
const at = new Date('2026-03-02T10:00:00.123Z');

it.each([
  [text, 'a', 'a'],
  [optionalText, null, null],
  [integer, '12', 12],
  [integer, 12n, 12],
  [boolean, false, false],
  [instant, at, at],
  [optionalBytes, null, null],
  [status, 'done', 'done'],
  [object, { a: [1] }, { a: [1] }],
  [json, undefined, null],
  [json, [1, { a: null }], [1, { a: null }]],
  [texts, ['a'], ['a']],
])('reads what it expects (%o)', (decode, value, expected) => {
  expect(read(decode, value)).toEqual(expected);
});

it.each([
  [text, null],
  [text, 1],
  [optionalText, 1],
  [integer, '12.5'],
  [integer, ''],
  [integer, '9007199254740993'],
  [integer, null],
  [boolean, 'true'],
  [instant, '2026-03-02'],
  [instant, new Date('never')],
  [optionalBytes, 'text'],
  [status, 'gone'],
  [object, []],
  [object, null],
  [object, at],
  [json, at],
  [texts, ['a', 1]],
])('names the column of anything else, and never its value (%o)', (decode, value) => {
  expect(read(decode, value)).toBe('column');
});
