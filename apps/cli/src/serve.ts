import {
  type Configuration,
  checkChain,
  checkTexts,
  checkTogether,
  commandSettings,
  conversationSettings,
  createGateway,
  createLogger,
  type Logger,
  listDeskNames,
  parseConfig,
  readWorkflows,
  refuse,
  serverSettings,
  tryVendors,
} from '@baton/gateway';
import { checkSetUp } from './check-set-up.ts';
import { readConfigFile } from './config-file.ts';
import { createCrashSwitch } from './crash-switch.ts';
import { openData } from './open-data.ts';
import { defaultWorkflowsDir, type Environment, endAfter, say, untilStopped } from './process.ts';

export type ServeOptions = { config?: string; check?: boolean; live?: boolean; acceptNewKey?: boolean };

/** Runs the gateway on real vendors. Refuses to start on a bad configuration and names each problem with its fix. */
export async function serve(environment: Environment, options: ServeOptions): Promise<void> {
  const configuration = await readConfiguration(environment, options.config);
  if (options.check === true || options.live === true) return checkSetUp(configuration, options.live === true);
  const { store, keys, close } = await openData(configuration, { acceptNewKey: options.acceptNewKey === true });
  const logger = createLogger({ write: (line) => process.stderr.write(line), now: () => new Date() });
  const gateway = await createGateway({
    store,
    keys,
    configuration,
    workflowsDir: configuration.require(conversationSettings).BATON_WORKFLOWS_DIR ?? defaultWorkflowsDir,
    logger,
    reach: createCrashSwitch(configuration.require(commandSettings).BATON_CRASH_AT),
  });
  const { BATON_HOST: host, BATON_PORT: port } = configuration.require(serverSettings);
  const address = await gateway.listen({ host, port });
  say(`ready gateway=${address}`);
  const stopping = new AbortController();
  warnOfVendors(configuration, logger, stopping.signal);
  await untilStopped();
  stopping.abort();
  await endAfter(async () => {
    await gateway.close();
    await close();
  });
}

/** A vendor that fails must not keep the gateway from taking requests, so this is a warning and comes while it runs. */
function warnOfVendors(configuration: Configuration, logger: Logger, signal: AbortSignal): void {
  tryVendors(configuration, { signal, scope: 'start' }).then(
    ({ findings }) => {
      if (!signal.aborted) for (const finding of findings) logger.warn('vendor-trial-failed', finding);
    },
    () => logger.error('vendor-trial-broken'),
  );
}

/** Settings and workflows, each checked however wrong the other is. @throws AppError naming every problem at once */
async function readConfiguration(environment: Environment, file: string | undefined): Promise<Configuration> {
  const sources = { command: 'serve', environment, file: readConfigFile(file) } as const;
  const { configuration, problems } = parseConfig(sources);
  const conversations = configuration.read(conversationSettings);
  const read = await readWorkflows(conversations?.BATON_WORKFLOWS_DIR ?? defaultWorkflowsDir);
  const texts = await checkTexts(conversations?.BATON_TEXTS_FILE ?? null);
  const chain = await checkChain(conversations?.BATON_HANDOFF_FILE ?? null, listDeskNames(configuration));
  refuse([...problems, ...checkTogether(configuration, read.workflows), ...read.problems, ...texts, ...chain], 'serve');
  return configuration;
}
