import type { Priority } from '../ports/ticket-system.ts';
import type { WorkflowDefinition } from './definition.ts';
import { factsOf, worthOf } from './step.ts';
import type { Worth } from './step-kind.ts';

export type WorkflowSummary = {
  stepCount: number;
  /** The priority of the ticket it files; null when it files none. */
  ticketPriority: Priority | null;
  /** True when a step hands over; a customer may ask for a human at any step of any workflow. */
  leadsToHuman: boolean;
};

/** What a workflow can come to, at a glance. */
export function describeWorkflow({ steps }: WorkflowDefinition): WorkflowSummary {
  return {
    stepCount: steps.length,
    ticketPriority: findWorth(steps)?.priority ?? null,
    leadsToHuman: steps.some((step) => factsOf(step).leadsToHuman),
  };
}

/** What a case of this workflow is worth: what the first step that makes a ticket says. */
export const findWorth = (steps: WorkflowDefinition['steps']): Worth | null =>
  steps.map((step) => worthOf(step)).find((worth) => worth !== null) ?? null;
