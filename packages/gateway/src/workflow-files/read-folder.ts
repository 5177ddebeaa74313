import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  checkWorkflow,
  readScenarios,
  readWorkflow,
  type ScenarioFile,
  type WorkflowDefinition,
  type WorkflowProblem,
} from '@baton/core';
import type { ConfigProblem } from '../config/problems.ts';
import { type Place, readYaml } from './read-yaml.ts';

/** A file of scenarios that was read; `locate` finds the line of a place in it. */
export type ReadScenarios = ScenarioFile & { path: string; locate(path: readonly (string | number)[]): Place };

const workflowEnding = '.yaml';
const scenarioEnding = '.scenario.yaml';

/** The sound workflows of a folder, and what is wrong with the others, by file, line and column. */
export async function readWorkflows(
  folder: string,
): Promise<{ workflows: WorkflowDefinition[]; problems: ConfigProblem[] }> {
  const names = await listFolder(folder);
  if (names === null) return { workflows: [], problems: [unreadable(folder)] };
  const files = names.filter((name) => name.endsWith(workflowEnding) && !name.endsWith(scenarioEnding));
  const read = await Promise.all(files.map((name) => readOne(join(folder, name))));
  const workflows = read.flatMap((result) => ('definition' in result ? [result.definition] : []));
  const problems = read.flatMap((result) => ('problems' in result ? result.problems : []));
  if (files.length === 0) problems.push(empty(folder));
  return { workflows, problems: [...problems, ...refuseEndings(folder, names)] };
}

/** The scenarios of a folder, and what is wrong with their files. `workflows` are those that they may be about. */
export async function readScenarioFiles(
  folder: string,
  workflows: WorkflowDefinition[],
): Promise<{ files: ReadScenarios[]; problems: ConfigProblem[] }> {
  const names = ((await listFolder(folder)) ?? []).filter((name) => name.endsWith(scenarioEnding));
  const read = await Promise.all(names.map((name) => readScenarioFile(join(folder, name), workflows)));
  return {
    files: read.flatMap((result) => ('problems' in result ? [] : [result])),
    problems: read.flatMap((result) => ('problems' in result ? result.problems : [])),
  };
}

async function listFolder(folder: string): Promise<string[] | null> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return null;
  }
}

const unreadable = (folder: string): ConfigProblem => ({
  name: folder,
  problem: 'This is no folder that can be read.',
  fix: 'Name the folder that holds the workflows, not a file in it. `baton serve` takes it from BATON_WORKFLOWS_DIR; without it, those that come with Baton.',
});

const empty = (folder: string): ConfigProblem => ({
  name: folder,
  problem: 'There is no workflow in this folder.',
  fix: 'Name the folder that holds the <name>.yaml files; docs/guides/workflows.md tells how to write one.',
});

/** A file that looks like a workflow and is not read would be missed by the customers first. */
const refuseEndings = (folder: string, names: string[]): ConfigProblem[] =>
  names
    .filter((name) => name.endsWith('.yml'))
    .map((name) => ({
      name: join(folder, name),
      problem: 'is not read, because its name ends in .yml.',
      fix: `Rename it to ${basename(name, '.yml')}.yaml.`,
    }));

type Refused = { problems: ConfigProblem[] };

async function readOne(path: string): Promise<{ definition: WorkflowDefinition } | Refused> {
  const yaml = readYaml(await readFile(path, 'utf8'));
  if (yaml.type === 'refused') return { problems: [notYaml(path, yaml)] };
  const version = createHash('sha256').update(JSON.stringify(yaml.content)).digest('hex').slice(0, 16);
  const reading = readWorkflow(yaml.content, version);
  const problems =
    reading.type === 'refused'
      ? reading.problems
      : [...checkName(reading.definition, path), ...checkWorkflow(reading.definition)];
  if (reading.type === 'read' && problems.length === 0) return { definition: reading.definition };
  return { problems: problems.map((problem) => placeProblem(path, yaml.locate(problem.path), problem)) };
}

function checkName({ name }: WorkflowDefinition, path: string): WorkflowProblem[] {
  const expected = basename(path, workflowEnding);
  if (name === expected) return [];
  return [
    {
      path: ['name'],
      message: `the workflow is called "${name}", its file "${expected}"`,
      fix: `Write "name: ${expected}", or rename the file to ${name}${workflowEnding}.`,
    },
  ];
}

async function readScenarioFile(path: string, workflows: WorkflowDefinition[]): Promise<ReadScenarios | Refused> {
  const yaml = readYaml(await readFile(path, 'utf8'));
  if (yaml.type === 'refused') return { problems: [notYaml(path, yaml)] };
  const reading = readScenarios(yaml.content);
  const problems = reading.type === 'refused' ? reading.problems : checkSubject(reading.file, path, workflows);
  if (reading.type === 'read' && problems.length === 0) return { ...reading.file, path, locate: yaml.locate };
  return { problems: problems.map((problem) => placeProblem(path, yaml.locate(problem.path), problem)) };
}

function checkSubject({ workflow }: ScenarioFile, path: string, workflows: WorkflowDefinition[]): WorkflowProblem[] {
  const expected = basename(path, scenarioEnding);
  if (workflow !== expected) {
    const message = `the scenarios are about "${workflow}", their file is called "${expected}"`;
    return [{ path: ['workflow'], message, fix: `Write "workflow: ${expected}", or rename the file.` }];
  }
  if (workflows.some(({ name }) => name === workflow)) return [];
  const message = `there is no sound workflow "${workflow}"`;
  return [{ path: ['workflow'], message, fix: `Put ${workflow}${workflowEnding} beside this file, or correct it.` }];
}

const notYaml = (path: string, { place, message }: { place: Place; message: string }): ConfigProblem => ({
  name: describePlace(path, place),
  problem: `is not YAML: ${message}.`,
  fix: 'Correct the file at this place.',
});

/** A problem with where it is: file, line and column, as editors and terminals open it. */
export const placeProblem = (path: string, place: Place, { message, fix }: WorkflowProblem): ConfigProblem => ({
  name: describePlace(path, place),
  problem: `${message}.`,
  fix,
});

const describePlace = (path: string, { line, column }: Place): string => `${path}:${line}:${column}`;
