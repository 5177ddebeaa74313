import { parseYesNo } from '../../language/parse-answer.ts';
import type { StepOfKind } from '../definition.ts';
import type { StepHandler } from '../run.ts';

/** Gives numbered steps and asks whether they helped. */
export const instruct: StepHandler<StepOfKind<'instruct'>> = {
  enter: (step, tools) => {
    tools.say(step.steps.map((line, index) => `${index + 1}. ${line}`).join('\n'));
    tools.say('Did it work?', ['Yes', 'No']);
    return 'wait';
  },
  receive: (step, tools, input) => {
    if (input.type !== 'answer') return 'wait';
    const hasWorked = parseYesNo(input.text);
    if (hasWorked === null) {
      tools.reject('Did it work? Please answer yes or no.', ['Yes', 'No']);
      return 'wait';
    }
    return hasWorked ? step.solved : step.unsolved;
  },
};
