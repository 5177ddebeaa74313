import type { CustomerText } from '../texts/customer-text.ts';
import type { WorkflowDefinition } from './definition.ts';
import { fill } from './fill.ts';
import type {
  RunVisit,
  StepInput,
  WorkflowContext,
  WorkflowInput,
  WorkflowOutcome,
  WorkflowOutput,
} from './protocol.ts';
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
    hop = left > 0 ? play(surroundings, hop.run, null) : stop(surroundings, hop.run, 'reason-workflow-in-circle');
  }
  yield hop;
}

type StopReason = 'reason-workflow-in-circle' | 'reason-workflow-step-missing';

const stop = ({ context }: Surroundings, run: WorkflowRun, reason: StopReason): WorkflowHop => {
  const { workflow, step } = run;
  return { type: 'stuck', run, outputs: [], reason: context().text(reason, { workflow, step }) };
};

function play({ definition, context }: Surroundings, run: WorkflowRun, input: StepInput | null): WorkflowHop {
  const step = findStep(definition, run.step);
  if (step === undefined) {
    return stop({ definition, context }, run, 'reason-workflow-step-missing');
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
  const text = surroundings.context().text('first-step');
  const first: WorkflowOutput = { type: 'say', text, suggestions: [] };
  return { ...again, outputs: [first, ...again.outputs] };
}

const findStep = (definition: WorkflowDefinition, id: string): WorkflowStep | undefined =>
  definition.steps.find((step) => step.id === id);

type Toolkit = { tools: StepTools<Pending>; outputs: WorkflowOutput[]; run(): WorkflowRun };

/** The tools of one step, and what it made of the run with them. A step that changes nothing leaves the very same run. */
function layOutTools(initial: WorkflowRun, context: WorkflowContext): Toolkit {
  const outputs: WorkflowOutput[] = [];
  const at: RunVisit = { run: initial.id, visit: initial.visit };
  let run = initial;
  const say = (text: CustomerText, suggestions: CustomerText[] = []): void => {
    outputs.push({ type: 'say', text, suggestions });
  };
  const tools: StepTools<Pending> = {
    at,
    context,
    slots: new Map(Object.entries(run.slots)),
    pending: run.pending,
    say,
    text: context.text,
    put: (output) => outputs.push(output),
    wakeAfter: (delayMs) => outputs.push({ type: 'wake-after', delayMs, at }),
    setSlot: (slot, value) => {
      run = { ...run, slots: { ...run.slots, [slot]: value } };
    },
    setPending: (pending) => {
      run = { ...run, pending };
    },
    fill: (template) => fill(template, run.slots, context),
    reject: (explanation, suggestions = []) => {
      run = { ...run, wrongInRow: run.wrongInRow + 1 };
      if (run.wrongInRow % 3 !== 0) return say(explanation, suggestions);
      const { text } = context;
      say(text('colleague-can-take-over', { explanation }), [
        ...suggestions,
        text('suggestion-human'),
        text('suggestion-cancel'),
      ]);
    },
  };
  return { tools, outputs, run: () => run };
}
