/** A member of an unknown object, undefined when there is none. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** A member as text; numbers become text, anything else null. */
export function text(value: unknown, name: string): string | null {
  const found = member(value, name);
  if (typeof found === 'string') return found;
  return typeof found === 'number' ? String(found) : null;
}

/** A member as text, empty when there is none. */
export const textOrEmpty = (value: unknown, name: string): string => text(value, name) ?? '';

/** A member as a list; anything else is empty. */
export function list(value: unknown, name: string): unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

/** A member as a list of texts; numbers become text, anything else is left out. */
export const texts = (value: unknown, name: string): string[] =>
  list(value, name).flatMap((item) =>
    typeof item === 'string' ? [item] : typeof item === 'number' ? [String(item)] : [],
  );

/** A member as a number; texts of digits count. */
export function number(value: unknown, name: string): number | null {
  const found = text(value, name);
  if (found === null || found.trim() === '') return null;
  const parsed = Number(found);
  return Number.isFinite(parsed) ? parsed : null;
}

/** A member as a truth; the texts "true" and "false" count. */
export function flag(value: unknown, name: string): boolean | null {
  const found = String(member(value, name)).toLowerCase();
  if (found === 'true') return true;
  return found === 'false' ? false : null;
}

/** A member as an instant: ISO text, or epoch milliseconds as text or number. Below 1 there is none: some write -1. */
export function instant(value: unknown, name: string): Date | null {
  const found = text(value, name);
  if (found === null || found === '') return null;
  const at = /^-?\d+$/.test(found) ? Number(found) : Date.parse(found);
  return Number.isFinite(at) && at > 0 ? new Date(at) : null;
}

/** A member as a map; anything else is empty. */
export function map(value: unknown, name: string): Record<string, unknown> {
  const found = member(value, name);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? { ...found } : {};
}

/** Only the members that have a value. */
export function defined<Value>(members: Record<string, Value | undefined | null>): Record<string, Value> {
  const kept: Record<string, Value> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined && value !== null) kept[name] = value;
  return kept;
}
