import { z } from 'zod';
import { defineStep, goTo, target, text } from '../step-kind.ts';

/** Asks for the case's ticket; the conversation tells the customer its number once it exists. */
export const ticket = defineStep({
  kind: 'ticket',
  members: {
    subject: text,
    priority: z.enum(['high', 'medium', 'low']),
    lines: z.array(text),
    tags: z.array(z.string().min(3).max(50)),
    next: target,
  },
  files: ({ priority, tags }) => ({ priority, tags }),
  behaviour: {
    waits: 'never',
    enter: (step, tools) => {
      tools.put({
        type: 'request-ticket',
        subject: tools.fill(step.subject),
        lines: step.lines.map(tools.fill),
        priority: step.priority,
        tags: step.tags,
      });
      return goTo(step.next);
    },
  },
});
