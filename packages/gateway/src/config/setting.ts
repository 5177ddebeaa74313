import { z } from 'zod';

/** Which commands read a setting; those that are not named ignore it, so that one environment can serve all of them. */
export type SettingUse = 'serve and start' | 'start' | 'command line' | 'tests';

export type SettingNotes = {
  description: string;
  example: string;
  /** A secret's value is repeated nowhere. */
  isSecret?: boolean;
  /** Default: `serve and start`. */
  use?: SettingUse;
};

const notes = z.registry<SettingNotes>();

/** One setting: how its text is read (with `.default` when it may be left out), and what is told about it. */
export function setting<Reader extends z.ZodType>(reader: Reader, about: SettingNotes): Reader {
  // Readers are shared, and what is told is told of one setting.
  const own = reader.clone();
  notes.add(own, about);
  return own;
}

export type Shape = Record<string, z.ZodType>;

/** Settings that belong together. An `area` is always there; a `vendor` is absent while none of its settings is written. */
export type SettingGroup<Settings extends Shape = Shape> = {
  title: string;
  kind: 'area' | 'vendor';
  settings: z.ZodObject<Settings>;
};

export type GroupValues<Settings extends Shape> = z.output<z.ZodObject<Settings>>;

export function area<Settings extends Shape>(title: string, settings: Settings): SettingGroup<Settings> {
  return { title, kind: 'area', settings: z.object(settings) };
}

export function vendor<Settings extends Shape>(title: string, settings: Settings): SettingGroup<Settings> {
  return { title, kind: 'vendor', settings: z.object(settings) };
}

export type DescribedSetting = Required<SettingNotes> & {
  name: string;
  isRequired: boolean;
  /** What it is without being written; undefined when it must be. */
  fallback: unknown;
};

/** What the references and the messages tell about the settings of a group. */
export function describeSettings(group: SettingGroup): DescribedSetting[] {
  return Object.entries(group.settings.shape).map(([name, reader]) => {
    const about = notes.get(reader);
    if (about === undefined) throw new Error(`${name} is not made with setting().`);
    const unset = reader.safeParse(undefined);
    return {
      name,
      isSecret: false,
      use: 'serve and start',
      ...about,
      isRequired: !unset.success,
      fallback: unset.data,
    };
  });
}
