import { z } from 'zod';
import { parseChoice } from '../../language/parse-answer.ts';
import { authoredText, type CustomerText } from '../../texts/customer-text.ts';
import { defineStep, goTo, slot, target, text, wait } from '../step-kind.ts';

const option = z.strictObject({
  value: z.string().min(1),
  label: z.string().min(1),
  synonyms: z.array(z.string()).optional(),
  next: target,
});

/** Offers options; number, label and synonyms are understood. */
export const choose = defineStep({
  kind: 'choose',
  members: { text, slot, options: z.array(option).min(2) },
  behaviour: {
    waits: 'always',
    enter: (step, tools) => {
      tools.say(tools.fill(step.text), labelsOf(step.options));
      return wait;
    },
    receive: (step, tools, input) => {
      if (input.type !== 'answer') return wait;
      const chosen = parseChoice(input.text, step.options);
      const found = step.options.find(({ value }) => value === chosen?.value);
      if (found === undefined) {
        const labels = labelsOf(step.options);
        tools.reject(tools.text('choose-one-of', { options: labels.join(', ') }), labels);
        return wait;
      }
      tools.setSlot(step.slot, found.label);
      return goTo(found.next);
    },
  },
});

const labelsOf = (options: { label: string }[]): CustomerText[] => options.map(({ label }) => authoredText(label));
