import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf, type WorkflowStep } from '../step.ts';
import { putOnStage } from '../testing/step-stage.ts';
import { anyWorkflow } from '../testing/workflow-arbitrary.ts';
import { stepKinds } from './registry.ts';

/** What is true of every kind of step; a new one is held to it without being named here. */
describe('every kind of step', () => {
  it('waits when it is entered, or goes on, as it says', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyWorkflow(true), ({ steps }) => {
        for (const { id, ...step } of steps) {
          seen.add(step.kind);
          const { waits, targets } = factsOf({ id, ...step } as WorkflowStep);
          const { leads } = putOnStage(step).enters();
          if (waits !== 'sometimes') expect(leads === 'waits').toBe(waits === 'always');
          if (leads !== 'waits' && Object.keys(targets).length > 0) expect(Object.values(targets)).toContain(leads);
        }
      }),
      { numRuns: 300 },
    );
    expect([...seen].toSorted()).toEqual(Object.keys(stepKinds).toSorted());
  });
});
