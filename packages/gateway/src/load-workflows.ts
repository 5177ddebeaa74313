import { AppError, defaultOrganisation, parseWorkflow, type WorkflowDefinition } from '@baton/core';
import type { WorkflowVersions } from '@baton/store';
import { listProblems } from './config/problems.ts';
import { toJson } from './engine/run-turn.ts';
import { readWorkflows } from './workflow-files/read-folder.ts';

/** Reads and checks every workflow of a folder. @throws AppError `workflow-invalid` naming every file and problem */
export async function loadWorkflows(folder: string): Promise<WorkflowDefinition[]> {
  const { workflows, problems } = await readWorkflows(folder);
  if (problems.length === 0) return workflows;
  throw new AppError('workflow-invalid', `These workflows cannot be used:\n${listProblems(problems)}`, {
    details: { problems },
  });
}

/**
 * Keeps the versions that were just read in the store and returns the earlier ones, which running conversations go on with. One that this version of
 * Baton cannot read any more is left out; its conversations are handed to a human.
 */
export async function keepWorkflows(
  versions: WorkflowVersions,
  workflows: WorkflowDefinition[],
  organisation: string = defaultOrganisation,
): Promise<WorkflowDefinition[]> {
  for (const { version, ...content } of workflows)
    await versions.keep({ organisation, name: content.name, version, content: toJson(content) });
  const kept = await versions.list(organisation);
  return kept.flatMap(({ name, version, content }) => {
    if (workflows.some((workflow) => workflow.name === name && workflow.version === version)) return [];
    try {
      return [parseWorkflow(content, `${name} (version ${version})`, version)];
    } catch (error) {
      if (error instanceof AppError && error.code === 'workflow-invalid') return [];
      throw error;
    }
  });
}
