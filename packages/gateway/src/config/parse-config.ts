import { type Configuration, createConfiguration, findProblems } from './configuration.ts';
import { settingGroups } from './groups.ts';
import { nearestName } from './nearest-name.ts';
import type { ConfigProblem } from './problems.ts';
import { describeSettings, type SettingUse } from './setting.ts';

/** Names that other programs set on every machine are not ours to judge. */
const ownPrefixes = ['BATON_', 'ZOHO_', 'DESK_', 'SALESIQ_', 'SMTP_', 'CRM_'];
/** The tests' own. */
const testPrefix = 'BATON_TEST_';

export type ParsedConfig = { configuration: Configuration; problems: ConfigProblem[] };
export type ConfigSources = {
  command: 'serve' | 'start' | 'command line';
  environment: Record<string, string | undefined>;
  /** The mapping of baton.yaml, with the same names; the environment wins over it. */
  file?: unknown;
};

/**
 * Reads the settings that a command uses. Tells every problem at once instead of throwing at the first, so that what else is wrong can be
 * told with them.
 */
export function parseConfig({ command, environment, file }: ConfigSources): ParsedConfig {
  const problems: ConfigProblem[] = [];
  const everything = { ...readFile(file, problems), ...pickSet(environment) };
  problems.push(...findUnknown(everything));
  const used = new Set(
    settingGroups.flatMap(describeSettings).flatMap(({ name, use }) => (isUsed(use, command) ? [name] : [])),
  );
  const written = Object.fromEntries(Object.entries(everything).filter(([name]) => used.has(name)));
  problems.push(...settingGroups.flatMap((group) => findProblems(group, written)));
  return { configuration: createConfiguration(written, { isDemo: command === 'start' }), problems };
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

function readFile(file: unknown, problems: ConfigProblem[]): Record<string, string> {
  if (file === null || file === undefined) return {};
  if (typeof file !== 'object' || Array.isArray(file)) {
    problems.push({ name: 'baton.yaml', problem: 'is not a mapping.', fix: 'Write one "NAME: value" per line.' });
    return {};
  }
  const names = new Set(settingNames());
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(file)) {
    if (names.has(name)) read[name] = Array.isArray(value) ? value.join(',') : String(value);
    else problems.push({ name, problem: 'is no setting.', fix: `Remove it from baton.yaml${suggest(name)}.` });
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
