import { describeWorkflow } from '@baton/core';
import { type ConfigProblem, checkFolder } from '@baton/gateway';
import { say } from '../process.ts';
import { count } from './count.ts';

/** Prints what is wrong with the workflows of a folder, or what each of them can come to. True when all are sound. */
export async function checkWorkflows(folder: string, isJson: boolean): Promise<boolean> {
  const { workflows, files, problems } = await checkFolder(folder);
  const summaries = workflows.map((workflow) => ({
    name: workflow.name,
    title: workflow.title,
    ...describeWorkflow(workflow),
    scenarioCount: files.find((file) => file.workflow === workflow.name)?.scenarios.length ?? 0,
  }));
  if (isJson) {
    say(JSON.stringify({ isSound: problems.length === 0, problems, workflows: summaries }, null, 2));
    return problems.length === 0;
  }
  if (problems.length > 0) {
    sayProblems(problems);
    return false;
  }
  for (const { name, stepCount, ticketPriority, leadsToHuman, scenarioCount } of summaries) {
    const ways = [
      ...(ticketPriority === null ? [] : [`a ticket (${ticketPriority})`]),
      ...(leadsToHuman ? ['a human'] : []),
    ];
    const comesTo = ways.length === 0 ? 'no ticket and no human of its own accord' : ways.join(' or ');
    say(`${name}: ${count(stepCount, 'step')}; can come to ${comesTo}; ${count(scenarioCount, 'scenario')}`);
  }
  say(`${count(workflows.length, 'workflow')}, all sound.`);
  return true;
}

/** One line per problem, so that editors and terminals can open the place. */
export function sayProblems(problems: ConfigProblem[]): void {
  for (const { name, problem, fix } of problems) say(`${name}: ${problem} ${fix}`);
  say(`${count(problems.length, 'problem')} to correct.`);
}
