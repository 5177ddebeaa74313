import { type ConsoleApi, createConsoleActions, Hub, listPresent, Watch } from '@baton/console';
import type { InstalledStore, Store } from '@baton/store';
import { isLastStep, readChain } from '../config/check-together.ts';
import type { Configuration } from '../config/configuration.ts';
import { consoleSettings } from '../config/groups/console.ts';
import { serverSettings } from '../config/groups/server.ts';
import { storageSettings } from '../config/groups/storage.ts';
import { describeError, type Logger } from '../http/logger.ts';
import type { Counters } from '../metrics.ts';
import type { SecretBox } from '../secret-box.ts';
import { hasConsole } from '../vendors/console.ts';
import { removeDemoAgent } from './demo-agent.ts';
import { createToDelivery } from './to-delivery.ts';

/** Baton's own desk within a node: its API, and what looks after it. */
export type Console = {
  api: ConsoleApi;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Who is there and how many chats wait, for metrics. */
  render(): Promise<string[]>;
};

const hourMs = 3_600_000;
const defaults = { sessionHours: 12, fileDays: 30 };

export type ConsoleParts = {
  store: Store & Partial<InstalledStore>;
  secretBox: SecretBox;
  logger: Logger;
  counters: Counters;
};

/** Null where there is none. */
export function createConsole(configuration: Configuration, parts: ConsoleParts): Console | null {
  const { store, secretBox, logger, counters } = parts;
  if (store.console === undefined || !hasConsole(configuration)) return null;
  const { BATON_ORGANISATION: organisation } = configuration.require(storageSettings);
  const settings = configuration.read(consoleSettings);
  const shared = {
    store: store.console,
    organisation,
    onFailure: (error: unknown) => logger.error('console-failed', describeError(error)),
  };
  const actions = createConsoleActions({ ...shared, toDelivery: createToDelivery(organisation, secretBox) });
  const hub = new Hub({ ...shared, onWork: (listener) => store.onWork(listener) });
  const filesLastMs = (settings?.BATON_CONSOLE_FILE_DAYS ?? defaults.fileDays) * 24 * hourMs;
  const watch = new Watch({ ...shared, actions, filesLastMs });
  const publicUrl = configuration.require(serverSettings).BATON_PUBLIC_URL;
  const api: ConsoleApi = {
    ...shared,
    ...{ actions, hub, conversations: store.conversations, handoffs: store.handoffs, box: secretBox },
    origin: publicUrl === null ? null : new URL(publicUrl).origin,
    isSecure: publicUrl?.startsWith('https:') === true,
    ...readPlaceInChain(configuration),
    sessionMs: (settings?.BATON_CONSOLE_SESSION_HOURS ?? defaults.sessionHours) * hourMs,
    count: (name, labels) => counters.add(name, labels),
  };
  return {
    api,
    start: async () => {
      if (!configuration.isDemo) await removeDemoAgent(shared.store, organisation);
      await hub.start();
      watch.start();
    },
    stop: async () => {
      await Promise.all([hub.stop(), watch.stop()]);
    },
    render: () => render(shared),
  };
}

function readPlaceInChain(configuration: Configuration): Pick<ConsoleApi, 'nextDesks' | 'isAsked'> {
  const chain = readChain(configuration);
  const place = chain.indexOf('console');
  const later = chain.slice(place + 1).filter((step) => !isLastStep(step));
  return { isAsked: place !== -1, nextDesks: [...(place === -1 ? [] : later), 'ticket'] };
}

/** Every gauge with what it tells. */
export const consoleGaugeHelp = {
  baton_console_agents: 'Agents who are online at the console and were seen within 50 s.',
  baton_console_chats: 'Chats at the console by stage: `waiting` or `connected`.',
} as const;

async function render({ store, organisation }: Pick<ConsoleApi, 'store' | 'organisation'>): Promise<string[]> {
  const present = await listPresent(store, organisation);
  const counts = await store.chats.count(organisation);
  const help = (name: keyof typeof consoleGaugeHelp): string[] => [
    `# HELP ${name} ${consoleGaugeHelp[name]}`,
    `# TYPE ${name} gauge`,
  ];
  return [
    ...help('baton_console_agents'),
    `baton_console_agents ${present.length}`,
    ...help('baton_console_chats'),
    ...Object.entries(counts).map(([stage, count]) => `baton_console_chats{stage="${stage}"} ${count}`),
  ];
}
