import type { WorkflowDefinition } from './definition.ts';
import { fill } from './fill.ts';
import type { StepInput, WorkflowContext, WorkflowInput, WorkflowOutcome, WorkflowOutput } from './protocol.ts';
import type { WorkflowRun } from './run.ts';
import { type Pending, playStep, type WorkflowStep } from './step.ts';
import type { StepTools } from './step-kind.ts';

/** What one step came to. `run` is where the customer is after it. */
export type WorkflowHop = { run: WorkflowRun; outputs: WorkflowOutput[] } & (
  | { type: 'moved' }
  | { type: 'waits' }
  | { type: 'ended'; outcome: WorkflowOutcome }
  /** The workflow cannot go on; `reason` is for colleagues. */
  | { type: 'stuck'; reason: string }
);

type Surroundings = {
  definition: WorkflowDefinition;
  /** Asked anew for every step. */
  context(): WorkflowContext;
};

/** A new run, which has not entered its first step yet. */
export const startRun = ({ name, version, start }: WorkflowDefinition, id: string): WorkflowRun => ({
  id,
  workflow: name,
  version,
  step: start,
  visit: 1,
  slots: {},
  wrongInRow: 0,
  visited: [],
  pending: null,
});

const visitedMax = 50;

/**
 * Moves a run on, from step to step until one waits or the workflow is over. Each step is handed out as soon as it is played and before the
 * next one is, so that what it came to can be done meanwhile and the next one sees it in its context. `input` null: the run has just started.
 */
export function* advanceWorkflow(
  surroundings: Surroundings,
  run: WorkflowRun,
  input: WorkflowInput | null,
): Generator<WorkflowHop, void> {
  let hop = input?.type === 'back' ? goBack(surroundings, run) : play(surroundings, run, input);
  // A workflow that passed its check enters no step twice without waiting in between.
  for (let left = surroundings.definition.steps.length; hop.type === 'moved'; left -= 1) {
    yield hop;
    hop = left > 0 ? play(surroundings, hop.run, null) : runInCircle(hop.run);
  }
  yield hop;
}

const runInCircle = (run: WorkflowRun): WorkflowHop => ({
  type: 'stuck',
  run,
  outputs: [],
  reason: `the workflow ${run.workflow} runs in a circle at its step "${run.step}"`,
});

function play({ definition, context }: Surroundings, run: WorkflowRun, input: StepInput | null): WorkflowHop {
  const step = findStep(definition, run.step);
  if (step === undefined) {
    return { type: 'stuck', run, outputs: [], reason: `the workflow ${run.workflow} has no step "${run.step}"` };
  }
  const kit = layOutTools(run, context());
  const result = playStep(step, kit.tools, input);
  const played = { run: kit.run(), outputs: kit.outputs };
  if (result.type === 'wait') return { type: 'waits', ...played };
  if (result.type === 'end') return { type: 'ended', ...played, outcome: result.outcome };
  const visited = input?.type === 'answer' ? [...played.run.visited, run.step].slice(-visitedMax) : played.run.visited;
  return { type: 'moved', run: arrive({ ...played.run, visited }, result.to), outputs: played.outputs };
}

const arrive = (run: WorkflowRun, step: string): WorkflowRun => ({
  ...run,
  step,
  visit: run.visit + 1,
  wrongInRow: 0,
  pending: null,
});

/** To the last step that asks something now; one that has nothing to ask any more would only lead here again. */
function goBack(surroundings: Surroundings, run: WorkflowRun): WorkflowHop {
  for (let index = run.visited.length - 1; index >= 0; index -= 1) {
    const earlier = { ...run, visited: run.visited.slice(0, index) };
    const hop = play(surroundings, arrive(earlier, run.visited[index] ?? run.step), null);
    if (hop.type === 'waits') return hop;
  }
  const again = play(surroundings, arrive({ ...run, visited: [] }, run.step), null);
  const first: WorkflowOutput = { type: 'say', text: 'This is the first step.', suggestions: [] };
  return { ...again, outputs: [first, ...again.outputs] };
}

const findStep = (definition: WorkflowDefinition, id: string): WorkflowStep | undefined =>
  definition.steps.find((step) => step.id === id);

type Toolkit = { tools: StepTools<Pending>; outputs: WorkflowOutput[]; run(): WorkflowRun };

/** The tools of one step, and what it made of the run with them. A step that changes nothing leaves the very same run. */
function layOutTools(initial: WorkflowRun, context: WorkflowContext): Toolkit {
  const outputs: WorkflowOutput[] = [];
  let run = initial;
  const say = (text: string, suggestions: string[] = []): void => {
    outputs.push({ type: 'say', text: fill(text, run.slots, context), suggestions });
  };
  const tools: StepTools<Pending> = {
    at: { run: run.id, visit: run.visit },
    context,
    slots: new Map(Object.entries(run.slots)),
    pending: run.pending,
    say,
    put: (output) => outputs.push(output),
    setSlot: (slot, value) => {
      run = { ...run, slots: { ...run.slots, [slot]: value } };
    },
    setPending: (pending) => {
      run = { ...run, pending };
    },
    fill: (template) => fill(template, run.slots, context),
    reject: (explanation, suggestions = []) => {
      run = { ...run, wrongInRow: run.wrongInRow + 1 };
      if (run.wrongInRow % 3 === 0)
        say(`${explanation} If you like, a colleague can take over.`, [...suggestions, 'Talk to a human', 'Cancel']);
      else say(explanation, suggestions);
    },
  };
  return { tools, outputs, run: () => run };
}
