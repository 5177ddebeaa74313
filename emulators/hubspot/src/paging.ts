import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { invalid, ok } from './replies.ts';

/** The contract knows no default; nothing it says limits a page. */
const pageLength = 20;

type Page = { isCounted: boolean };

/**
 * One page of the rows. `after` is the Base64 of how many were passed; lists that are counted say the total, the others do not
 * (contract hubspot §17).
 */
export function pageOf(
  request: EmulatorRequest,
  rows: readonly unknown[],
  { isCounted }: Page = { isCounted: true },
): EmulatorReply {
  const { limit = request.query['defaultPageLength'] ?? String(pageLength), after } = request.query;
  const from = after === undefined || after === '' || after === '0' ? 0 : offsetOf(after);
  if (!/^[1-9]\d*$/.test(limit)) return invalid(`Invalid input: limit must be a positive number, not ${limit}`);
  if (from === null) return invalid('Invalid input: after is not a paging cursor');
  const until = from + Number(limit);
  return ok({
    ...(isCounted ? { total: rows.length } : {}),
    results: rows.slice(from, until),
    ...(until < rows.length ? { paging: { next: nextPage(request, until) } } : {}),
  });
}

const offsetOf = (after: string): number | null => {
  const offset = Buffer.from(after, 'base64').toString('latin1');
  return /^\d+$/.test(offset) ? Number(offset) : null;
};

function nextPage({ query, path, headers }: EmulatorRequest, offset: number): { after: string; link: string } {
  const after = Buffer.from(String(offset)).toString('base64').replaceAll('=', '');
  const parameters = new URLSearchParams({ ...query, after });
  parameters.delete('hapikey');
  return { after, link: `http://${headers['host'] ?? '127.0.0.1'}${path}?${parameters}` };
}

/** The rows in the order of `sort` (`name`, `-name`), for members that are texts. */
export function sorted<T extends Record<string, unknown>>(rows: readonly T[], sort: string | undefined): T[] {
  const name = sort?.replace(/^-/, '');
  if (name === undefined || name === '') return [...rows];
  const direction = sort?.startsWith('-') === true ? -1 : 1;
  return [...rows].sort((left, right) => direction * String(left[name] ?? '').localeCompare(String(right[name] ?? '')));
}

/** The values of a query parameter that may be given several times. */
export function valuesOf(query: Record<string, string | string[]>, name: string): string[] {
  const given = query[name] ?? query[`${name}[]`] ?? [];
  return [given].flat();
}
