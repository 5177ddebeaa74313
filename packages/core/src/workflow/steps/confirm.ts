import { parseYesNo } from '../../language/parse-answer.ts';
import { defineStep, goTo, slot, target, text, wait } from '../step-kind.ts';
import { yesAndNo } from '../yes-and-no.ts';

/** A question answered by yes or no. */
export const confirm = defineStep({
  kind: 'confirm',
  members: { text, slot, yes: target, no: target },
  behaviour: {
    waits: 'always',
    enter: (step, tools) => {
      tools.say(tools.fill(step.text), yesAndNo(tools));
      return wait;
    },
    receive: (step, tools, input) => {
      if (input.type !== 'answer') return wait;
      const answer = parseYesNo(input.text);
      if (answer === null) {
        tools.reject(tools.text('answer-yes-or-no'), yesAndNo(tools));
        return wait;
      }
      tools.setSlot(step.slot, answer ? 'yes' : 'no');
      return goTo(answer ? step.yes : step.no);
    },
  },
});
