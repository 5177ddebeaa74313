import type { StepOfKind } from '../definition.ts';
import type { StepHandler } from '../run.ts';

/** The end of a workflow. */
export const end: StepHandler<StepOfKind<'end'>> = {
  enter: (step, tools) => {
    if (step.text !== undefined) tools.say(step.text);
    tools.put({ type: 'finished', outcome: step.outcome });
    return 'stop';
  },
  receive: () => 'stop',
};
