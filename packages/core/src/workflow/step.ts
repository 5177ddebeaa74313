import { z } from 'zod';
import type { StepInput } from './protocol.ts';
import type { Facts, StepBehaviour, StepResult, StepTools } from './step-kind.ts';
import { stepKinds } from './steps/registry.ts';

type StepKinds = typeof stepKinds;
type StepKindName = keyof StepKinds;
type StepOf = { [Kind in StepKindName]: z.infer<StepKinds[Kind]['schema']> };
type PendingOf = {
  [Kind in StepKindName]: StepKinds[Kind] extends StepBehaviour<StepOf[Kind], infer Pending> ? Pending : never;
};
/** A step of one of these kinds, written so that the compiler sees that a step and the behaviour of its kind belong together. */
type StepOfKind<Kind extends StepKindName> = { [Each in Kind]: { kind: Each } & StepOf[Each] }[Kind];

export type WorkflowStep = StepOf[StepKindName];
/** What a step has put aside while it waits. */
export type Pending = PendingOf[StepKindName];

const behaviours: { [Kind in StepKindName]: StepBehaviour<StepOf[Kind], PendingOf[Kind]> } = stepKinds;
const kinds = Object.values(stepKinds);

/** A step of any kind. */
export const stepSchema = toUnion(kinds.map(({ schema }) => schema));

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
  [Fact in keyof Facts<never>]: Facts<never>[Fact] extends (step: never) => infer Value ? Value : Facts<never>[Fact];
} & {
  waits: 'always' | 'sometimes' | 'never';
};

export function factsOf<Kind extends StepKindName>(step: StepOfKind<Kind>): StepFacts {
  const { targets, texts, reads, sets, files, leadsToHuman, behaviour } = behaviours[step.kind];
  return {
    targets: targets(step),
    texts: texts(step),
    reads: reads(step),
    sets: sets(step),
    files: files(step),
    leadsToHuman,
    waits: behaviour.waits,
  };
}

/** Lets a run arrive at a step, or (with `input`) hear what comes in while it waits there. */
export function playStep<Kind extends StepKindName>(
  step: StepOfKind<Kind>,
  tools: StepTools<Pending>,
  input: StepInput | null,
): StepResult {
  const { behaviour } = behaviours[step.kind];
  if (behaviour.waits === 'never') return behaviour.enter(step, { ...tools, pending: null });
  const pending = behaviour.pending?.safeParse(tools.pending).data ?? null;
  const own = { ...tools, pending };
  return input === null ? behaviour.enter(step, own) : behaviour.receive(step, own, input);
}

function toUnion<Schema extends z.core.$ZodTypeDiscriminable>(schemas: Schema[]) {
  const [first, ...rest] = schemas;
  if (first === undefined) throw new TypeError('There are no kinds of steps');
  return z.discriminatedUnion('kind', [first, ...rest]);
}
