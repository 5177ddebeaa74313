import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { AppError } from '@baton/core';
import { createEmulator, type Emulator } from '@baton/emulators';
import { createGateway, createLogger, loadOrCreateKey, type VendorSettings } from '@baton/gateway';
import { lockDirectory, openStore } from '@baton/store';
import { createCrashSwitch, defaultWorkflowsDir, type Environment, loopback, say, untilStopped } from './process.ts';

/** Runs everything on this machine until it is told to stop. Prints `ready gateway=<url> emulators=<url>` last. */
export async function startAll(environment: Environment): Promise<void> {
  const dataDir = resolve(environment['BATON_DATA_DIR'] ?? './data');
  if (environment['BATON_HOST'] !== undefined && environment['BATON_HOST'] !== loopback) {
    throw new AppError(
      'configuration-invalid',
      'The demo listens on 127.0.0.1 only, because it has no passwords. Remove BATON_HOST.',
    );
  }
  const ports = {
    gateway: readPort(environment, 'BATON_PORT', 8000),
    emulators: readPort(environment, 'BATON_EMULATOR_PORT', 8001),
  };
  say(`Baton: data in ${dataDir}`);
  const lock = await lockDirectory(dataDir);
  const secretKey = await readSecretKey(environment, dataDir);
  say(
    environment['DATABASE_URL'] === undefined
      ? 'Opening the embedded store (the first time takes some seconds) …'
      : 'Opening PostgreSQL …',
  );
  const url = environment['DATABASE_URL'];
  const store = await openStore(url === undefined ? { dataDir } : { url });
  say('Starting the emulators …');
  const emulator = await createEmulator({ port: ports.emulators, dataDir: join(dataDir, 'emulators') });
  say('Starting the gateway …');
  const connection = emulator.connection();
  const gateway = await createGateway({
    store,
    secretKey,
    vendors: toVendors(emulator),
    secrets: {
      publicKeys: strings(connection['webhookPublicKeys']),
      hmacSecret: String(connection['webhookHmacSecret']),
      flatSecret: environment['BATON_FLAT_SECRET'] ?? null,
      isFlatOpen: true,
    },
    settings: {
      acceptTimeoutMs: Number(environment['BATON_HANDOFF_TIMEOUT_MS'] ?? 60_000),
      sendsCustomerMail: environment['BATON_CUSTOMER_MAIL'] !== 'false',
      supportEmail: 'support@company.com',
      pointsOfContact: [{ match: 'company.com', email: 'it-manager@company.com' }],
    },
    workflowsDir: environment['BATON_WORKFLOWS_DIR'] ?? defaultWorkflowsDir,
    isDemo: true,
    adminKey: null,
    // The demo knows one customer, who may try as often as people like.
    codesPerHour: null,
    logger: createLogger({ write: (line) => process.stderr.write(line), now: () => new Date() }),
    reach: createCrashSwitch(environment['BATON_CRASH_AT']),
  });
  const gatewayUrl = await gateway.listen({ host: loopback, port: ports.gateway });
  const webhook = `${gatewayUrl}/webhook/salesiq`;
  await emulator.configureGateway({ zobotUrl: webhook, webhookUrl: webhook });
  say(`Pages: ${emulator.url}/visitor  ${emulator.url}/operator  ${emulator.url}/mailbox  ${emulator.url}/tickets`);
  say(`ready gateway=${gatewayUrl} emulators=${emulator.url}`);
  await untilStopped();
  await gateway.close();
  await emulator.close();
  await store.close();
  await lock.release();
}

/**
 * The key given, or the one in the data folder. On a server without a key the demo takes one that follows from DATABASE_URL, so that
 * every node has the same; `serve` does not do that.
 */
async function readSecretKey(environment: Environment, dataDir: string): Promise<Buffer> {
  const given = environment['BATON_SECRET_KEY'];
  const url = environment['DATABASE_URL'];
  if (given === undefined && url === undefined) return loadOrCreateKey(dataDir);
  if (given === undefined) return createHash('sha256').update(`baton-demo-key:${url}`).digest();
  const key = Buffer.from(given, 'base64');
  if (key.length === 32) return key;
  throw new AppError(
    'configuration-invalid',
    `BATON_SECRET_KEY has ${key.length} bytes after Base64 decoding; it needs 32. Make one with \`openssl rand -base64 32\`.`,
  );
}

function toVendors(emulator: Emulator): VendorSettings {
  const connection = emulator.connection();
  const text = (name: string): string => String(connection[name]);
  const smtp = connection['smtp'];
  const port = typeof smtp === 'object' && smtp !== null && 'port' in smtp ? Number(smtp.port) : 0;
  const { url } = emulator;
  return {
    accountsUrl: url,
    clientId: text('clientId'),
    clientSecret: text('clientSecret'),
    userRefreshToken: text('userRefreshToken'),
    orgRefreshToken: text('orgRefreshToken'),
    desk: {
      url: `${url}/api/v1`,
      organizationId: text('deskOrgId'),
      accessToken: null,
      departments: { ticket: 'Support', callback: 'Callbacks' },
    },
    crm: { url: `${url}/crm/v8` },
    salesiq: { url, screenName: text('screenName'), appId: text('appId'), departmentId: text('salesiqDepartmentId') },
    smtp: { host: loopback, port, isSecure: false, user: null, password: null, from: 'Support <support@company.com>' },
  };
}

function readPort(environment: Environment, name: string, fallback: number): number {
  const port = Number(environment[name] ?? fallback);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new AppError('configuration-invalid', `${name} must be a port number from 0 to 65535.`);
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
