import { z } from 'zod';
import { AppError } from '../app-error.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/);
const text = z.string().min(1).max(2_000);
const target = name;

const option = z.strictObject({
  value: z.string().min(1),
  label: z.string().min(1),
  synonyms: z.array(z.string()).optional(),
  next: target,
});

const step = z.discriminatedUnion('kind', [
  z.strictObject({ id: name, kind: z.literal('say'), text, next: target }),
  z.strictObject({
    id: name,
    kind: z.literal('ask'),
    text,
    slot: name,
    /** What an answer must look like; `explain` is said when it does not. */
    pattern: z.string().optional(),
    explain: text,
    next: target,
  }),
  z.strictObject({ id: name, kind: z.literal('choose'), text, slot: name, options: z.array(option).min(2) }),
  z.strictObject({ id: name, kind: z.literal('confirm'), text, slot: name, yes: target, no: target }),
  z.strictObject({
    id: name,
    kind: z.literal('instruct'),
    steps: z.array(text).min(1),
    solved: target,
    unsolved: target,
  }),
  z.strictObject({ id: name, kind: z.literal('verify'), emailSlot: name.optional(), next: target, failed: target }),
  z.strictObject({
    id: name,
    kind: z.literal('ticket'),
    subject: text,
    priority: z.enum(['high', 'medium', 'low']),
    lines: z.array(text),
    tags: z.array(z.string().min(3).max(50)),
    next: target,
  }),
  z.strictObject({ id: name, kind: z.literal('handoff'), reason: text }),
  z.strictObject({
    id: name,
    kind: z.literal('end'),
    outcome: z.enum(['solved', 'ticket', 'cancelled']),
    text: text.optional(),
  }),
]);

const workflow = z.strictObject({
  name,
  title: z.string().min(1).max(60),
  triggers: z.strictObject({ phrases: z.array(z.string().min(1)), all: z.array(z.array(z.string().min(1)).min(1)) }),
  start: target,
  steps: z.array(step).min(1),
});

/** `version` is a hash of the content: a running conversation keeps the version it started with. */
export type WorkflowDefinition = z.infer<typeof workflow> & { version: string };
export type WorkflowStep = WorkflowDefinition['steps'][number];
export type StepOfKind<Kind extends WorkflowStep['kind']> = Extract<WorkflowStep, { kind: Kind }>;

/**
 * Reads a workflow from parsed YAML. `source` names the file in errors; `version` is the hash of its content.
 * @throws AppError `workflow-invalid` naming each wrong place.
 */
export function parseWorkflow(input: unknown, source: string, version = 'unversioned'): WorkflowDefinition {
  const parsed = workflow.safeParse(input);
  if (parsed.success) return { ...parsed.data, version };
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new AppError('workflow-invalid', `${source} is not a valid workflow. Correct: ${places.join('; ')}`);
}

/** The steps a step can lead to. */
export function listTargets(current: WorkflowStep): string[] {
  switch (current.kind) {
    case 'say':
    case 'ask':
    case 'ticket':
      return [current.next];
    case 'choose':
      return current.options.map((choice) => choice.next);
    case 'confirm':
      return [current.yes, current.no];
    case 'instruct':
      return [current.solved, current.unsolved];
    case 'verify':
      return [current.next, current.failed];
    case 'handoff':
    case 'end':
      return [];
    default:
      return current satisfies never;
  }
}
