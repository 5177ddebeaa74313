import { randomUUID } from 'node:crypto';
import { createConsoleInbound } from '@baton/console';
import type { BotContext } from '@baton/core';
import type { InstalledStore, Store } from '@baton/store';
import { readBotSettings, readMailLimits } from './bot-settings.ts';
import type { Configuration } from './config/configuration.ts';
import { conversationSettings } from './config/groups/conversation.ts';
import { mailSettings } from './config/groups/mail.ts';
import { serverSettings } from './config/groups/server.ts';
import { storageSettings } from './config/groups/storage.ts';
import { connectVendors } from './connect-vendors.ts';
import { type Console, createConsole } from './console/create-console.ts';
import { withCrashPoints } from './engine/crash-points.ts';
import { Engine } from './engine/engine.ts';
import type { GatewayPorts, ReachCrashPoint } from './engine/ports.ts';
import { type Availability, StoreWatch } from './engine/store-watch.ts';
import { createFileLinks } from './files/file-links.ts';
import { createVendorHealth } from './health/vendor-health.ts';
import type { Logger } from './http/logger.ts';
import { closeServer, createHttpServer, type Readiness } from './http/server.ts';
import { keepSettings } from './keep-settings.ts';
import { loadChain } from './load-chain.ts';
import { loadTexts } from './load-texts.ts';
import { keepWorkflows, loadWorkflows } from './load-workflows.ts';
import { createCounters } from './metrics.ts';
import { loadPerformers } from './performers/load-performers.ts';
import type { SecretBox } from './secret-box.ts';
import { type SecretKeys, toSecretBox } from './secret-key/secret-keys.ts';
import { redactEarlierWords } from './upgrade/redact-earlier-words.ts';
import { createVendorTools } from './vendors/vendor-tools.ts';

export type GatewayOptions = {
  /** Without `console` Baton's own desk cannot be used. */
  store: Store & Partial<InstalledStore>;
  keys: SecretKeys;
  configuration: Configuration;
  workflowsDir: string;
  logger: Logger;
  reach: ReachCrashPoint;
};

/** For which requests under way may still be answered when the gateway closes. */
const drainMs = 10_000;

export type Gateway = {
  /** Returns the address it listens on. */
  listen(options: { host: string; port: number }): Promise<string>;
  /** Answers what is under way for 10 s at most, finishes what is being done for 5 s at most, and hands the rest back. */
  close(): Promise<void>;
};

/** The whole gateway on an open store. @throws AppError `workflow-invalid` */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { store, logger, reach, configuration } = options;
  const { BATON_ORGANISATION: organisation, BATON_TURNS_IN_ONE_COMMIT: isAtOnce } =
    configuration.require(storageSettings);
  const secretBox = await prepareSecretBox(store, options.keys);
  const workflows = await loadWorkflows(options.workflowsDir);
  const tools = createVendorTools(configuration, options);
  const health = createVendorHealth({ logger, now: tools.now });
  const { inbound, ...ports } = connectVendors(configuration, tools, health);
  const counters = createCounters();
  const handoffFile = configuration.require(conversationSettings).BATON_HANDOFF_FILE;
  const access = configuration.require(serverSettings);
  const state = { isListening: false, publicUrl: access.BATON_PUBLIC_URL };
  const files = createFileLinks({ secretBox, publicUrl: () => state.publicUrl, desks: ports.desks });
  const settings = readBotSettings(configuration, await loadChain(handoffFile));
  const engine = new Engine({
    store,
    organisation,
    isAtOnce,
    logger,
    reach,
    secretBox,
    ports: withCrashPoints(ports, reach),
    performers: await loadPerformers(),
    ids: { next: randomUUID },
    now: tools.now,
    random: Math.random,
    adapters: [...inbound, createConsoleInbound()],
    counters,
    context: {
      workflows,
      earlierWorkflows: await keepWorkflows(store.workflows, workflows, organisation),
      checkCode: (challengeId, text) => secretBox.checkCode(challengeId, text),
      linkFile: files.link,
      settings,
      earlierSettings: await keepSettings(store.settings, {
        settings,
        organisation,
        possible: { desks: Object.keys(ports.desks), canMail: configuration.read(mailSettings) !== null },
      }),
      ...describePorts(ports),
      mailLimits: readMailLimits(configuration),
      texts: await loadTexts(configuration.require(conversationSettings).BATON_TEXTS_FILE),
    },
  });
  const watch = new StoreWatch({ operations: store.operations, logger });
  const console = createConsole(configuration, { store, secretBox, logger, counters });
  const server = createHttpServer({
    ingest: watch.heed(engine),
    adapters: inbound,
    publicUrl: access.BATON_PUBLIC_URL,
    counters,
    health,
    limits: { perAddressMax: access.BATON_SOCKETS_PER_ADDRESS },
    now: tools.now,
    guard: configuration,
    deadLetters: store.operations,
    files,
    handoffs: { organisation, handoffs: store.handoffs, conversations: store.conversations },
    console,
    adminKey: access.BATON_ADMIN_KEY,
    logger,
    readiness: createReadiness(store, () => (state.isListening ? watch.look() : notListening)),
  });
  return joinParts(server, { engine, watch, console, isDemo: configuration.isDemo }, state);
}

/** What seals and opens. What an earlier version left in clear is redacted, or sealed with it, before anything else happens. */
async function prepareSecretBox(store: Store, keys: SecretKeys): Promise<SecretBox> {
  const secretBox = toSecretBox(keys);
  await redactEarlierWords(store, secretBox);
  return secretBox;
}

/** Requests are taken while the engine works, and not before or after. */
const joinParts = (
  server: ReturnType<typeof createHttpServer>,
  { engine, watch, console, isDemo }: { engine: Engine; watch: StoreWatch; console: Console | null; isDemo: boolean },
  state: { isListening: boolean; publicUrl: string | null },
): Gateway => ({
  listen: async ({ host, port }) => {
    await engine.start();
    watch.start();
    await console?.start();
    // One server listens at one address; "localhost" may be two.
    const url = await server.listen({ host: host === 'localhost' ? '127.0.0.1' : host, port });
    state.isListening = true;
    // Everybody in the demo is on this machine.
    if (isDemo) state.publicUrl ??= url;
    return url;
  },
  close: async () => {
    state.isListening = false;
    await console?.stop();
    await closeServer(server, drainMs);
    await Promise.all([engine.stop(), watch.stop()]);
  },
});

const notListening = { isAvailable: false, reason: 'This node is starting or stopping.' } as const;

const createReadiness = ({ operations }: Store, look: () => Availability): Readiness => ({
  look: () => {
    const found = look();
    return found.isAvailable ? { isReady: true } : { isReady: false, reason: found.reason };
  },
  countBacklog: async () => {
    const { deliveries, effects, deadLetters } = await operations.countBacklog();
    return { inbox: deliveries, outbox: effects, dead_letters: deadLetters };
  },
});

/** What decisions need to know of the outside world. */
const describePorts = ({
  channels,
  desks,
  directory,
}: Pick<GatewayPorts, 'channels' | 'desks' | 'directory'>): Pick<BotContext, 'channels' | 'desks' | 'register'> => ({
  register: directory === null ? null : { hasUsernames: directory.findByUsername !== null },
  channels: Object.fromEntries(Object.entries(channels).map(([name, { capabilities }]) => [name, capabilities])),
  desks: Object.fromEntries(
    Object.entries(desks).map(([name, { messageCharactersMax, files, receipts }]) => [
      name,
      { messageCharactersMax, hasFiles: files !== null, hasReceipts: receipts !== null },
    ]),
  ),
});
