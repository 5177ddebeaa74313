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
  createLogger,
  parseConfig,
  readWorkflows,
  refuse,
  serverSettings,
  storageSettings,
} from '@baton/gateway';
import { createCrashSwitch } from './crash-switch.ts';
import { emulatedSettings } from './emulated.ts';
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
  const emulator = await createEmulator({ port: BATON_EMULATOR_PORT, dataDir: join(folder, 'emulators') });
  say('Starting the gateway …');
  const gateway = await createGateway({
    store,
    keys,
    configuration: joinEmulated(own, emulator, workflows),
    workflowsDir,
    logger: createLogger({ write: (line) => process.stderr.write(line), now: () => new Date() }),
    reach: createCrashSwitch(BATON_CRASH_AT),
  });
  const { BATON_PORT: port } = asked.configuration.require(serverSettings);
  const gatewayUrl = await gateway.listen({ host: loopback, port });
  const webhook = `${gatewayUrl}/webhook/salesiq`;
  await emulator.configureGateway({ zobotUrl: webhook, webhookUrl: webhook, deskUrl: `${gatewayUrl}/webhook/desk` });
  say(`Pages: ${emulator.pages.map((page) => emulator.url + page).join('  ')}`);
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

/** The settings that were written, together with those that let the gateway run on the emulators. */
function joinEmulated(own: Environment, emulator: Emulator, workflows: Workflows): Configuration {
  const environment = { ...demoDefaults, ...own, ...toSettings(emulator) };
  const { configuration, problems } = parseConfig({ command: 'start', environment });
  refuse([...problems, ...checkTogether(configuration, workflows)], 'start');
  return configuration;
}

const demoDefaults = {
  POINTS_OF_CONTACT: 'company.com=it-manager@company.com',
  // The demo knows one customer, who may try as often as people like.
  CODES_PER_HOUR: '1000000',
  MAILS_PER_HOUR: '1000000',
  MAILS_PER_VISITOR: '1000000',
  MAILS_PER_SENDER: '1000000',
};

function toSettings(emulator: Emulator): Record<string, string> {
  const connection = emulator.connection();
  const text = (name: string): string => String(connection[name]);
  const smtp = connection['smtp'];
  const port = typeof smtp === 'object' && smtp !== null && 'port' in smtp ? Number(smtp.port) : 0;
  const { url } = emulator;
  return {
    ZOHO_DATA_CENTER: 'us',
    ZOHO_CLIENT_ID: text('clientId'),
    ZOHO_CLIENT_SECRET: text('clientSecret'),
    ZOHO_REFRESH_TOKEN: text('userRefreshToken'),
    ZOHO_ORG_REFRESH_TOKEN: text('orgRefreshToken'),
    ZOHO_ACCOUNTS_URL: url,
    DESK_API_URL: `${url}/api/v1`,
    DESK_ORGANIZATION_ID: text('deskOrgId'),
    DESK_WEBHOOK_IDS: text('deskWebhookId'),
    CRM_API_URL: `${url}/crm/v8`,
    SALESIQ_API_URL: url,
    SALESIQ_SCREEN_NAME: text('screenName'),
    SALESIQ_APP_ID: text('appId'),
    SALESIQ_DEPARTMENT_ID: text('salesiqDepartmentId'),
    SALESIQ_PUBLIC_KEY: listOf(connection['webhookPublicKeys']),
    SALESIQ_WEBHOOK_SECRET: text('webhookHmacSecret'),
    SMTP_HOST: loopback,
    SMTP_PORT: String(port),
    MAIL_FROM: 'Support <support@company.com>',
    SUPPORT_EMAIL: 'support@company.com',
  };
}

const listOf = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(',') : '');
