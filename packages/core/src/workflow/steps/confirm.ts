import { parseYesNo } from '../../language/parse-answer.ts';
import { defineStep, goTo, slot, target, text, wait } from '../step-kind.ts';

/** A question answered by yes or no. */
export const confirm = defineStep({
  kind: 'confirm',
  members: { text, slot, yes: target, no: target },
  behaviour: {
    waits: 'always',
    enter: (step, tools) => {
      tools.say(step.text, ['Yes', 'No']);
      return wait;
    },
    receive: (step, tools, input) => {
      if (input.type !== 'answer') return wait;
      const answer = parseYesNo(input.text);
      if (answer === null) {
        tools.reject('Please answer yes or no.', ['Yes', 'No']);
        return wait;
      }
      tools.setSlot(step.slot, answer ? 'yes' : 'no');
      return goTo(answer ? step.yes : step.no);
    },
  },
});
