import { z } from 'zod';
import { AppError } from '../app-error.ts';
import { describeIssues, type WorkflowProblem } from './problems.ts';
import { stepSchema } from './step.ts';
import { name, target } from './step-kind.ts';

const workflow = z.strictObject({
  name,
  title: z.string().min(1).max(60),
  triggers: z.strictObject({ phrases: z.array(z.string().min(1)), all: z.array(z.array(z.string().min(1)).min(1)) }),
  start: target,
  steps: z.array(stepSchema).min(1),
});

/** `version` is a hash of the content: a running conversation keeps the version it started with. */
export type WorkflowDefinition = z.infer<typeof workflow> & { version: string };

export type WorkflowReading =
  | { type: 'read'; definition: WorkflowDefinition }
  | { type: 'refused'; problems: WorkflowProblem[] };

/** Reads a workflow from parsed YAML, or says what its schema has against it. `version` is the hash of its content. */
export function readWorkflow(input: unknown, version = 'unversioned'): WorkflowReading {
  const parsed = workflow.safeParse(input);
  if (parsed.success) return { type: 'read', definition: { ...parsed.data, version } };
  return { type: 'refused', problems: describeIssues(input, parsed.error) };
}

/**
 * Reads a workflow from parsed YAML. `source` names it in errors; `version` is the hash of its content.
 * @throws AppError `workflow-invalid` naming each wrong place.
 */
export function parseWorkflow(input: unknown, source: string, version = 'unversioned'): WorkflowDefinition {
  const reading = readWorkflow(input, version);
  if (reading.type === 'read') return reading.definition;
  const places = reading.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AppError('workflow-invalid', `${source} is not a valid workflow. Correct: ${places.join('; ')}`);
}
