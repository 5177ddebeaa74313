import { describeSettings, type SettingUse, settingGroups } from '@baton/gateway';
import { emulatedSettings } from '../emulated.ts';

/** The settings of a command by group, for its help; `npm start` brings the vendors' own. */
export function listSettings(command: 'serve' | 'start'): string {
  const isListed = ({ name, use }: { name: string; use: SettingUse }): boolean =>
    (use === 'serve and start' || use === command) && (command === 'serve' || !emulatedSettings.has(name));
  return settingGroups
    .flatMap((group) => {
      const lines = describeSettings(group)
        .filter(isListed)
        .map(({ name, isRequired, description }) => `  ${isRequired ? '*' : ' '} ${name.padEnd(26)} ${description}`);
      return lines.length === 0 ? [] : [` ${group.title}`, ...lines];
    })
    .join('\n');
}
