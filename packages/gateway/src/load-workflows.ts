import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, checkWorkflow, parseWorkflow, type WorkflowDefinition } from '@baton/core';
import { parse } from 'yaml';

/** Reads and checks every workflow of a folder. @throws AppError `workflow-invalid` naming file and problem */
export async function loadWorkflows(folder: string): Promise<WorkflowDefinition[]> {
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.scenario.yaml'))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const definition = parseWorkflow(parse(await readFile(join(folder, name), 'utf8')), name);
      const problems = checkWorkflow(definition);
      if (problems.length > 0) throw new AppError('workflow-invalid', `${name} cannot be used: ${problems.join('; ')}`);
      return definition;
    }),
  );
}
