import { type Configuration, createConfiguration, findProblems } from './configuration.ts';
import { settingGroups } from './groups.ts';
import { nearestName } from './nearest-name.ts';
import type { ConfigProblem } from './problems.ts';
import { describeSettings, type SettingUse } from './setting.ts';

/** Names that other programs set on every machine are not ours to judge. */
const ownPrefixes = ['BATON_', 'BOTPRESS_', 'ZOHO_', 'DESK_', 'SALESIQ_', 'SMTP_', 'CRM_'];
/** The tests' own. */
const testPrefix = 'BATON_TEST_';

export type ParsedConfig = { configuration: Configuration; problems: ConfigProblem[] };
export type ConfigSources = {
  command: 'serve' | 'start' | 'command line';
  environment: Record<string, string | undefined>;
  /** The environment wins over it. */
  file?: ConfigFile | null;
};

/** What stands in a settings file: a mapping with the names of the settings. `lines`: where each name stands, from 1 on. */
export type ConfigFile = { path: string; values: unknown; lines: ReadonlyMap<string, number> };

/**
 * Reads the settings that a command uses. Tells every problem at once instead of throwing at the first, so that what else is wrong can be
 * told with them.
 */
export function parseConfig({ command, environment, file = null }: ConfigSources): ParsedConfig {
  const problems: ConfigProblem[] = [];
  const set = pickSet(environment);
  const everything = { ...(file === null ? {} : readFile(file, problems)), ...set };
  problems.push(...findUnknown(everything));
  const used = new Set(
    settingGroups.flatMap(describeSettings).flatMap(({ name, use }) => (isUsed(use, command) ? [name] : [])),
  );
  const written = Object.fromEntries(Object.entries(everything).filter(([name]) => used.has(name)));
  problems.push(...settingGroups.flatMap((group) => findProblems(group, written)));
  const located = problems.map((problem) => (problem.name in set ? problem : locate(problem, file)));
  return { configuration: createConfiguration(written, { isDemo: command === 'start' }), problems: located };
}

/** Of a setting in the file also the line. */
function locate(problem: ConfigProblem, file: ConfigFile | null): ConfigProblem {
  const line = file?.lines.get(problem.name);
  return line === undefined ? problem : { ...problem, name: `${file?.path}:${line}: ${problem.name}` };
}

const isUsed = (use: SettingUse, command: ConfigSources['command']): boolean =>
  use === command || use === 'serve and start' || use === 'tests' || command === 'command line';

const settingNames = (): string[] => settingGroups.flatMap(({ settings }) => Object.keys(settings.shape));

function pickSet(environment: Record<string, string | undefined>): Record<string, string> {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment))
    if (value !== undefined && value.trim() !== '') set[name] = value.trim();
  return set;
}

function readFile({ path, values }: ConfigFile, problems: ConfigProblem[]): Record<string, string> {
  if (values === null || values === undefined) return {};
  if (typeof values !== 'object' || Array.isArray(values)) {
    problems.push({ name: path, problem: 'is not a mapping.', fix: 'Write one "NAME: value" per line.' });
    return {};
  }
  const names = new Set(settingNames());
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    if (!names.has(name))
      problems.push({ name, problem: 'is no setting.', fix: `Remove it from ${path}${suggest(name)}.` });
    else if (list.some((one) => typeof one === 'object'))
      problems.push({
        name,
        problem: 'has no value, or more than one.',
        fix: 'Write a text, a number, or a list of texts.',
      });
    else read[name] = list.join(',');
  }
  return read;
}

/** A misspelt name would silently mean its default. */
function findUnknown(written: Record<string, string>): ConfigProblem[] {
  const names = new Set(settingNames());
  return Object.keys(written)
    .filter((name) => ownPrefixes.some((prefix) => name.startsWith(prefix)))
    .filter((name) => !names.has(name) && !name.startsWith(testPrefix))
    .map((name) => ({ name, problem: 'is no setting.', fix: `Remove it${suggest(name)}.` }));
}

function suggest(name: string): string {
  const near = nearestName(name, settingNames());
  return near === null ? '' : `, or did you mean ${near}?`;
}
