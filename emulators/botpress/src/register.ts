import type { EmulatorHost } from '@baton/emulator-kit';
import { registerChats } from './chats.ts';
import { botIdentity, registerControls } from './controls.ts';
import { registerMemory } from './memory.ts';
import { registerPeople } from './people.ts';
import { createPlugin } from './plugin.ts';
import { openBotpress } from './rows.ts';
import { registerWords } from './words.ts';

/** The access key that the emulated integration takes. */
const accessToken = 'bp_iak_demo_not_a_real_one';

/** Botpress: the runtime API that integrations call, and a bot with the HITL plugin that calls them (contract botpress §4 to §6). */
export function registerBotpress(host: EmulatorHost): void {
  const botpress = openBotpress(host);
  const plugin = createPlugin(botpress);
  registerPeople(botpress, accessToken);
  registerChats(botpress, accessToken);
  registerWords(botpress, plugin, accessToken);
  registerMemory(botpress, accessToken);
  registerControls(botpress, plugin);
  host.contributeConnection('botpress', () => ({ accessToken, ...botIdentity }));
}
