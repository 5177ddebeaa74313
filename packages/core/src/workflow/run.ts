import type { KnownPerson } from '../ports/identity-directory.ts';
import type { Priority } from '../ports/ticket-system.ts';
import type { StepOfKind, WorkflowDefinition, WorkflowStep } from './definition.ts';
import { stepHandlers } from './steps/registry.ts';

/** Where a customer is in a workflow; JSON-safe. */
export type WorkflowRun = {
  workflow: string;
  /** The version of the workflow it started with. */
  version: string;
  step: string;
  slots: Record<string, string>;
  /** Wrong answers in a row at this step. */
  wrongInRow: number;
  /** Asking steps answered so far, for "back". */
  visited: string[];
  pending:
    | null
    | { type: 'identity'; email: string }
    /** `isReal` false: nobody is registered; the customer sees the same words and no code can be right. */
    | { type: 'code'; challengeId: string; isReal: boolean; wrongCodes: number; hasResent: boolean; to: string | null };
};

export type WorkflowInput =
  | { type: 'start'; text: string }
  | { type: 'answer'; text: string }
  | { type: 'back' }
  | { type: 'identity-found'; person: KnownPerson }
  | { type: 'identity-unknown' }
  | { type: 'identity-unavailable' }
  | { type: 'code-checked'; isRight: boolean };

export type WorkflowOutput =
  | { type: 'say'; text: string; suggestions: string[] }
  | { type: 'look-up-identity'; email: string }
  /** `to` null: nobody is registered, so that nothing is sent; the challenge counts all the same. */
  | { type: 'send-code'; challengeId: string; to: string | null }
  | { type: 'request-ticket'; subject: string; lines: string[]; priority: Priority; tags: string[]; workflow: string }
  | { type: 'request-handoff'; reason: string }
  | { type: 'finished'; outcome: 'solved' | 'ticket' | 'handoff' | 'cancelled' };

export type WorkflowContext = {
  customer: { name: string | null; email: string | null; phone: string | null };
  assurance: 'anonymous' | 'claimed' | 'known' | 'verified';
  /** The address that was proved by a code in this conversation. */
  verifiedEmail: string | null;
  nextChallengeId: string;
  /** How many codes may still be sent in this conversation. */
  challengesLeft: number;
};

export type WorkflowAdvance = { run: WorkflowRun | null; outputs: WorkflowOutput[] };

/** What a step's code works with. */
export type StepTools = {
  definition: WorkflowDefinition;
  run: WorkflowRun;
  context: WorkflowContext;
  say(text: string, suggestions?: string[]): void;
  put(output: WorkflowOutput): void;
  setSlot(slot: string, value: string): void;
  setPending(pending: WorkflowRun['pending']): void;
  fill(template: string): string;
  /** Explains and asks again; after three in a row offers a human. */
  reject(explanation: string, suggestions?: string[]): void;
};

/** Where to go next: a step's id, `wait` for input, or `stop` when the workflow is over. */
export type StepResult = string | 'wait' | 'stop';

export type StepHandler<Step> = {
  /** Called when the run arrives at the step. */
  enter(step: Step, tools: StepTools): StepResult;
  /** Called with what comes in while the run waits at it. */
  receive(step: Step, tools: StepTools, input: WorkflowInput): StepResult;
};

export type StepHandlers = { [Kind in WorkflowStep['kind']]: StepHandler<StepOfKind<Kind>> };

type AdvanceOptions = {
  definition: WorkflowDefinition;
  run: WorkflowRun | null;
  input: WorkflowInput;
  context: WorkflowContext;
};

const askingKinds = new Set<WorkflowStep['kind']>(['ask', 'choose', 'confirm', 'instruct', 'verify']);

/** Moves a run on by one input. Pure. `run` is null once the workflow is over. */
export function advanceWorkflow({ definition, run, input, context }: AdvanceOptions): WorkflowAdvance {
  const outputs: WorkflowOutput[] = [];
  const current: WorkflowRun =
    run === null ? startRun(definition) : { ...run, slots: { ...run.slots }, visited: [...run.visited] };
  const tools = createTools({ definition, run: current, context, outputs });
  let result: StepResult;
  if (run === null) result = enter(definition, current, tools);
  else if (input.type === 'back') result = goBack(definition, current, tools);
  else result = receive(definition, current, { tools, input });
  for (let hops = 0; result !== 'wait' && result !== 'stop' && hops < 100; hops += 1) {
    moveTo(definition, current, result);
    result = enter(definition, current, tools);
  }
  return { run: result === 'stop' ? null : current, outputs };
}

