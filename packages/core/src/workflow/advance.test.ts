import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceWorkflow, startRun, type WorkflowHop } from './advance.ts';
import { checkWorkflow } from './check.ts';
import type { WorkflowDefinition } from './definition.ts';
import type { WorkflowContext, WorkflowInput } from './protocol.ts';
import { type WorkflowRun, workflowRunSchema } from './run.ts';
import { factsOf } from './step.ts';
import { stageCode, stageContext } from './testing/step-stage.ts';
import { anyWorkflow, prune } from './testing/workflow-arbitrary.ts';

const person = { recordId: 'r1', name: 'Ann', email: 'ann@example.com', phone: null, company: null };

const input: fc.Arbitrary<WorkflowInput> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .constantFrom('yes', 'no', '1', '2', 'one', 'words', '', stageCode, '11111111', 'resend the code')
      .map((text) => ({ type: 'answer' as const, text })),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'back' as const }) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<{ type: 'match'; person: typeof person } | { type: 'none' } | { type: 'unavailable' }>(
        { type: 'match', person },
        { type: 'none' },
        { type: 'unavailable' },
      )
      .map((result) => ({ type: 'identity-looked-up' as const, result })),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'code-undeliverable' as const, challengeId: 'challenge-1' }) },
);

const context: fc.Arbitrary<WorkflowContext> = fc
  .record({
    challengesLeft: fc.nat(2),
    verifiedEmail: fc.constantFrom(null, 'ann@example.com'),
    customer: fc.constantFrom(stageContext.customer, { name: null, email: null, phone: null }),
  })
  .map((changes) => ({ ...stageContext, ...changes }));

type Story = { hops: WorkflowHop[][]; end: WorkflowHop | undefined };

/** Plays until the workflow is over or the inputs are used up. Between hops the run goes through the store. */
function play(definition: WorkflowDefinition, inputs: WorkflowInput[], around: WorkflowContext): Story {
  const hops: WorkflowHop[][] = [];
  let run: WorkflowRun = startRun(definition, 'run-1');
  for (const next of [null, ...inputs]) {
    const advance = [...advanceWorkflow({ definition, context: () => around }, run, next)];
    hops.push(advance);
    const last = advance.at(-1);
    if (last === undefined || last.type !== 'waits') break;
    run = workflowRunSchema.parse(JSON.parse(JSON.stringify(last.run)));
    expect(run).toEqual(last.run);
  }
  return { hops, end: hops.at(-1)?.at(-1) };
}

const targetsOf = (step: WorkflowDefinition['steps'][number]): string[] => Object.values(factsOf(step).targets);
const inputs = fc.array(input, { maxLength: 30 });

describe('whatever a workflow is made of', () => {
  it('moving it on never fails, comes to an end, and says what it came to', () => {
    fc.assert(
      fc.property(anyWorkflow(false), inputs, context, (definition, story, around) => {
        for (const advance of play(definition, story, around).hops) {
          expect(advance.length).toBeLessThanOrEqual(definition.steps.length + 2);
          expect(advance.slice(0, -1).every(({ type }) => type === 'moved')).toBe(true);
          expect(['waits', 'ended', 'stuck']).toContain(advance.at(-1)?.type);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('each step that is entered is a visit of its own', () => {
    fc.assert(
      fc.property(anyWorkflow(true), inputs, context, (definition, story, around) => {
        const visits = play(definition, story, around)
          .hops.flat()
          .map(({ run }) => [run.visit, run.step] as const);
        const steps = new Map<number, string>();
        for (const [visit, step] of visits) {
          expect(steps.get(visit) ?? step).toBe(step);
          steps.set(visit, step);
        }
        expect(visits.map(([visit]) => visit)).toEqual(visits.map(([visit]) => visit).toSorted((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a workflow that passed its check', () => {
  it('always waits for somebody or ends; it never gets stuck', () => {
    const outcomes: Record<string, number> = {};
    let sound = 0;
    fc.assert(
      fc.property(anyWorkflow(true), inputs, context, (made, story, around) => {
        const definition = prune(made, targetsOf);
        if (checkWorkflow(definition).length > 0) return;
        sound += 1;
        const { end } = play(definition, story, around);
        expect(end?.type).not.toBe('stuck');
        const outcome = end?.type === 'ended' ? end.outcome : 'waits';
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }),
      { numRuns: 2_000 },
    );
    expect(sound).toBeGreaterThan(500);
    for (const outcome of ['waits', 'solved', 'ticket', 'cancelled', 'handoff'])
      expect(outcomes[outcome] ?? 0).toBeGreaterThan(20);
  });
});
