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

/** A member as a list; anything else is empty. */
export function list(value: unknown, name: string): unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}
