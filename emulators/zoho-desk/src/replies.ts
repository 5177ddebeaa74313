import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';

export const ok = (body?: unknown): EmulatorReply => ({ status: 200, body });

/** Nothing found is 204 with an empty body, never an empty list (contract zoho-desk §2). */
export const list = (data: unknown[]): EmulatorReply => (data.length === 0 ? { status: 204 } : ok({ data }));

/** Searches also count. */
export const found = (data: unknown[]): EmulatorReply =>
  data.length === 0 ? { status: 204 } : ok({ data, count: data.length });

export const failure = (status: number, errorCode: string, message: string): EmulatorReply => ({
  status,
  body: { errorCode, message },
});

export const notFound = failure(404, 'URL_NOT_FOUND', 'The URL you requested could not be found.');

export type FieldProblem = { field: string; type: 'invalid' | 'missing' | 'duplicate' };

export const invalidFields = (problems: FieldProblem[]): EmulatorReply => ({
  status: 422,
  body: {
    errorCode: 'INVALID_DATA',
    message: 'The data does not comply to the validation restrictions defined.',
    errors: problems.map(({ field, type }) => ({ fieldName: `/${field}`, errorType: type, errorMessage: '' })),
  },
});

export const invalid = (field: string, type: FieldProblem['type'] = 'invalid'): EmulatorReply =>
  invalidFields([{ field, type }]);

/** Published schemas close every object (fixture ticket.create.unknown-member). */
export function refuseExtraMembers(body: Record<string, unknown>, known: readonly string[]): EmulatorReply | null {
  const extra = Object.keys(body).find((name) => !known.includes(name));
  return extra === undefined ? null : failure(422, 'UNPROCESSABLE_ENTITY', `Extra parameter '${extra}' is found.`);
}

/** The body as an object; anything else is an empty one. */
export function bodyOf(request: EmulatorRequest): Record<string, unknown> {
  const body = request.json();
  return typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {};
}

export const textOr = <Fallback>(value: unknown, fallback: Fallback): string | Fallback =>
  typeof value === 'string' ? value : fallback;

export const idsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : [];

export const mapOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

/** The part of the rows that `from` and `limit` ask for. */
export function pageOf<Item>(
  items: Item[],
  query: Record<string, string>,
  { fallback, max }: { fallback: number; max: number },
): Item[] {
  const from = Number(query['from'] ?? 0);
  return items.slice(from, from + Math.min(max, Number(query['limit'] ?? fallback)));
}
