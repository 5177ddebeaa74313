import { z } from 'zod';
import type { WorkflowDefinition } from './definition.ts';
import { advanceWorkflow, type WorkflowInput, type WorkflowOutput, type WorkflowRun } from './run.ts';

const step = z.strictObject({
  start: z.string().optional(),
  answer: z.string().optional(),
  back: z.literal(true).optional(),
  identity: z.enum(['found', 'unknown', 'unavailable']).optional(),
  code: z.enum(['right', 'wrong']).optional(),
  says: z.string().optional(),
  looksUp: z.string().optional(),
  sendsCodeTo: z.string().optional(),
  ticket: z.strictObject({ subject: z.string(), priority: z.string() }).optional(),
  handsOff: z.string().optional(),
  finished: z.string().optional(),
});

const scenario = z.strictObject({
  name: z.string(),
  customer: z.strictObject({ name: z.string().nullable(), email: z.string().nullable() }),
  steps: z.array(step).min(1),
});

/** A file of scenarios beside a workflow. */
export const scenarioFile = z.strictObject({ workflow: z.string(), scenarios: z.array(scenario).min(1) });

type Step = z.infer<typeof step>;
export type Scenario = z.infer<typeof scenario>;

/** Plays a scenario and returns every expectation that did not hold; empty when all did. */
export function runScenario(definition: WorkflowDefinition, { customer, steps }: Scenario): string[] {
  const failures: string[] = [];
  let run: WorkflowRun | null = null;
  for (const [index, current] of steps.entries()) {
    const context = {
      customer: { ...customer, phone: null },
      assurance: 'claimed' as const,
      verifiedEmail: null,
      nextChallengeId: `challenge-${index}`,
      challengesLeft: 5,
    };
    const advance: { run: WorkflowRun | null; outputs: WorkflowOutput[] } = advanceWorkflow({
      definition,
      run,
      input: toInput(current, customer),
      context,
    });
    run = advance.run;
    failures.push(...findFailures(current, advance.outputs).map((failure) => `step ${index + 1}: ${failure}`));
  }
  return failures;
}

function toInput(current: Step, customer: Scenario['customer']): WorkflowInput {
  if (current.back === true) return { type: 'back' };
  if (current.code !== undefined) return { type: 'code-checked', isRight: current.code === 'right' };
  if (current.identity === 'unknown') return { type: 'identity-unknown' };
  if (current.identity === 'unavailable') return { type: 'identity-unavailable' };
  if (current.identity === 'found') {
    const person = {
      recordId: 'record-1',
      name: customer.name ?? '',
      email: customer.email ?? '',
      phone: null,
      company: null,
    };
    return { type: 'identity-found', person };
  }
  return current.start === undefined
    ? { type: 'answer', text: current.answer ?? '' }
    : { type: 'start', text: current.start };
}

function findFailures(expected: Step, outputs: WorkflowOutput[]): string[] {
  const said = outputs.map((output) => (output.type === 'say' ? output.text : '')).join('\n');
  const has = (test: (output: WorkflowOutput) => boolean): boolean => outputs.some(test);
  const checks: [unknown, boolean][] = [
    [expected.says, expected.says !== undefined && said.includes(expected.says)],
    [expected.looksUp, has((output) => output.type === 'look-up-identity' && output.email === expected.looksUp)],
    [expected.sendsCodeTo, has((output) => output.type === 'send-code' && output.to === expected.sendsCodeTo)],
    [
      expected.ticket,
      has(
        (output) =>
          output.type === 'request-ticket' &&
          output.subject === expected.ticket?.subject &&
          output.priority === expected.ticket.priority,
      ),
    ],
    [
      expected.handsOff,
      has((output) => output.type === 'request-handoff' && output.reason.includes(expected.handsOff ?? '')),
    ],
    [expected.finished, has((output) => output.type === 'finished' && output.outcome === expected.finished)],
  ];
  return checks.flatMap(([wanted, holds]) =>
    wanted === undefined || holds ? [] : [`expected ${JSON.stringify(wanted)}, said ${JSON.stringify(said)}`],
  );
}
