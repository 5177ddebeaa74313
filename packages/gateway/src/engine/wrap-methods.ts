/** One call of a method: its name with the path to it (`tickets.create`), and the call itself. */
export type Call = { name: string; proceed(): unknown };

/**
 * The same object, each method of which is called through `through`, however deep it lies: a record of desks is wrapped desk by desk.
 * What a method returns is left as it is.
 */
export function wrapMethods<Target extends object>(
  target: Target,
  through: (call: Call) => unknown,
  path = '',
): Target {
  const parts = new WeakMap<object, object>();
  return new Proxy(target, {
    get(inner, property) {
      const value: unknown = Reflect.get(inner, property, inner);
      const name = path === '' ? String(property) : `${path}.${String(property)}`;
      if (typeof value === 'function')
        return (...values: unknown[]) => through({ name, proceed: () => value.apply(inner, values) });
      if (!isPart(value)) return value;
      const part = parts.get(value) ?? wrapMethods(value, through, name);
      parts.set(value, part);
      return part;
    },
  });
}

/** Dates, maps, sets and buffers are values, not parts with methods of their own. */
function isPart(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const isBuiltIn = [Date, Map, Set, Uint8Array, RegExp].some((kind) => value instanceof kind);
  return !isBuiltIn;
}
