import type { WorkflowDefinition } from '../workflow/definition.ts';
import type { WorkflowRun } from '../workflow/run.ts';
import type { BotContext } from './commands.ts';

/** The workflow a run started with, in the version it started with; undefined when it is kept no more. */
export function findWorkflow(context: BotContext, run: WorkflowRun): WorkflowDefinition | undefined {
  const isSame = (workflow: WorkflowDefinition): boolean =>
    workflow.name === run.workflow && workflow.version === run.version;
  return context.workflows.find(isSame) ?? context.earlierWorkflows.find(isSame);
}
