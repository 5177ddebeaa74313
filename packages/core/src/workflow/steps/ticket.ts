import type { StepOfKind } from '../definition.ts';
import type { StepHandler } from '../run.ts';

/** Asks for the case's ticket; the conversation tells the customer its number once it exists. */
export const ticket: StepHandler<StepOfKind<'ticket'>> = {
  enter: (step, tools) => {
    tools.put({
      type: 'request-ticket',
      subject: tools.fill(step.subject),
      lines: step.lines.map(tools.fill),
      priority: step.priority,
      tags: step.tags,
      workflow: tools.definition.name,
    });
    return step.next;
  },
  receive: (step) => step.next,
};
