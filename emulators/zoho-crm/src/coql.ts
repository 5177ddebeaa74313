import type { EmulatorReply } from '@baton/emulator-kit';
import { invalidModule, none, refused } from './replies.ts';
import { type Crm, isModule, type RecordRow } from './rows.ts';
import { recordWire } from './wire.ts';

export type Query = { fields: string; module: string; where: string | null; offset: number; count: number };

/** A small part of COQL: one module, `=`, `!=`, `in`, `is null`, `is not null`, joined by `and`. Not subject to the index. */
export function readQuery(text: string): Query | null {
  const parts = /^select (.+?) from (\w+)(?: where (.+?))?(?: limit (\d+)(?:, ?(\d+))?)?$/i.exec(text.trim());
  if (parts === null) return null;
  const [, fields = '', module = '', where, first, second] = parts;
  const offset = second === undefined ? 0 : Number(first);
  return { fields, module, where: where ?? null, offset, count: Number(second ?? first ?? 200) };
}

export function runQuery(crm: Crm, text: string): EmulatorReply {
  const query = readQuery(text);
  if (query === null) return syntaxError({ line: 1, column: 1, near: text.slice(0, 10) });
  if (!isModule(query.module)) return invalidModule;
  if (query.where === null) return refused(400, 'SYNTAX_ERROR', 'missing clause', { clause: 'where' });
  const tests = query.where
    .replace(/^\(+|\)+$/g, '')
    .split(/\)?\s+and\s+\(?/i)
    .map(readCondition);
  if (query.count > 2_000) return refused(400, 'LIMIT_EXCEEDED', 'limit exceeded', { limit: 2_000 });
  if (tests.some((test) => test === null)) return syntaxError({ line: 1, column: 1, near: query.where.slice(0, 10) });
  const rows = crm.records[query.module].list().filter((row) => tests.every((test) => test?.(row) === true));
  const shown = rows.slice(query.offset, query.offset + query.count);
  if (shown.length === 0) return none;
  const { module, fields } = query;
  const data = shown.map((row) => recordWire(module, row, fields));
  const info = { count: data.length, more_records: rows.length > query.offset + query.count };
  return { status: 200, body: { data, info } };
}

const syntaxError = (details: Record<string, unknown>): EmulatorReply =>
  refused(400, 'SYNTAX_ERROR', 'error occurred while parsing the query', details);

function readCondition(text: string): ((row: RecordRow) => boolean) | null {
  const [, field = '', operator = '', rest = ''] =
    /^\s*([\w.]+)\s*(!=|=|in|is not null|is null)\s*(.*?)\s*$/i.exec(text) ?? [];
  const value = (row: RecordRow): string | null =>
    row[field] === undefined || row[field] === null ? null : String(row[field]);
  const values = [...rest.matchAll(/'((?:[^'\\]|\\.)*)'|\b(true|false)\b/g)].map(
    ([, quoted, plain]) => quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '',
  );
  switch (operator.toLowerCase()) {
    case 'is null':
      return (row) => value(row) === null;
    case 'is not null':
      return (row) => value(row) !== null;
    case '=':
      return values.length === 1 ? (row) => value(row) === values[0] : null;
    case '!=':
      return values.length === 1 ? (row) => value(row) !== values[0] : null;
    case 'in':
      return values.length > 0 ? (row) => values.includes(value(row) ?? '') : null;
    default:
      return null;
  }
}
