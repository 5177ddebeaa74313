import { type PlayedScenario, playScenarios } from '@baton/gateway';
import { say } from '../process.ts';
import { sayProblems } from './check-workflows.ts';
import { count } from './count.ts';

/** Plays every scenario of a folder and prints what came of each. True when all passed and there was one at least. */
export async function runScenarios(folder: string, isJson: boolean): Promise<boolean> {
  const { problems, workflows, scenarios } = await playScenarios(folder);
  const failed = scenarios.filter((scenario) => scenario.problems.length > 0);
  const hasPassed = problems.length === 0 && failed.length === 0 && scenarios.length > 0;
  if (isJson) {
    say(JSON.stringify({ hasPassed, problems, scenarios }, null, 2));
    return hasPassed;
  }
  if (problems.length > 0) {
    sayProblems(problems);
    return false;
  }
  for (const { name } of workflows)
    sayPlayed(
      name,
      scenarios.filter(({ workflow }) => workflow === name),
    );
  say(
    scenarios.length === 0
      ? 'There was nothing to play.'
      : `${count(scenarios.length - failed.length, 'scenario')} passed, ${failed.length} failed.`,
  );
  return hasPassed;
}

function sayPlayed(workflow: string, scenarios: PlayedScenario[]): void {
  say(scenarios.length === 0 ? `${workflow}: no scenarios; write some in ${workflow}.scenario.yaml` : workflow);
  for (const { name, problems } of scenarios) {
    say(`  ${problems.length === 0 ? 'passed' : 'FAILED'}  ${name}`);
    for (const problem of problems) say(`          ${problem.name}: ${problem.problem}`);
  }
}
