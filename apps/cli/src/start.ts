import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { createEmulator, type Emulator } from '@baton/emulators';
import {
  type Configuration,
  checkChain,
  checkTexts,
  checkTogether,
  commandSettings,
  conversationSettings,
  createGateway,
  createHubSpotSetup,
  createLogger,
  createVendorTools,
  demoAgent,
  hubSpotSettings,
  makeDemoAgent,
  parseConfig,
  readWorkflows,
  refuse,
  serverSettings,
  storageSettings,
} from '@baton/gateway';
import { botpressInstallations, hubSpotAccount, zohoSettings } from './connection-settings.ts';
import { createCrashSwitch } from './crash-switch.ts';
import { emulatedSettings } from './emulated.ts';
import { botpressDesks, joinVendors } from './join-vendors.ts';
import { openData } from './open-data.ts';
import { defaultWorkflowsDir, type Environment, endAfter, loopback, say, untilStopped } from './process.ts';

/** Runs everything on this machine until it is told to stop. Prints `ready gateway=<url> emulators=<url>` last. */
export async function startAll(environment: Environment, options: { acceptNewKey?: boolean }): Promise<void> {
  const own = withoutEmulated(environment);
  const asked = parseConfig({ command: 'start', environment: own });
  const conversations = asked.configuration.read(conversationSettings);
  const workflowsDir = conversations?.BATON_WORKFLOWS_DIR ?? defaultWorkflowsDir;
  const texts = await checkTexts(conversations?.BATON_TEXTS_FILE ?? null);
  const chain = await checkChain(conversations?.BATON_HANDOFF_FILE ?? null, null);
  const { workflows, problems } = await readWorkflows(workflowsDir);
  refuse([...asked.problems, ...findForeignHost(asked.configuration), ...problems, ...texts, ...chain], 'start');
  const storage = asked.configuration.require(storageSettings);
  const folder = resolve(storage.BATON_DATA_DIR);
  say(`Baton: data in ${folder}`);
  const isEmbedded = storage.DATABASE_URL === null;
  say(isEmbedded ? 'Opening the embedded store …' : 'Opening PostgreSQL …');
  const { store, keys, close } = await openData(asked.configuration, { acceptNewKey: options.acceptNewKey === true });
  say('Starting the emulators …');
  const { BATON_EMULATOR_PORT, BATON_CRASH_AT } = asked.configuration.require(commandSettings);
  const emulator = await createEmulator({
    port: BATON_EMULATOR_PORT,
    dataDir: join(folder, 'emulators'),
    // Nobody who starts the demo has to wait for what takes HubSpot a minute.
    settings: { 'hubspot.channelVisibilityMs': 0 },
  });
  say('Starting the gateway …');
  const gatewayKey = randomBytes(24).toString('base64url');
  const configuration = joinEmulated(own, { emulator, workflows, gatewayKey });
  const logger = createLogger({ write: (line) => process.stderr.write(line), now: () => new Date() });
  const gateway = await createGateway({
    store,
    keys,
    configuration,
    workflowsDir,
    logger,
    reach: createCrashSwitch(BATON_CRASH_AT),
  });
  await makeDemoAgent(store.console, storage.BATON_ORGANISATION);
  const { BATON_PORT: port } = asked.configuration.require(serverSettings);
  const gatewayUrl = await gateway.listen({ host: loopback, port });
  const hubspot = openHubSpot(
    { ...own, BATON_PUBLIC_URL: own['BATON_PUBLIC_URL'] ?? gatewayUrl },
    { emulator, workflows, gatewayKey },
    { store, keys, logger },
  );
  await joinVendors({ emulator, gatewayUrl, gatewayKey, hubspot });
  say('A bot of Botpress and an inbox of HubSpot are connected: npx baton demo botpress');
  say(`Pages: ${emulator.pages.map((page) => emulator.url + page).join('  ')}`);
  say(`Console: ${gatewayUrl}/console  sign in as ${demoAgent.login} with ${demoAgent.password}`);
  say(`ready gateway=${gatewayUrl} emulators=${emulator.url}`);
  await untilStopped();
  await endAfter(async () => {
    await gateway.close();
    await emulator.close();
    await close();
  });
}

type Workflows = Awaited<ReturnType<typeof readWorkflows>>['workflows'];

/** Real vendors are never used here, whatever this machine's environment says of them. */
const withoutEmulated = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !emulatedSettings.has(name)));

function findForeignHost(configuration: Configuration) {
  const host = configuration.read(serverSettings)?.BATON_HOST ?? loopback;
  if (host === loopback || host === 'localhost') return [];
  const problem = `"${host}" is not this machine alone; the demo has no passwords, so it listens on ${loopback} only.`;
  return [{ name: 'BATON_HOST', problem, fix: 'Remove it.' }];
}

type Emulated = { emulator: Emulator; workflows: Workflows; gatewayKey: string };

/** The settings that were written, together with those that let the gateway run on the emulators. */
function joinEmulated(own: Environment, { emulator, workflows, gatewayKey }: Emulated): Configuration {
  const environment = { ...demoDefaults, ...own, ...toSettings(emulator, gatewayKey) };
  const { configuration, problems } = parseConfig({ command: 'start', environment });
  refuse([...problems, ...checkTogether(configuration, workflows)], 'start');
  return configuration;
}

/** HubSpot signs the address that it calls, which is known once the gateway listens. */
function openHubSpot(own: Environment, emulated: Emulated, parts: Parameters<typeof createVendorTools>[1]) {
  const configuration = joinEmulated(own, emulated);
  const { HUBSPOT_INBOX_ID: inboxId } = configuration.require(hubSpotSettings);
  const setup = createHubSpotSetup(configuration, createVendorTools(configuration, parts));
  return { setup, inboxId: inboxId ?? '' };
}

function toSettings({ url, connection }: Emulator, gatewayKey: string): Record<string, string> {
  const told = connection();
  return {
    ...zohoSettings(url, told),
    DESK_WEBHOOK_IDS: String(told['deskWebhookId']),
    ...hubSpotAccount(url, told),
    ...botpressInstallations(url, told, { desks: botpressDesks, gatewayKey }),
  };
}

const demoDefaults = {
  // What people read of it. HubSpot's inbox, which bots of Botpress ask, and the console are there to be named.
  BATON_HANDOFF_CHAIN: 'salesiq,ticket',
  POINTS_OF_CONTACT: 'company.com=it-manager@company.com',
  // The demo knows one customer, who may try as often as people like.
  CODES_PER_HOUR: '1000000',
  MAILS_PER_HOUR: '1000000',
  MAILS_PER_VISITOR: '1000000',
  MAILS_PER_SENDER: '1000000',
};
