import { ApiFault, invalidParam } from '../api-fault.ts';

type Query = Record<string, string>;

/** A whole number of the query string within bounds, else 1011 with the parameter's name. */
export function wholeNumber(query: Query, name: string, rule: { fallback: number; min: number; max: number }): number {
  const text = query[name];
  if (text === undefined || text === '') return rule.fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < rule.min || value > rule.max) throw invalidParam(name);
  return value;
}

/** A time in milliseconds, or null when absent. */
export function timeOf(query: Query, name: string): number | null {
  const text = query[name];
  if (text === undefined || text === '') return null;
  if (!/^\d+$/u.test(text)) throw invalidParam(name);
  return Number(text);
}

export function pageOf<T>(rows: readonly T[], page: number, size: number): T[] {
  return rows.slice((page - 1) * size, page * size);
}

/** `index` paging: 20 rows from a 1-based index (salesiq.md §1.6). */
export function indexPage<T>(rows: readonly T[], query: Query): T[] {
  const index = wholeNumber(query, 'index', { fallback: 1, min: 1, max: Number.MAX_SAFE_INTEGER });
  return rows.slice(index - 1, index - 1 + 20);
}

export function oneOf<T extends string>(query: Query, name: string, choices: readonly T[]): T | null {
  const text = query[name];
  if (text === undefined || text === '') return null;
  const choice = choices.find((item) => item === text);
  if (choice === undefined) throw new ApiFault(1029, 'Invalid filter', { param: name });
  return choice;
}
