import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, checkWorkflow, parseWorkflow, type WorkflowDefinition } from '@baton/core';
import type { Store } from '@baton/store';
import { parse } from 'yaml';
import { toJson } from './engine/run-turn.ts';

/** Reads and checks every workflow of a folder. @throws AppError `workflow-invalid` naming file and problem */
export async function loadWorkflows(folder: string): Promise<WorkflowDefinition[]> {
  const names = (await listFolder(folder))
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.scenario.yaml'))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const content: unknown = parse(await readFile(join(folder, name), 'utf8'));
      const version = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
      const definition = parseWorkflow(content, name, version);
      const problems = checkWorkflow(definition);
      if (problems.length > 0) throw new AppError('workflow-invalid', `${name} cannot be used: ${problems.join('; ')}`);
      return definition;
    }),
  );
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new AppError(
      'workflow-invalid',
      `The folder of the workflows, ${folder}, cannot be read. Correct BATON_WORKFLOWS_DIR, or leave it out for those that come with Baton.`,
      { cause },
    );
  }
}

/**
 * Keeps the versions of now in the store and returns the earlier ones, which running conversations go on with. One that this version of
 * Baton cannot read any more is left out; its conversations are handed to a human.
 */
export async function keepWorkflows(store: Store, workflows: WorkflowDefinition[]): Promise<WorkflowDefinition[]> {
  for (const { version, ...content } of workflows)
    await store.keepWorkflow({ name: content.name, version, content: toJson(content) });
  const kept = await store.listWorkflows();
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
