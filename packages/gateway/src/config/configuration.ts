import { AppError } from '@baton/core';
import type { ConfigProblem } from './problems.ts';
import { describeSettings, type GroupValues, type SettingGroup, type Shape } from './setting.ts';

/** The settings that were written, read group by group. */
export type Configuration = {
  /** `npm start`: on this machine alone, with emulated vendors, open to whoever is on it. */
  isDemo: boolean;
  /** The values of a group; null for a vendor that is not configured, and for what is not sound. */
  read<Settings extends Shape>(group: SettingGroup<Settings>): GroupValues<Settings> | null;
  /** @throws AppError `configuration-invalid` for a group that is not there */
  require<Settings extends Shape>(group: SettingGroup<Settings>): GroupValues<Settings>;
  /** Whether this group is there: an area, or a vendor of which anything is written. */
  has(group: SettingGroup): boolean;
};

export function createConfiguration(
  written: Readonly<Record<string, string>>,
  { isDemo }: { isDemo: boolean },
): Configuration {
  const has = (group: SettingGroup): boolean => isThere(group, written);
  const read = <Settings extends Shape>(group: SettingGroup<Settings>): GroupValues<Settings> | null =>
    has(group) ? (group.settings.safeParse(written).data ?? null) : null;
  return {
    isDemo,
    has,
    read,
    require: (group) => {
      const values = read(group);
      if (values !== null) return values;
      throw new AppError('configuration-invalid', `The settings "${group.title}" are not there.`);
    },
  };
}

/** What is wrong with the settings of a group that is there, each with its fix. No value of a secret is repeated. */
export function findProblems(group: SettingGroup, written: Readonly<Record<string, string>>): ConfigProblem[] {
  if (!isThere(group, written)) return [];
  const issues = group.settings.safeParse(written).error?.issues ?? [];
  return issues.map(({ path, message }) => {
    const name = String(path[0]);
    const about = describeSettings(group).find((setting) => setting.name === name);
    const value = written[name];
    if (value === undefined) {
      const fix = `${about?.description ?? ''} Example: ${name}=${about?.example ?? ''}`;
      return { name, problem: 'is missing.', fix };
    }
    const shown = about?.isSecret === true ? 'has a wrong form' : `"${value}" is not right`;
    return { name, problem: `${shown}.`, fix: `It must be ${message}.` };
  });
}

const isThere = (group: SettingGroup, written: Readonly<Record<string, string>>): boolean =>
  group.kind === 'area' || Object.keys(group.settings.shape).some((name) => name in written);
