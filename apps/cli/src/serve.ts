import {
  type Configuration,
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
} from '@baton/gateway';
import { readConfigFile } from './config-file.ts';
import { openData } from './open-data.ts';
import { createCrashSwitch, defaultWorkflowsDir, type Environment, say, untilStopped } from './process.ts';

export type ServeOptions = { config?: string; check?: boolean; acceptNewKey?: boolean };

/** Runs the gateway on real vendors. Refuses to start on a bad configuration and names each problem with its fix. */
export async function serve(environment: Environment, options: ServeOptions): Promise<void> {
  const configuration = await readConfiguration(environment, options.config);
  if (options.check === true) {
    say('The configuration is complete and well-formed.');
    return;
  }
  const { store, keys, close } = await openData(configuration, { acceptNewKey: options.acceptNewKey === true });
  const gateway = await createGateway({
    store,
    keys,
    configuration,
    workflowsDir: configuration.require(conversationSettings).BATON_WORKFLOWS_DIR ?? defaultWorkflowsDir,
    logger: createLogger({ write: (line) => process.stderr.write(line), now: () => new Date() }),
    reach: createCrashSwitch(configuration.require(commandSettings).BATON_CRASH_AT),
  });
  const { BATON_HOST: host, BATON_PORT: port } = configuration.require(serverSettings);
  const address = await gateway.listen({ host, port });
  say(`ready gateway=${address}`);
  await untilStopped();
  await gateway.close();
  await close();
}

/** Settings and workflows, each checked however wrong the other is. @throws AppError naming every problem at once */
async function readConfiguration(environment: Environment, file: string | undefined): Promise<Configuration> {
  const sources = { command: 'serve', environment, file: readConfigFile(file) } as const;
  const { configuration, problems } = parseConfig(sources);
  const conversations = configuration.read(conversationSettings);
  const read = await readWorkflows(conversations?.BATON_WORKFLOWS_DIR ?? defaultWorkflowsDir);
  const texts = await checkTexts(conversations?.BATON_TEXTS_FILE ?? null);
  refuse([...problems, ...checkTogether(configuration, read.workflows), ...read.problems, ...texts], 'serve');
  return configuration;
}
