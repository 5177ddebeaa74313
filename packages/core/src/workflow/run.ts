import { z } from 'zod';
import { isSecretAwaited, pendingSchema } from './step.ts';

/**
 * Where a customer is in a workflow; JSON-safe. Runs stored before they had an id and counted their visits get defaults: what was asked
 * for under them names no visit either.
 */
export const workflowRunSchema = z.object({
  /** One walk of a customer through a workflow; unique in its conversation. */
  id: z.string().default('run'),
  workflow: z.string(),
  /** The version of the workflow it started with. */
  version: z.string(),
  step: z.string(),
  /** Steps entered so far, so that what comes late for an earlier stay at a step is told from what comes for this one. */
  visit: z.number().int().min(0).default(0),
  slots: z.record(z.string(), z.string()),
  /** Wrong answers in a row at this step. */
  wrongInRow: z.number().int().min(0),
  /** Steps the customer has answered, for "back". */
  visited: z.array(z.string()),
  /** What the step has put aside while it waits. */
  pending: pendingSchema.nullable(),
});

export type WorkflowRun = z.infer<typeof workflowRunSchema>;

/** True when the next answer is a secret, so that it must not be stored. */
export const expectsSecret = (run: WorkflowRun): boolean => isSecretAwaited(run.pending);
