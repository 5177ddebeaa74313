import type { Priority } from '../ports/ticket-system.ts';
import type { WorkflowDefinition } from './definition.ts';
import { factsOf } from './step.ts';

export type WorkflowSummary = {
  stepCount: number;
  /** The priority of the ticket it files; null when it files none. */
  ticketPriority: Priority | null;
  /** True when a step hands over; a customer may ask for a human at any step of any workflow. */
  leadsToHuman: boolean;
};

/** What a workflow can come to, at a glance. */
export function describeWorkflow({ steps }: WorkflowDefinition): WorkflowSummary {
  const facts = steps.map((step) => factsOf(step));
  return {
    stepCount: steps.length,
    ticketPriority: facts.find(({ files }) => files !== null)?.files?.priority ?? null,
    leadsToHuman: facts.some(({ leadsToHuman }) => leadsToHuman),
  };
}
