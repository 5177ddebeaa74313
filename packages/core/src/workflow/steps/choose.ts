import { parseChoice } from '../../language/parse-answer.ts';
import type { StepOfKind } from '../definition.ts';
import type { StepHandler } from '../run.ts';

/** Offers options; number, label and synonyms are understood. */
export const choose: StepHandler<StepOfKind<'choose'>> = {
  enter: (step, tools) => {
    tools.say(step.text, labels(step));
    return 'wait';
  },
  receive: (step, tools, input) => {
    if (input.type !== 'answer') return 'wait';
    const chosen = parseChoice(input.text, step.options);
    const option = step.options.find((candidate) => candidate.value === chosen?.value);
    if (option === undefined) {
      tools.reject(`Please choose one of: ${labels(step).join(', ')}.`, labels(step));
      return 'wait';
    }
    tools.setSlot(step.slot, option.label);
    return option.next;
  },
};

const labels = (step: StepOfKind<'choose'>): string[] => step.options.map((option) => option.label);
