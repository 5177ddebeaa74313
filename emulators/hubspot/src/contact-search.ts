import { badMember, Refusal } from './replies.ts';
import type { ContactRow } from './rows.ts';
import { type JsonMap, listOf, mapOf, textOf } from './values.ts';
import { propertyOf } from './wire.ts';

type Filter = { operator: string; value: string; high: string; values: string[] };
type Test = (value: string | undefined, filter: Filter) => boolean;

const same = (left: string | undefined, right: string): boolean => left?.toLowerCase() === right.toLowerCase();

/** Numbers as numbers, everything else as text. */
function compare(left: string, right: string): number {
  const [one, other] = [Number(left), Number(right)];
  return Number.isNaN(one) || Number.isNaN(other) ? left.localeCompare(right) : one - other;
}

const order =
  (isRight: (difference: number) => boolean): Test =>
  (value, filter) =>
    value !== undefined && isRight(compare(value, filter.value));

/** A word of the value, with `*` for any characters. */
const hasToken: Test = (value, filter) => {
  const pattern = filter.value.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  const whole = new RegExp(`^${pattern}$`, 'i');
  return value !== undefined && [value, ...value.split(/[\s@.,;+()-]+/)].some((token) => whole.test(token));
};

const tests: Readonly<Record<string, Test>> = {
  EQ: (value, filter) => same(value, filter.value),
  NEQ: (value, filter) => !same(value, filter.value),
  LT: order((difference) => difference < 0),
  LTE: order((difference) => difference <= 0),
  GT: order((difference) => difference > 0),
  GTE: order((difference) => difference >= 0),
  BETWEEN: (value, { value: low, high }) =>
    value !== undefined && compare(value, low) >= 0 && compare(value, high) <= 0,
  IN: (value, { values }) => values.some((one) => same(value, one)),
  NOT_IN: (value, { values }) => !values.some((one) => same(value, one)),
  HAS_PROPERTY: (value) => value !== undefined && value !== '',
  NOT_HAS_PROPERTY: (value) => value === undefined || value === '',
  CONTAINS_TOKEN: hasToken,
  NOT_CONTAINS_TOKEN: (value, filter) => !hasToken(value, filter),
};

/** Whether a contact is meant: groups are OR, filters in a group AND (contract hubspot §7). @throws Refusal */
export function searchTest(body: JsonMap): (row: ContactRow) => boolean {
  const groups = listOf(body['filterGroups']).map((group) => listOf(mapOf(group)['filters']).map(readFilter));
  const words = textOf(body['query']).toLowerCase();
  return (row) =>
    (groups.length === 0 || groups.some((filters) => filters.every((filter) => filter(row)))) &&
    (words === '' || Object.values(row.properties).some((value) => value.toLowerCase().includes(words)));
}

function readFilter(given: unknown): (row: ContactRow) => boolean {
  const { propertyName, operator, value, highValue, values } = mapOf(given);
  const test = tests[textOf(operator)];
  if (test === undefined)
    throw new Refusal(badMember('operator', `operator must be one of ${Object.keys(tests).join(', ')}`));
  const name = textOf(propertyName);
  if (name === '') throw new Refusal(badMember('propertyName', 'propertyName is missing'));
  const filter = {
    operator: textOf(operator),
    value: textOf(value),
    high: textOf(highValue),
    values: listOf(values).map(textOf),
  };
  return (row) => test(propertyOf(row, name), filter);
}
