import { AppError } from '@baton/core';
import { describeSettings, type SettingGroup } from './setting.ts';

/** One thing to correct before Baton can run. `name`: the setting, or the file. */
export type ConfigProblem = { name: string; problem: string; fix: string };

/** @throws AppError `configuration-invalid` naming every problem, each with its fix; when there is one */
export function refuse(problems: readonly ConfigProblem[], toDo: string): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? 'One thing needs' : `${problems.length} things need`;
  throw new AppError(
    'configuration-invalid',
    `${count} attention before Baton can ${toDo}:\n${listProblems(problems)}`,
    {
      details: { problems: [...problems] },
    },
  );
}

export function listProblems(problems: readonly ConfigProblem[]): string {
  return problems.map(({ name, problem, fix }) => `  ${name}: ${problem}\n      ${fix}`).join('\n');
}

/** What has to be set so that a group is there; `why` it is needed. */
export function listMissing(group: SettingGroup, why: string): ConfigProblem[] {
  return describeSettings(group)
    .filter(({ isRequired }) => isRequired)
    .map(({ name, description, example }) => ({
      name,
      problem: 'is missing.',
      fix: `${why} ${description} Example: ${name}=${example}`,
    }));
}
