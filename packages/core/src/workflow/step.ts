import { z } from 'zod';
import type { Places } from './places.ts';
import type { StepInput } from './protocol.ts';
import type { StepKind, StepResult, StepTools, Worth } from './step-kind.ts';
import { stepKinds } from './steps/registry.ts';

type StepKinds = typeof stepKinds;
type StepKindName = keyof StepKinds;
type StepOf = { [Kind in StepKindName]: z.infer<StepKinds[Kind]['schema']> };
type PendingOf = {
  [Kind in StepKindName]: StepKinds[Kind] extends StepKind<StepOf[Kind], infer Pending> ? Pending : never;
};
/** A step of one of these kinds, written so that the compiler sees that a step and the behaviour of its kind belong together. */
type StepOfKind<Kind extends StepKindName> = { [Each in Kind]: { kind: Each } & StepOf[Each] }[Kind];

export type WorkflowStep = StepOf[StepKindName];
/** What a step has put aside while it waits. */
export type Pending = PendingOf[StepKindName];

const kindOf: { [Kind in StepKindName]: StepKind<StepOf[Kind], PendingOf[Kind]> } = stepKinds;
const kinds = Object.values(stepKinds);

/** A step of any kind. */
export const stepSchema = toUnion(kinds.map(({ schema }) => schema));

/** The kinds that always wait for an answer; a loop needs one of them. */
export const kindsThatWait: string[] = kinds.flatMap(({ kind, behaviour }) =>
  behaviour.waits === 'always' ? [kind] : [],
);

/** What a step of any kind may have put aside. */
export const pendingSchema = z.union(
  kinds.flatMap(({ behaviour }) =>
    behaviour.waits === 'never' || behaviour.pending === undefined ? [] : [behaviour.pending],
  ),
);

/** True when what a run has put aside makes the next answer a secret. */
export const isSecretAwaited = (pending: Pending | null): boolean =>
  kinds.some(({ expectsSecret }) => expectsSecret(pending));

/** What the checks know of a step. */
export type StepFacts = {
  /** The steps it may lead to; none for a step that ends the workflow. */
  targets: Places;
  /** Its texts with placeholders. */
  texts: Places;
  setsSlots: Places;
  /** Slots it reads besides those in its texts. */
  readsSlots: Places;
  waits: 'always' | 'sometimes' | 'never';
  leadsToHuman: boolean;
};

export function factsOf<Kind extends StepKindName>(step: StepOfKind<Kind>): StepFacts {
  const { places, leadsToHuman, behaviour } = kindOf[step.kind];
  return {
    targets: places(step, 'target'),
    texts: places(step, 'text'),
    setsSlots: places(step, 'sets-slot'),
    readsSlots: places(step, 'reads-slot'),
    waits: behaviour.waits,
    leadsToHuman,
  };
}

/** What a case with this step is worth; null for a step that makes no ticket. */
export function worthOf<Kind extends StepKindName>(step: StepOfKind<Kind>): Worth | null {
  return kindOf[step.kind].files(step);
}

/** Lets a run arrive at a step, or (with `input`) hear what comes in while it waits there. */
export function playStep<Kind extends StepKindName>(
  step: StepOfKind<Kind>,
  tools: StepTools<Pending>,
  input: StepInput | null,
): StepResult {
  const { behaviour } = kindOf[step.kind];
  if (behaviour.waits === 'never') return behaviour.enter(step, { ...tools, pending: null });
  const pending = behaviour.pending?.safeParse(tools.pending).data ?? null;
  const own = { ...tools, pending };
  return input === null ? behaviour.enter(step, own) : behaviour.receive(step, own, input);
}

function toUnion<Schema extends z.core.$ZodTypeDiscriminable>(schemas: Schema[]) {
  const [first, ...rest] = schemas;
  if (first === undefined) throw new TypeError('There are no kinds of steps');
  return z.discriminatedUnion('kind', [first, ...rest], {
    error: ({ code }) =>
      code === 'invalid_union' ? `"kind" must be one of ${Object.keys(stepKinds).join(', ')}` : undefined,
  });
}
