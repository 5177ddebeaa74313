import { z } from 'zod';
import { defineStep, goTo, slot, target, text, wait } from '../step-kind.ts';

const answerCharactersMax = 500;

/** Asks for one value, checks it, and keeps it in a slot. */
export const ask = defineStep({
  kind: 'ask',
  members: {
    text,
    slot,
    /** What an answer must look like, case ignored; `explain` is said when it does not. */
    pattern: z.string().refine(isPattern, 'is no regular expression').optional(),
    explain: text,
    next: target,
  },
  behaviour: {
    waits: 'always',
    enter: (step, tools) => {
      tools.say(tools.fill(step.text));
      return wait;
    },
    receive: (step, tools, input) => {
      if (input.type !== 'answer') return wait;
      const answer = input.text.trim();
      const isValid =
        answer !== '' &&
        answer.length <= answerCharactersMax &&
        (step.pattern === undefined || new RegExp(step.pattern, 'iu').test(answer));
      if (!isValid) {
        tools.reject(tools.fill(step.explain));
        return wait;
      }
      tools.setSlot(step.slot, answer);
      return goTo(step.next);
    },
  },
});

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'iu');
    return true;
  } catch {
    return false;
  }
}
