import { parseYesNo } from '../../language/parse-answer.ts';
import type { StepOfKind } from '../definition.ts';
import type { StepHandler } from '../run.ts';

/** A question answered by yes or no. */
export const confirm: StepHandler<StepOfKind<'confirm'>> = {
  enter: (step, tools) => {
    tools.say(step.text, ['Yes', 'No']);
    return 'wait';
  },
  receive: (step, tools, input) => {
    if (input.type !== 'answer') return 'wait';
    const answer = parseYesNo(input.text);
    if (answer === null) {
      tools.reject('Please answer yes or no.', ['Yes', 'No']);
      return 'wait';
    }
    tools.setSlot(step.slot, answer ? 'yes' : 'no');
    return answer ? step.yes : step.no;
  },
};
