import { randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '@baton/core';
import { describeSettings, parseConfig, putConsoleAccount, refuse, storageSettings } from '@baton/gateway';
import type { ConsoleStore } from '@baton/store';
import { readConfigFile } from './config-file.ts';
import { openData } from './open-data.ts';
import { type Environment, say } from './process.ts';

export type StoreFlags = { config?: string };
export type AddFlags = StoreFlags & { name?: string; lead?: boolean; chats?: string };

type Place = { console: ConsoleStore; organisation: string };

/** Opens the store that the settings name for as long as the work takes. */
async function withConsole(environment: Environment, { config }: StoreFlags, work: (place: Place) => Promise<void>) {
  const file = readConfigFile(config);
  const { configuration, problems } = parseConfig({ command: 'serve', environment, file });
  const own = new Set(describeSettings(storageSettings).map(({ name }) => name));
  refuse(
    problems.filter(({ name }) => own.has(name)),
    'look after the agents of the console',
  );
  const { store, close } = await openData(configuration, { acceptNewKey: false });
  try {
    await work({ console: store.console, organisation: configuration.require(storageSettings).BATON_ORGANISATION });
  } finally {
    await close();
  }
}

/** Makes an account or changes it. The password comes from BATON_CONSOLE_PASSWORD, or is made and printed once. */
export function addAgent(environment: Environment, login: string, flags: AddFlags): Promise<void> {
  const given = environment['BATON_CONSOLE_PASSWORD'];
  const password = given ?? randomBytes(12).toString('base64url');
  const { name = login, lead: isLead = false, chats } = flags;
  return withConsole(environment, flags, async ({ console, organisation }) => {
    const wish = { login, name, password, isLead, ...(chats === undefined ? {} : { chatsMax: Number(chats) }) };
    const before = await console.agents.list(organisation);
    const agent = await putConsoleAccount(console, { organisation, newId: randomUUID }, wish);
    if (before.some(({ id }) => id === agent.id))
      say(
        `There was an account ${agent.login}. Its name, role, chats and password are those given now, and it is signed out.`,
      );
    say(`${agent.login} may sign in at /console${given === undefined ? ` with the password ${password}` : ''}.`);
  });
}

export const listAgents = (environment: Environment, flags: StoreFlags): Promise<void> =>
  withConsole(environment, flags, async ({ console, organisation }) => {
    const agents = await console.agents.list(organisation);
    if (agents.length === 0) say('There are no agents. Make one with: baton console agent add <login> --name "<name>"');
    for (const { login, name, role, chatsMax, seenAt } of agents)
      say(`${login}  ${name}  ${role}  ${chatsMax} chats  ${seenAt === null ? 'never seen' : seenAt.toISOString()}`);
  });

export const removeAgent = (environment: Environment, login: string, flags: StoreFlags): Promise<void> =>
  withConsole(environment, flags, async ({ console, organisation }) => {
    if (await console.agents.remove(organisation, login.toLowerCase())) say(`${login} is removed and signed out.`);
    else
      throw new AppError(
        'configuration-invalid',
        `There is no agent ${login}. \`baton console agent list\` shows them.`,
      );
  });
