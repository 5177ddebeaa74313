import { badField, ControlError, notAmong, withAllowed } from './control-error.ts';
import type { Row } from './rows.ts';
import type { State } from './state.ts';

export type SettingValue = string | number | boolean;
export type SettingValues = Record<string, SettingValue>;

/** A switch was named that there is none of, or given a value that it does not take. */
export class SettingProblem extends Error {
  override readonly name = 'SettingProblem';
}

export type SettingsDefinition<Values extends object> = {
  defaults: Values;
  /** The values of settings that are a choice. */
  choices?: { [Name in keyof Values]?: readonly string[] };
};

/** Switches of one vendor: kept over restarts, back to the defaults at a reset. */
export type Settings<Values extends object> = {
  read(): Values;
  /** @throws ControlError 400 that names the setting and the rule */
  change(changes: Record<string, unknown>): Values;
};

type SettingsRow = Row & { values: SettingValues };

/** Settings of which `overrides` (by `vendor.name`, texts allowed) change the defaults. @throws SettingProblem */
export function openSettings<Values extends object>(
  state: State,
  vendor: string,
  { defaults, choices = {}, overrides }: SettingsDefinition<Values> & { overrides: SettingValues },
): Settings<Values> {
  const table = state.collection<SettingsRow>(vendor, 'settings', { isInternal: true });
  const known = new Map<string, unknown>(Object.entries(defaults));
  const rules = { known, choices: new Map<string, readonly string[]>(Object.entries(choices)) };
  const initial = { ...defaults, ...readOverrides(vendor, overrides, rules) };
  const read = (): Values => ({ ...initial, ...table.get('settings')?.values });
  return {
    read,
    change: (changes) => {
      for (const [name, value] of Object.entries(changes)) check(name, value, rules);
      const values = { ...table.get('settings')?.values, ...changes } as SettingValues;
      if (table.get('settings') === undefined) table.insert({ id: 'settings', values });
      else table.update('settings', { values });
      return read();
    },
  };
}

type Rules = { known: ReadonlyMap<string, unknown>; choices: ReadonlyMap<string, readonly string[]> };

function check(name: string, value: unknown, { known, choices }: Rules): void {
  const wanted = known.get(name);
  if (wanted === undefined) {
    const names = [...known.keys()];
    const message = `There is no setting "${name}"; there are ${names.join(', ')}.`;
    throw withAllowed(new ControlError(400, 'bad-field', message), names);
  }
  const choice = choices.get(name);
  if (choice !== undefined) {
    if (typeof value !== 'string' || !choice.includes(value)) throw notAmong(name, choice);
    return;
  }
  if (typeof value !== typeof wanted) throw badField(name, `a ${typeof wanted}`);
  if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0)) throw badField(name, 'a number from 0');
}

function readOverrides(vendor: string, overrides: SettingValues, rules: Rules): SettingValues {
  const own = Object.entries(overrides).filter(([key]) => key.startsWith(`${vendor}.`));
  return Object.fromEntries(
    own.map(([key, value]) => {
      const name = key.slice(vendor.length + 1);
      const typed = typedAs(rules.known.get(name), value);
      try {
        check(name, typed, rules);
      } catch (error) {
        throw new SettingProblem(`${key}: ${error instanceof Error ? error.message : 'wrong'}`, { cause: error });
      }
      return [name, typed];
    }),
  );
}

/** A text of the command line in the type that the setting has. */
function typedAs(wanted: unknown, value: SettingValue): SettingValue {
  if (typeof value !== 'string') return value;
  if (typeof wanted === 'number' && value.trim() !== '') return Number(value);
  return typeof wanted === 'boolean' && (value === 'true' || value === 'false') ? value === 'true' : value;
}

/** What `overrides` name that none of the vendors has. @throws SettingProblem */
export function checkVendors(overrides: SettingValues, vendors: readonly string[]): void {
  const lost = Object.keys(overrides).find((key) => !vendors.some((vendor) => key.startsWith(`${vendor}.`)));
  if (lost !== undefined)
    throw new SettingProblem(
      `${lost}: settings are named vendor.setting; vendors with settings are ${vendors.join(', ')}.`,
    );
}
