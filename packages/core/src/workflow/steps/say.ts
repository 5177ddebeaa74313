import { defineStep, goTo, target, text } from '../step-kind.ts';

/** Says something and goes on. */
export const say = defineStep({
  kind: 'say',
  members: { text, next: target },
  behaviour: {
    waits: 'never',
    enter: (step, tools) => {
      tools.say(tools.fill(step.text));
      return goTo(step.next);
    },
  },
});
