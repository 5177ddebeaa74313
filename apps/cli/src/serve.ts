import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '@baton/core';
import {
  type Configuration,
  checkTogether,
  commandSettings,
  conversationSettings,
  createGateway,
  createLogger,
  loadOrCreateKey,
  parseConfig,
  readWorkflows,
  refuse,
  serverSettings,
  storageSettings,
} from '@baton/gateway';
import { lockDirectory, openStore } from '@baton/store';
import { parse } from 'yaml';
import { createCrashSwitch, defaultWorkflowsDir, type Environment, say, untilStopped } from './process.ts';

/** Runs the gateway on real vendors. Refuses to start on a bad configuration and names each problem with its fix. */
export async function serve(environment: Environment, options: { config?: string; check?: boolean }): Promise<void> {
  const configuration = await readConfiguration(environment, options.config);
  if (options.check === true) {
    say('The configuration is complete and well-formed.');
    return;
  }
  const { DATABASE_URL: url, BATON_DATA_DIR, BATON_SECRET_KEY } = configuration.require(storageSettings);
  const dataDir = resolve(BATON_DATA_DIR);
  // On a server the database does the locking; the folder belongs to one process only when it holds the store.
  const lock = url === null ? await lockDirectory(dataDir) : null;
  const store = await openStore(url === null ? { dataDir } : { url });
  const gateway = await createGateway({
    store,
    secretKey: BATON_SECRET_KEY ?? (await loadOrCreateKey(dataDir)),
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
  await store.close();
  await lock?.release();
}

/** Settings and workflows, each checked however wrong the other is. @throws AppError naming every problem at once */
async function readConfiguration(environment: Environment, file: string | undefined): Promise<Configuration> {
  const sources = { command: 'serve', environment, file: readConfigFile(file) } as const;
  const { configuration, problems } = parseConfig(sources);
  const written = configuration.read(conversationSettings)?.BATON_WORKFLOWS_DIR;
  const read = await readWorkflows(written ?? defaultWorkflowsDir);
  refuse([...problems, ...checkTogether(configuration, read.workflows), ...read.problems], 'serve');
  return configuration;
}

/** The file named, or `baton.yaml` here when there is one. */
function readConfigFile(named: string | undefined): unknown {
  const path = named ?? 'baton.yaml';
  if (!existsSync(path)) {
    if (named === undefined) return {};
    throw new AppError('configuration-invalid', `There is no file ${path}. Correct --config, or leave it out.`);
  }
  try {
    const read: unknown = parse(readFileSync(path, 'utf8'));
    return read;
  } catch (cause) {
    throw new AppError('configuration-invalid', `${path} is not YAML. Write one "NAME: value" per line.`, { cause });
  }
}
