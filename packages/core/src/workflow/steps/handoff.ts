import type { StepOfKind } from '../definition.ts';
import type { StepHandler } from '../run.ts';

/** Passes the baton to a human; the workflow ends with it. */
export const handoff: StepHandler<StepOfKind<'handoff'>> = {
  enter: (step, tools) => {
    tools.put({ type: 'request-handoff', reason: tools.fill(step.reason) });
    tools.put({ type: 'finished', outcome: 'handoff' });
    return 'stop';
  },
  receive: () => 'stop',
};
