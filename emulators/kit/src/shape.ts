/** Reads a part of data that people wrote, and notes what is wrong with it. */
export type Shape<T> = (value: unknown, place: Place) => T;
export type InferShape<S> = S extends Shape<infer T> ? T : never;
type Place = { path: string; note(path: string, rule: string): void };

/** Data is not what it should be; one line for each problem, with its path. */
export class ShapeProblem extends Error {
  override readonly name = 'ShapeProblem';
  readonly problems: readonly string[];

  constructor(name: string, problems: readonly string[]) {
    super(`${name}: ${problems.join('; ')}.`);
    this.problems = problems;
  }
}

/** The data as the shape reads it. @throws ShapeProblem with all problems at once */
export function readShape<T>(shape: Shape<T>, value: unknown, name: string): T {
  const problems: string[] = [];
  const read = shape(value, { path: '', note: (path, rule) => problems.push(`${path || 'all of it'} ${rule}`) });
  if (problems.length > 0) throw new ShapeProblem(name, problems);
  return read;
}

export const text: Shape<string> = (value, { path, note }) => {
  if (typeof value === 'string' && value.trim() !== '') return value;
  note(path, 'must be a text');
  return '';
};

export const flag: Shape<boolean> = (value, { path, note }) => {
  if (typeof value !== 'boolean') note(path, 'must be true or false');
  return value === true;
};

export const oneOf =
  <Value extends string>(allowed: readonly [Value, ...Value[]]): Shape<Value> =>
  (value, { path, note }) => {
    const known = allowed.find((candidate) => candidate === value);
    if (known === undefined) note(path, `must be one of ${allowed.join(', ')}`);
    return known ?? allowed[0];
  };

export const optional =
  <T>(shape: Shape<T>): Shape<T | undefined> =>
  (value, place) =>
    value === undefined || value === null ? undefined : shape(value, place);

/** An absent list is an empty one. */
export const listOf =
  <T>(shape: Shape<T>): Shape<T[]> =>
  (value, { path, note }) => {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.map((item, index) => shape(item, { path: `${path}[${index}]`, note }));
    note(path, 'must be a list');
    return [];
  };

/** An object with any members. */
export const mapOf: Shape<Record<string, unknown>> = (value, { path, note }) => {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return Object.fromEntries(Object.entries(value));
  note(path, 'must be an object');
  return {};
};

/** An object with these members and no others. */
export const record =
  <Members extends Record<string, Shape<unknown>>>(
    members: Members,
  ): Shape<{ [Name in keyof Members]: InferShape<Members[Name]> }> =>
  (value, place) => {
    const given = mapOf(value, place);
    const at = (name: string): string => (place.path === '' ? name : `${place.path}.${name}`);
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(members, name))
        place.note(at(name), `is not known; there are ${Object.keys(members).join(', ')}`);
    }
    const read = Object.entries(members).map(([name, shape]) => [
      name,
      shape(given[name], { path: at(name), note: place.note }),
    ]);
    return Object.fromEntries(read) as { [Name in keyof Members]: InferShape<Members[Name]> };
  };
