import { vendors } from '../vendors/vendors.ts';
import { commandSettings } from './groups/commands.ts';
import { conversationSettings } from './groups/conversation.ts';
import { serverSettings } from './groups/server.ts';
import { storageSettings } from './groups/storage.ts';
import type { SettingGroup } from './setting.ts';

/** Every setting there is, by group; references and help are made from it. */
export const settingGroups: readonly SettingGroup[] = [
  serverSettings,
  storageSettings,
  conversationSettings,
  ...vendors.flatMap(({ groups }) => groups),
  commandSettings,
];
