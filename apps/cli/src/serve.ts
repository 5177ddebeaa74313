import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '@baton/core';
import {
  createGateway,
  createLogger,
  loadOrCreateKey,
  loadWorkflows,
  parseConfig,
  type SettingValues,
  toVendorSettings,
} from '@baton/gateway';
import { lockDirectory, openStore } from '@baton/store';
import { parse } from 'yaml';
import { createCrashSwitch, defaultWorkflowsDir, type Environment, say, untilStopped } from './process.ts';

/** Runs the gateway on real vendors. Refuses to start on a bad configuration and names each problem with its fix. */
export async function serve(environment: Environment, options: { config?: string; check?: boolean }): Promise<void> {
  const values = parseConfig(environment, readConfigFile(options.config));
  const workflowsDir = values.BATON_WORKFLOWS_DIR ?? defaultWorkflowsDir;
  if (options.check === true) {
    await loadWorkflows(workflowsDir);
    say('The configuration is complete and well-formed.');
    return;
  }
  const dataDir = resolve(values.BATON_DATA_DIR);
  // On a server the database does the locking; the folder belongs to one process only when it holds the store.
  const lock = values.DATABASE_URL === null ? await lockDirectory(dataDir) : null;
  const store = await openStore(values.DATABASE_URL === null ? { dataDir } : { url: values.DATABASE_URL });
  const gateway = await createGateway({
    store,
    secretKey: values.BATON_SECRET_KEY ?? (await loadOrCreateKey(dataDir)),
    vendors: toVendorSettings(values),
    secrets: {
      publicKeys: values.SALESIQ_PUBLIC_KEY,
      hmacSecret: values.SALESIQ_WEBHOOK_SECRET,
      flatSecret: values.BATON_FLAT_SECRET,
      isFlatOpen: false,
    },
    settings: toSettings(values),
    workflowsDir,
    isDemo: false,
    adminKey: values.BATON_ADMIN_KEY,
    codesPerHour: values.CODES_PER_HOUR,
    logger: createLogger({ write: (line) => process.stderr.write(line), now: () => new Date() }),
    reach: createCrashSwitch(environment['BATON_CRASH_AT']),
  });
  const url = await gateway.listen({ host: values.BATON_HOST, port: values.BATON_PORT });
  say(`ready gateway=${url}`);
  await untilStopped();
  await gateway.close();
  await store.close();
  await lock?.release();
}

function toSettings(values: SettingValues) {
  return {
    acceptTimeoutMs: values.HANDOFF_TIMEOUT_SECONDS * 1_000,
    sendsCustomerMail: values.BATON_CUSTOMER_MAIL,
    supportEmail: values.SUPPORT_EMAIL,
    pointsOfContact: values.POINTS_OF_CONTACT,
  };
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