const startRun = ({ name, version, start }: WorkflowDefinition): WorkflowRun => ({
  workflow: name,
  version,
  step: start,
  slots: {},
  wrongInRow: 0,
  visited: [],
  pending: null,
});

/** True when the next answer is a code, so that it must not be stored. */
export const expectsSecret = (run: WorkflowRun): boolean => run.pending?.type === 'code';

function moveTo(definition: WorkflowDefinition, run: WorkflowRun, next: string): void {
  const left = definition.steps.find((step) => step.id === run.step);
  if (left !== undefined && askingKinds.has(left.kind)) run.visited = [...run.visited, left.id].slice(-50);
  run.step = next;
  run.wrongInRow = 0;
  run.pending = null;
}

function goBack(definition: WorkflowDefinition, run: WorkflowRun, tools: StepTools): StepResult {
  const previous = run.visited.at(-1);
  if (previous === undefined) {
    tools.say('This is the first step.');
  } else {
    run.visited = run.visited.slice(0, -1);
    run.step = previous;
  }
  run.pending = null;
  run.wrongInRow = 0;
  return enter(definition, run, tools);
}

function enter(definition: WorkflowDefinition, run: WorkflowRun, tools: StepTools): StepResult {
  return dispatch(findStep(definition, run.step), (handler, step) => handler.enter(step, tools));
}

function receive(
  definition: WorkflowDefinition,
  run: WorkflowRun,
  { tools, input }: { tools: StepTools; input: WorkflowInput },
): StepResult {
  return dispatch(findStep(definition, run.step), (handler, step) => handler.receive(step, tools, input));
}

function dispatch<Kind extends WorkflowStep['kind']>(
  step: StepOfKind<Kind>,
  call: (handler: StepHandler<StepOfKind<Kind>>, step: StepOfKind<Kind>) => StepResult,
): StepResult {
  const handlers: { [Each in WorkflowStep['kind']]: StepHandler<StepOfKind<Each>> } = stepHandlers;
  return call(handlers[step.kind as Kind] as unknown as StepHandler<StepOfKind<Kind>>, step);
}

function findStep(definition: WorkflowDefinition, id: string): WorkflowStep {
  const step = definition.steps.find((candidate) => candidate.id === id);
  if (step === undefined) throw new TypeError(`workflow ${definition.name} has no step ${id}`);
  return step;
}

type ToolOptions = Pick<StepTools, 'definition' | 'run' | 'context'> & { outputs: WorkflowOutput[] };

function createTools({ definition, run, context, outputs }: ToolOptions): StepTools {
  const say = (text: string, suggestions: string[] = []): void => {
    outputs.push({ type: 'say', text: fill(text, run, context), suggestions });
  };
  return {
    definition,
    run,
    context,
    say,
    put: (output) => outputs.push(output),
    setSlot: (slot, value) => {
      run.slots[slot] = value;
    },
    setPending: (pending) => {
      run.pending = pending;
    },
    fill: (template) => fill(template, run, context),
    reject: (explanation, suggestions = []) => {
      run.wrongInRow += 1;
      if (run.wrongInRow % 3 === 0)
        say(`${explanation} If you like, a colleague can take over.`, [...suggestions, 'Talk to a human', 'Cancel']);
      else say(explanation, suggestions);
    },
  };
}

function fill(template: string, run: WorkflowRun, { customer, assurance }: WorkflowContext): string {
  const values: Record<string, string> = {
    ...run.slots,
    'customer-name': customer.name ?? 'visitor',
    'customer-email': customer.email ?? 'not given',
    assurance,
  };
  return template.replace(/\{\{([a-z0-9-]+)\}\}/g, (_whole, slot: string) => values[slot] ?? '');
}
