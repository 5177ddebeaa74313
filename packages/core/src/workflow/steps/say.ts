import type { StepOfKind } from '../definition.ts';
import type { StepHandler } from '../run.ts';

/** Says something and goes on. */
export const say: StepHandler<StepOfKind<'say'>> = {
  enter: (step, tools) => {
    tools.say(step.text);
    return step.next;
  },
  receive: (step) => step.next,
};
