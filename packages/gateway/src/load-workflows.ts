import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError, checkWorkflow, defaultOrganisation, parseWorkflow, type WorkflowDefinition } from '@baton/core';
import type { WorkflowVersions } from '@baton/store';
import { LineCounter, parseDocument } from 'yaml';
import { type ConfigProblem, listProblems } from './config/problems.ts';
import { toJson } from './engine/run-turn.ts';

/** Reads and checks every workflow of a folder. @throws AppError `workflow-invalid` naming every file and problem */
export async function loadWorkflows(folder: string): Promise<WorkflowDefinition[]> {
  const { workflows, problems } = await readWorkflows(folder);
  if (problems.length === 0) return workflows;
  throw new AppError('workflow-invalid', `These workflows cannot be used:\n${listProblems(problems)}`, {
    details: { problems },
  });
}

export type ReadWorkflows = { workflows: WorkflowDefinition[]; problems: ConfigProblem[] };

/** The sound workflows of a folder, and what is wrong with the others. */
export async function readWorkflows(folder: string): Promise<ReadWorkflows> {
  const names = await listFolder(folder);
  if (names === null) {
    const fix = 'Correct BATON_WORKFLOWS_DIR, or leave it out for those that come with Baton.';
    return { workflows: [], problems: [{ name: folder, problem: 'The folder of the workflows cannot be read.', fix }] };
  }
  const read = await Promise.all(names.map((name) => readWorkflow(join(folder, name))));
  return {
    workflows: read.filter((result) => 'version' in result),
    problems: read.filter((result) => 'problem' in result),
  };
}

/** The workflow files of a folder; null when it cannot be read. */
async function listFolder(folder: string): Promise<string[] | null> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith('.yaml') && !name.endsWith('.scenario.yaml')).sort();
  } catch {
    return null;
  }
}

async function readWorkflow(path: string): Promise<WorkflowDefinition | ConfigProblem> {
  const lineCounter = new LineCounter();
  const document = parseDocument(await readFile(path, 'utf8'), { lineCounter });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    const [what = 'not YAML'] = error.message.split(/ at line |:?\n/);
    return { name: `${path}:${line}:${col}`, problem: `is not YAML: ${what}.`, fix: 'Correct the file at this place.' };
  }
  const content: unknown = document.toJS();
  const version = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
  try {
    const definition = parseWorkflow(content, basename(path), version);
    const found = checkWorkflow(definition);
    if (found.length === 0) return definition;
    return {
      name: path,
      problem: `cannot be used: ${found.map(({ message }) => message).join('; ')}`,
      fix: 'Correct the steps that are named.',
    };
  } catch (cause) {
    if (cause instanceof AppError) return { name: path, problem: cause.message, fix: 'See docs/guides/workflows.md.' };
    throw cause;
  }
}

/**
 * Keeps the versions of now in the store and returns the earlier ones, which running conversations go on with. One that this version of
 * Baton cannot read any more is left out; its conversations are handed to a human.
 */
export async function keepWorkflows(
  versions: WorkflowVersions,
  workflows: WorkflowDefinition[],
): Promise<WorkflowDefinition[]> {
  for (const { version, ...content } of workflows)
    await versions.keep({ organisation: defaultOrganisation, name: content.name, version, content: toJson(content) });
  const kept = await versions.list(defaultOrganisation);
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
