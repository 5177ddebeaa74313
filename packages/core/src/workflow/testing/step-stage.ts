import { createTexts } from '../../texts/texts.ts';
import { advanceWorkflow, startRun, type WorkflowHop } from '../advance.ts';
import { parseWorkflow } from '../definition.ts';
import type { StepInput, WorkflowContext, WorkflowInput, WorkflowOutput } from '../protocol.ts';
import type { WorkflowRun } from '../run.ts';

const texts = createTexts();

/** The code that is right on the stage. */
export const stageCode = '12345678';

export const stageContext: WorkflowContext = {
  customer: { name: 'Ann', email: 'ann@example.com', phone: null },
  assurance: 'claimed',
  now: new Date('2026-03-02T10:00:00Z'),
  verifiedEmail: null,
  verifiedAccounts: [],
  canLookUp: () => true,
  mayIssueCode: () => true,
  nextChallengeId: 'challenge-1',
  challengesLeft: 5,
  text: (key, ...values) => texts.render('en', key, ...values),
  checkCode: (challengeId, digits) => challengeId.startsWith('challenge-') && digits === stageCode,
};

/** What a step came to: its words, what else it put out, and where it led (a step's id, `waits`, `stuck` or how the workflow ended). */
export type Played = {
  said: string[];
  suggestions: string[];
  outputs: WorkflowOutput[];
  leads: string;
  run: WorkflowRun;
};

/** One step alone; what it leads to need not exist. */
export function putOnStage(
  step: object,
  about: { slots?: Record<string, string>; context?: Partial<WorkflowContext> } = {},
) {
  const definition = parseWorkflow(
    {
      name: 'stage',
      title: 'Stage',
      triggers: { phrases: ['stage'], all: [] },
      start: 'tested',
      steps: [{ id: 'tested', ...step }],
    },
    'stage.yaml',
  );
  let now = about.context?.now ?? stageContext.now;
  let run: WorkflowRun = { ...startRun(definition, 'run-1'), slots: about.slots ?? {} };
  const play = (input: WorkflowInput | null): Played => {
    const context = (): WorkflowContext => ({ ...stageContext, ...about.context, now });
    const [hop] = advanceWorkflow({ definition, context }, run, input);
    if (hop === undefined) throw new TypeError('A run that is moved on comes to something');
    run = hop.run;
    return describe(hop);
  };
  const stage = {
    enters: () => play(null),
    hears: (text: string) => play({ type: 'answer', text }),
    receives: (input: StepInput) => play(input),
    /** The same stage at another time. */
    at: (time: Date) => {
      now = time;
      return stage;
    },
    /** The same stage, with what a step had put aside in an earlier version. */
    withPending: (pending: WorkflowRun['pending']) => {
      run = { ...run, pending };
      return stage;
    },
  };
  return stage;
}

function describe(hop: WorkflowHop): Played {
  const words = hop.outputs.flatMap((output) => (output.type === 'say' ? [output] : []));
  return {
    said: words.map(({ text }) => text),
    suggestions: words.flatMap(({ suggestions }) => suggestions),
    outputs: hop.outputs.filter(({ type }) => type !== 'say'),
    leads: leadOf(hop),
    run: hop.run,
  };
}

function leadOf(hop: WorkflowHop): string {
  if (hop.type === 'moved') return hop.run.step;
  return hop.type === 'ended' ? hop.outcome : hop.type;
}
