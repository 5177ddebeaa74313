import { z } from 'zod';
import type { WorkflowDefinition } from './definition.ts';
import { describeIssues, type WorkflowProblem } from './problems.ts';
import { type Happened, type LookUpResult, type Rehearsal, rehearsalCode, startRehearsal } from './rehearsal.ts';

const happenings = ['start', 'answer', 'back', 'identity', 'code'] as const;

const step = z
  .strictObject({
    /** The message that starts the workflow. */
    start: z.string().optional(),
    answer: z.string().optional(),
    back: z.literal(true).optional(),
    /** What the register says about the address that was looked up. */
    identity: z.enum(['found', 'unknown', 'unavailable']).optional(),
    code: z.enum(['right', 'wrong']).optional(),
    /** Words among those of the bot. */
    says: z.string().optional(),
    /** Words of each of the bot's messages, in their order. */
    hears: z.array(z.string()).optional(),
    looksUp: z.string().optional(),
    sendsCodeTo: z.string().optional(),
    ticket: z
      .strictObject({ subject: z.string(), priority: z.string(), lines: z.array(z.string()).optional() })
      .optional(),
    /** Every mail that is sent, in this order; words of the subject. */
    mails: z.array(z.strictObject({ to: z.string(), subject: z.string().optional() })).optional(),
    /** Words of the reason for which a human is asked for. */
    handsOff: z.string().optional(),
    finished: z.enum(['solved', 'ticket', 'handoff', 'cancelled']).optional(),
  })
  .refine(
    (value) => happenings.filter((name) => value[name] !== undefined).length === 1,
    `write one of ${happenings.join(', ')} in each step`,
  );

const scenario = z.strictObject({
  name: z.string(),
  customer: z.strictObject({ name: z.string().nullable(), email: z.string().nullable() }),
  steps: z.array(step).min(1),
});

/** A file of scenarios beside a workflow. */
const scenarioFile = z.strictObject({ workflow: z.string(), scenarios: z.array(scenario).min(1) });

export type ScenarioFile = z.infer<typeof scenarioFile>;
export type ScenarioReading = { type: 'read'; file: ScenarioFile } | { type: 'refused'; problems: WorkflowProblem[] };

/** Reads a file of scenarios from parsed YAML, or says what its schema has against it. */
export function readScenarios(input: unknown): ScenarioReading {
  const parsed = scenarioFile.safeParse(input);
  if (parsed.success) return { type: 'read', file: parsed.data };
  return { type: 'refused', problems: describeIssues(input, parsed.error) };
}
export type Scenario = z.infer<typeof scenario>;
type Step = z.infer<typeof step>;

/**
 * Plays a scenario with the bot itself, all of `workflows` loaded, and returns every expectation that did not hold, by its place in the
 * scenario; empty when all did.
 */
export function playScenario(workflow: string, scenario: Scenario, workflows: WorkflowDefinition[]): WorkflowProblem[] {
  const rehearsal = startRehearsal(workflows, scenario.customer);
  return scenario.steps.flatMap((current, index) => {
    const problems = playStep(rehearsal, current, workflow);
    return problems.map(([member, message]) => ({ path: ['steps', index, member], message, fix }));
  });
}

const fix = 'Correct the workflow, or what its scenario expects.';

type StepProblem = [member: keyof Step, message: string];

function playStep(rehearsal: Rehearsal, current: Step, workflow: string): StepProblem[] {
  if (current.identity !== undefined) return settle(rehearsal, current, current.identity);
  const happened = rehearsal.write(wordsOf(current));
  if (current.start !== undefined && happened.started !== workflow)
    return [['start', `starts ${happened.started ?? 'no workflow'} instead of ${workflow}`]];
  return compare(current, happened);
}

function settle(rehearsal: Rehearsal, current: Step, identity: LookUpResult): StepProblem[] {
  const happened = rehearsal.settleLookUp(identity);
  return happened === null ? [['identity', 'no address is being looked up here']] : compare(current, happened);
}

function wordsOf(current: Step): string {
  if (current.back === true) return 'back';
  if (current.code !== undefined) return current.code === 'right' ? rehearsalCode : '00000000';
  return current.start ?? current.answer ?? '';
}

type Check = (expected: Step, happened: Happened) => { holds: boolean; instead: unknown };

const expectations = ['says', 'hears', 'looksUp', 'sendsCodeTo', 'ticket', 'mails', 'handsOff', 'finished'] as const;

const checks: Record<(typeof expectations)[number], Check> = {
  says: ({ says = '' }, { said }) => ({
    holds: said
      .map(({ text }) => text)
      .join('\n')
      .includes(says),
    instead: said.map(({ text }) => text),
  }),
  hears: ({ hears = [] }, { said }) => ({
    holds: said.length === hears.length && hears.every((words, index) => said[index]?.text.includes(words)),
    instead: said.map(({ text }) => text),
  }),
  looksUp: ({ looksUp = '' }, { lookedUp }) => ({ holds: lookedUp.includes(looksUp), instead: lookedUp }),
  sendsCodeTo: ({ sendsCodeTo }, { mails }) => {
    const addresses = mails.filter(({ isCode }) => isCode).map(({ to }) => to);
    return { holds: addresses.some((to) => to === sendsCodeTo), instead: addresses };
  },
  ticket: ({ ticket }, { tickets }) => ({
    holds: tickets.some(
      ({ subject, priority, lines }) =>
        subject === ticket?.subject &&
        priority === ticket.priority &&
        (ticket.lines ?? []).every((words) => lines.some((line) => line.includes(words))),
    ),
    instead: tickets,
  }),
  mails: ({ mails: expected = [] }, { mails }) => ({
    holds:
      mails.length === expected.length &&
      expected.every(
        ({ to, subject = '' }, index) => mails[index]?.to === to && mails[index].subject.includes(subject),
      ),
    instead: mails.map(({ to, subject }) => ({ to, subject })),
  }),
  handsOff: ({ handsOff = '' }, { handedOff }) => ({
    holds: handedOff?.includes(handsOff) === true,
    instead: handedOff,
  }),
  finished: (expected, { finished }) => ({ holds: finished === expected.finished, instead: finished }),
};

function compare(expected: Step, happened: Happened): StepProblem[] {
  return expectations.flatMap((member): StepProblem[] => {
    if (expected[member] === undefined) return [];
    const { holds, instead } = checks[member](expected, happened);
    return holds ? [] : [[member, `expected ${JSON.stringify(expected[member])}, but got ${JSON.stringify(instead)}`]];
  });
}
