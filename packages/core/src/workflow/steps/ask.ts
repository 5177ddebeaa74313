import type { StepOfKind } from '../definition.ts';
import type { StepHandler } from '../run.ts';

/** Asks for one value, checks it, and keeps it in a slot. */
export const ask: StepHandler<StepOfKind<'ask'>> = {
  enter: (step, tools) => {
    tools.say(step.text);
    return 'wait';
  },
  receive: (step, tools, input) => {
    if (input.type !== 'answer') return 'wait';
    const answer = input.text.trim();
    const isValid =
      answer !== '' &&
      answer.length <= 500 &&
      (step.pattern === undefined || new RegExp(step.pattern, 'iu').test(answer));
    if (!isValid) {
      tools.reject(step.explain);
      return 'wait';
    }
    tools.setSlot(step.slot, answer);
    return step.next;
  },
};
