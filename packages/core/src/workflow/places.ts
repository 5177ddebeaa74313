import { z } from 'zod';

/** What a member of a step is to the checks: where it leads, words with placeholders, a slot that is set or one that is read. */
export type Role = 'target' | 'text' | 'sets-slot' | 'reads-slot';

/** Values of a step by their place in it, such as `options.0.next`. */
export type Places = Record<string, string>;

/** As much of a JSON Schema as finding the roles needs. */
const schemaNode = z.object({
  role: z.string().optional(),
  get items() {
    return schemaNode.optional();
  },
  get anyOf() {
    return z.array(schemaNode).optional();
  },
  get properties() {
    return z.record(z.string(), schemaNode).optional();
  },
});
type SchemaNode = z.infer<typeof schemaNode>;

/** Finds the values that play a role, as the members of the schema are marked (`meta({ role })`). */
export function findPlaces(schema: z.ZodType): (value: unknown, role: Role) => Places {
  const root = schemaNode.parse(z.toJSONSchema(schema, { unrepresentable: 'any' }));
  return (value, role) => Object.fromEntries(list(value, root, { role, place: '' }));
}

function list(value: unknown, node: SchemaNode | undefined, at: { role: Role; place: string }): [string, string][] {
  if (node === undefined || value === undefined || value === null) return [];
  if (node.role === at.role && typeof value === 'string') return [[at.place, value]];
  const choices = (node.anyOf ?? []).flatMap((choice) => list(value, choice, at));
  if (typeof value !== 'object') return choices;
  const members = Object.entries(value).flatMap(([name, member]) =>
    list(member, node.items ?? node.properties?.[name], {
      role: at.role,
      place: at.place === '' ? name : `${at.place}.${name}`,
    }),
  );
  return [...choices, ...members];
}
