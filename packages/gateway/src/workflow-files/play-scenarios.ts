import { playScenario, type WorkflowDefinition } from '@baton/core';
import type { ConfigProblem } from '../config/problems.ts';
import { placeProblem, type ReadScenarios, readScenarioFiles, readWorkflows } from './read-folder.ts';

/** One scenario that was played; it passed when there are no problems. */
export type PlayedScenario = { workflow: string; name: string; problems: ConfigProblem[] };

export type PlayedScenarios = {
  /** What keeps the folder from being tested at all; when there is some, nothing was played. */
  problems: ConfigProblem[];
  workflows: WorkflowDefinition[];
  scenarios: PlayedScenario[];
};

/** Checks the workflows of a folder and plays the scenarios beside them with the bot itself. */
export async function playScenarios(folder: string): Promise<PlayedScenarios> {
  const { workflows, files, problems } = await checkFolder(folder);
  const scenarios = problems.length > 0 ? [] : files.flatMap((file) => playFile(file, workflows));
  return { problems, workflows, scenarios };
}

/** Everything of a folder that can be wrong before anything is played: workflows and the files of their scenarios. */
export async function checkFolder(
  folder: string,
): Promise<{ workflows: WorkflowDefinition[]; files: ReadScenarios[]; problems: ConfigProblem[] }> {
  const { workflows, problems } = await readWorkflows(folder);
  const { files, problems: others } = await readScenarioFiles(folder, workflows);
  return { workflows, files, problems: [...problems, ...others] };
}

const playFile = (file: ReadScenarios, workflows: WorkflowDefinition[]): PlayedScenario[] =>
  file.scenarios.map((scenario, index) => ({
    workflow: file.workflow,
    name: scenario.name,
    problems: playScenario(file.workflow, scenario, workflows).map((problem) =>
      placeProblem(file.path, file.locate(['scenarios', index, ...problem.path]), problem),
    ),
  }));
