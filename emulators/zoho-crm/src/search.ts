import type { EmulatorReply } from '@baton/emulator-kit';
import { namesOf } from './metadata.ts';
import { none, refused } from './replies.ts';
import type { Crm, ModuleName, RecordRow } from './rows.ts';
import { recordWire } from './wire.ts';

const indexLagMs = 2_000;
const recordsMax = 2_000;
const operators = ['equals', 'not_equal', 'starts_with', 'in'];
type Test = (row: RecordRow) => boolean;
type Reading = { ok: true; test: Test } | { ok: false; reply: EmulatorReply };

/**
 * `GET /{module}/search`: one of criteria, email, phone and word, in this order; the rest is ignored. An index: new and changed
 * records come late (contract zoho-crm §3).
 */
export function search(crm: Crm, module: ModuleName, query: Record<string, string>): EmulatorReply {
  const { per_page: perPage = '200', page = '1', converted = 'false', fields } = query;
  if (Number(page) * Math.min(200, Number(perPage)) > recordsMax)
    return refused(400, 'LIMIT_REACHED', 'maximum response iteration limit reached', { limit: String(recordsMax) });
  const reading = read(module, query);
  if (!reading.ok) return reading.reply;
  const lagMs = crm.host.faults.indexLagMs('crm', indexLagMs);
  const isIndexed: Test = (row) => Date.parse(row.Modified_Time) + lagMs <= crm.host.clock.now().getTime();
  const isKind: Test = (row) => converted === 'both' || String(row['Converted'] === true) === converted;
  const rows = crm.records[module]
    .list()
    .reverse()
    .filter((row) => isIndexed(row) && isKind(row) && reading.test(row));
  return pageOf(rows, { page: Number(page), perPage: Math.min(200, Number(perPage)) }, (row) =>
    recordWire(module, row, fields),
  );
}

export function pageOf<Item>(
  rows: Item[],
  { page, perPage }: { page: number; perPage: number },
  toWire: (row: Item) => unknown,
): EmulatorReply {
  const data = rows.slice((page - 1) * perPage, page * perPage).map(toWire);
  if (data.length === 0) return none;
  const info = { per_page: perPage, count: data.length, page, sort_by: 'id', sort_order: 'desc' };
  return { status: 200, body: { data, info: { ...info, more_records: rows.length > page * perPage } } };
}

function read(module: ModuleName, { criteria, email, phone, word }: Record<string, string>): Reading {
  if (criteria !== undefined) return readCriteria(module, criteria);
  const among = (names: string[], wanted: string): Reading => ({
    ok: true,
    test: (row) => names.some((name) => lower(row[name]) === wanted.toLowerCase()),
  });
  if (email !== undefined) return among(namesOf(module, ['email']), email);
  if (phone !== undefined) return among(namesOf(module, ['phone']), phone);
  if (word !== undefined && word.length >= 2) {
    const names = namesOf(module, ['text', 'email', 'phone', 'textarea', 'picklist']);
    return { ok: true, test: (row) => names.some((name) => lower(row[name]).includes(word.toLowerCase())) };
  }
  const details = { param_names: ['criteria', 'email', 'phone', 'word'] };
  return { ok: false, reply: refused(400, 'EXPECTED_PARAM_MISSING', 'mandatory param missing', details) };
}

const lower = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');

/** Conditions joined by `and`, or by `or`, without nesting; a backslash escapes `( ) , \`. */
function readCriteria(module: ModuleName, criteria: string): Reading {
  const conditions = [...criteria.matchAll(/\(([A-Za-z]\w*):(\w+):((?:\\.|[^()\\])*)\)/g)];
  const known = new Set([...namesOf(module, ['text', 'email', 'phone', 'textarea', 'picklist', 'boolean']), 'id']);
  const invalid = (details: Record<string, unknown>): Reading => ({
    ok: false,
    reply: refused(400, 'INVALID_QUERY', 'Invalid query formed', details),
  });
  if (conditions.length === 0) return invalid({ reason: 'invalid criteria' });
  if (conditions.length > 10)
    return { ok: false, reply: refused(400, 'CRITERIA_LIMIT_EXCEEDED', 'criteria limit exceeded', { limit: 10 }) };
  for (const [, api_name = '', operator = ''] of conditions) {
    if (!known.has(api_name)) return invalid({ reason: 'invalid field found', api_name });
    if (!operators.includes(operator)) return invalid({ reason: 'invalid operator found', api_name, operator });
  }
  const tests = conditions.map(([, field = '', operator = '', value = '']) => testOf(field, operator, value));
  const isAny = /\)\s*or\s*\(/i.test(criteria);
  return { ok: true, test: (row) => (isAny ? tests.some((test) => test(row)) : tests.every((test) => test(row))) };
}

/** `equals` behaves like contains for text, as in the field. */
function testOf(field: string, operator: string, value: string): Test {
  const values = value.split(/(?<!\\),/).map((part) => part.replace(/\\(.)/g, '$1').toLowerCase());
  const [wanted = ''] = values;
  switch (operator) {
    case 'starts_with':
      return (row) => lower(row[field]).startsWith(wanted);
    case 'not_equal':
      return (row) => lower(row[field]) !== wanted;
    case 'in':
      return (row) => values.includes(lower(row[field]));
    default:
      return (row) => lower(row[field]).includes(values.join(','));
  }
}
