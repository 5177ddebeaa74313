import { z } from 'zod';
import type { Priority } from '../ports/ticket-system.ts';
import type { CustomerText } from '../texts/customer-text.ts';
import { findPlaces, type Places, type Role } from './places.ts';
import type { RunVisit, StepInput, WorkflowContext, WorkflowOutcome, WorkflowOutput } from './protocol.ts';

/** The shape of every name in a workflow: lower case, digits and hyphens. */
export const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'may have lower case letters, digits and hyphens only, a letter first');
const marked = (role: Role, description: string) => ({ role, description });
/** The id of a step to go to. */
export const target = name.meta(marked('target', 'The id of a step to go to.'));
/** The slot that the step sets. */
export const slot = name.meta(marked('sets-slot', 'The slot in which the answer is kept.'));
/** A slot that another step has set. */
export const slotToRead = name.meta(marked('reads-slot', 'A slot that another step sets.'));
/** Words for the customer or a colleague; `{{slot}}` is filled in. */
export const text = z.string().min(1).max(2_000).meta(marked('text', 'Words; {{slot}} is filled in.'));

/** Where a run goes after a step was entered or has heard something. */
export type StepResult = { type: 'go'; to: string } | { type: 'wait' } | { type: 'end'; outcome: WorkflowOutcome };

export const goTo = (to: string): StepResult => ({ type: 'go', to });
export const wait: StepResult = { type: 'wait' };
export const endWith = (outcome: WorkflowOutcome): StepResult => ({ type: 'end', outcome });

/** What a step's code works with. */
export type StepTools<Pending = never> = {
  readonly at: RunVisit;
  readonly context: WorkflowContext;
  readonly slots: ReadonlyMap<string, string>;
  /** What this step put aside with `setPending` during this stay. */
  readonly pending: Pending | null;
  /** Tells the customer. The words come from the workflow (`fill`) or from the catalogue (`text`), never from the code. */
  say(text: CustomerText, suggestions?: CustomerText[]): void;
  /** Words of the catalogue in the language of the conversation. */
  readonly text: WorkflowContext['text'];
  put(output: WorkflowOutput): void;
  /** Lets the step hear `time-is-up` after this time, in milliseconds, if the run still waits here then. */
  wakeAfter(delayMs: number): void;
  setSlot(slot: string, value: string): void;
  setPending(pending: Pending): void;
  /** A text of the workflow with its placeholders filled in. */
  fill(template: string): CustomerText;
  /** Explains and asks again; after three in a row offers a human. */
  reject(explanation: CustomerText, suggestions?: CustomerText[]): void;
};

type StepSchema<Kind extends string, Members extends z.core.$ZodLooseShape> = z.ZodObject<
  { id: typeof name; kind: z.ZodLiteral<Kind> } & Members,
  z.core.$strict
>;

/** What a ticket says of its case. */
export type Worth = { priority: Priority; tags: string[] };

type Traits<Step> = {
  /** True for a kind that passes the chat to a human. */
  leadsToHuman: boolean;
  /** For a kind that makes a ticket: what the case is worth. */
  files(step: Step): Worth | null;
};

type Passing<Step> = {
  /** Whether a run that comes here waits for somebody: a loop in which nobody is sure to be waited for is refused. */
  waits: 'never';
  /** Called when a run arrives at the step. */
  enter(step: Step, tools: StepTools): StepResult;
};

type Waiting<Step, Pending> = {
  waits: 'always' | 'sometimes';
  enter(step: Step, tools: StepTools<Pending>): StepResult;
  /** Called with what comes in while the run waits here. */
  receive(step: Step, tools: StepTools<Pending>, input: StepInput): StepResult;
  /** What the kind may put aside while it waits. It is stored with the run: a later version has to read what an earlier one wrote. */
  pending?: z.ZodType<Pending>;
  /** True while the next answer is a secret, which must not be stored. */
  expectsSecret?(pending: Pending): boolean;
};

/** A kind of step with its own types; all that the engine and its checks need to know. */
export type StepKind<Step, Pending> = Traits<Step> & {
  behaviour: Passing<Step> | Waiting<Step, Pending>;
  /** Where a step leads, what it says and which slots it uses: its members that are marked so. */
  places(step: Step, role: Role): Places;
  /** True when what a run has put aside belongs to this kind and makes the next answer a secret. */
  expectsSecret(pending: unknown): boolean;
};

/**
 * One kind of step in one piece: what may be written in a workflow (`members` besides `id` and `kind`, built from `target`, `text`, `slot` and
 * `slotToRead` where they are one) and what it does. A new one is a file in `steps/` and an entry in its registry.
 */
export function defineStep<const Kind extends string, Members extends z.core.$ZodLooseShape, Pending = never>(
  options: Partial<Traits<z.infer<StepSchema<Kind, Members>>>> & {
    kind: Kind;
    members: Members;
    behaviour: Passing<z.infer<StepSchema<Kind, Members>>> | Waiting<z.infer<StepSchema<Kind, Members>>, Pending>;
  },
): { kind: Kind; schema: StepSchema<Kind, Members> } & StepKind<z.infer<StepSchema<Kind, Members>>, Pending> {
  const { kind, members, behaviour, leadsToHuman = false, files = () => null } = options;
  const schema = z.strictObject({ id: name, kind: z.literal(kind), ...members });
  return {
    kind,
    schema,
    behaviour,
    leadsToHuman,
    files,
    places: findPlaces(schema),
    expectsSecret: (stored) => {
      if (behaviour.waits === 'never') return false;
      const own = behaviour.pending?.safeParse(stored);
      return own?.success === true && behaviour.expectsSecret?.(own.data) === true;
    },
  };
}
