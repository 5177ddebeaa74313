import { z } from 'zod';
import { parseYesNo } from '../../language/parse-answer.ts';
import { defineStep, goTo, target, text, wait } from '../step-kind.ts';
import { yesAndNo } from '../yes-and-no.ts';

/** Gives numbered steps and asks whether they helped. */
export const instruct = defineStep({
  kind: 'instruct',
  members: { steps: z.array(text).min(1), solved: target, unsolved: target },
  behaviour: {
    waits: 'always',
    enter: (step, tools) => {
      tools.say(tools.fill(step.steps.map((line, index) => `${index + 1}. ${line}`).join('\n')));
      tools.say(tools.text('did-it-work'), yesAndNo(tools));
      return wait;
    },
    receive: (step, tools, input) => {
      if (input.type !== 'answer') return wait;
      const hasWorked = parseYesNo(input.text);
      if (hasWorked === null) {
        tools.reject(tools.text('did-it-work-yes-or-no'), yesAndNo(tools));
        return wait;
      }
      return goTo(hasWorked ? step.solved : step.unsolved);
    },
  },
});
