import { z } from 'zod';
import { defineStep, endWith, text } from '../step-kind.ts';

/** The end of a workflow. */
export const end = defineStep({
  kind: 'end',
  members: { outcome: z.enum(['solved', 'ticket', 'cancelled']), text: text.optional() },
  behaviour: {
    waits: 'never',
    enter: (step, tools) => {
      if (step.text !== undefined) tools.say(tools.fill(step.text));
      return endWith(step.outcome);
    },
  },
});
