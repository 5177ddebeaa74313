import fc from 'fast-check';
import { z } from 'zod';
import { readWorkflow, type WorkflowDefinition } from '../definition.ts';
import { stepKinds } from '../steps/registry.ts';

/** As much of a JSON Schema as the members of steps need. */
type MemberSchema = {
  type?: string;
  role?: string;
  const?: string;
  enum?: string[];
  anyOf?: MemberSchema[];
  oneOf?: MemberSchema[];
  minLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  items?: MemberSchema;
  properties?: Record<string, MemberSchema>;
  required?: string[];
};

const texts = ['Words.', 'For {{customer-name}}, {{customer-email}}.', 'You are {{assurance}}.', '{{', 'x'];
const slots = ['first', 'second', 'constructor'];
const words = ['one', 'two words', '^.+$', 'yes', 'three'];

/** Where a step leads to: any step, or the share of the way to the last step. */
type Target = { isForward: boolean; share: number };
type Draft = Record<string, unknown>;

const targetMark = '\u0000target';
const target: fc.Arbitrary<Draft> = fc
  .record({
    isForward: fc.constantFrom(true, true, true, false),
    share: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  .map((aim: Target) => ({ [targetMark]: aim }));

function anyOf(schema: MemberSchema): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(anyOf));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.role !== undefined) return anyOfRole(schema.role);
  const { minLength = 0, minimum = 0, maximum = 100, minItems = 0 } = schema;
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'string':
      return fc.constantFrom(...words.map((word) => word.padEnd(minLength, '.')));
    case 'boolean':
      return fc.boolean();
    case 'number':
    case 'integer':
      return fc.integer({ min: Math.ceil(minimum), max: Math.min(Math.floor(maximum), Math.ceil(minimum) + 100) });
    case 'array':
      return fc.array(anyOf(schema.items ?? {}), { minLength: minItems, maxLength: minItems + 2 });
    case 'object':
      return anyObject(schema);
    default:
      throw new TypeError(`Teach this file to make ${JSON.stringify(schema)}`);
  }
}

function anyOfRole(role: string): fc.Arbitrary<unknown> {
  if (role === 'target') return target;
  return role === 'text' ? fc.constantFrom(...texts) : fc.constantFrom(...slots);
}

function anyObject({ properties = {}, required = [] }: MemberSchema): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, anyOf(member)]));
  return fc.record(members, { requiredKeys: required });
}

const stepOf = (schema: z.ZodType): fc.Arbitrary<unknown> => anyOf(z.toJSONSchema(schema) as MemberSchema);
const steps = Object.values(stepKinds).map(({ schema }) => stepOf(schema));
const lastSteps = [stepOf(stepKinds.end.schema), stepOf(stepKinds.handoff.schema)];

/** Puts ids and targets in. `isTidy`: most ways lead forward, as in a workflow that somebody meant. */
function connect(drafts: unknown[], isTidy: boolean): unknown[] {
  const aimAt = (from: number, { isForward, share }: Target): string => {
    const first = isTidy && isForward ? from + 1 : 0;
    return `step-${first + Math.floor(share * (drafts.length - first))}`;
  };
  const settle = (value: unknown, from: number): unknown => {
    if (Array.isArray(value)) return value.map((item) => settle(item, from));
    if (typeof value !== 'object' || value === null) return value;
    const aim = (value as Draft)[targetMark];
    if (aim !== undefined) return aimAt(from, aim as Target);
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, settle(member, from)]));
  };
  return drafts.map((draft, index) => ({ ...(settle(draft, index) as Draft), id: `step-${index}` }));
}

/** A workflow that can be read, made of every kind of step there is; whether it is sound is another matter. Started by "test". */
export const anyWorkflow = (isTidy: boolean): fc.Arbitrary<WorkflowDefinition> =>
  fc
    .tuple(fc.array(fc.oneof(...steps), { maxLength: 8 }), fc.oneof(...lastSteps))
    .map(([drafts, last]) =>
      readWorkflow({
        name: 'test',
        title: 'Test',
        triggers: { phrases: ['test'], all: [] },
        start: 'step-0',
        steps: connect([...drafts, last], isTidy),
      }),
    )
    .map((reading) => {
      if (reading.type === 'read') return reading.definition;
      throw new TypeError(`A workflow was made that cannot be read: ${JSON.stringify(reading.problems)}`);
    });

/** Without the steps that nothing leads to, so that what is left may be sound. */
export function prune(
  definition: WorkflowDefinition,
  targetsOf: (step: WorkflowDefinition['steps'][number]) => string[],
) {
  const reached = new Set([definition.start]);
  for (const id of reached) {
    const step = definition.steps.find((candidate) => candidate.id === id);
    for (const next of step === undefined ? [] : targetsOf(step)) reached.add(next);
  }
  return { ...definition, steps: definition.steps.filter(({ id }) => reached.has(id)) };
}
