import { defineStep, endWith, text } from '../step-kind.ts';

/** Passes the baton to a human; the workflow ends with it. */
export const handoff = defineStep({
  kind: 'handoff',
  members: { reason: text },
  leadsToHuman: true,
  behaviour: {
    waits: 'never',
    enter: (step, tools) => {
      tools.put({ type: 'request-handoff', reason: tools.fill(step.reason) });
      return endWith('handoff');
    },
  },
});
