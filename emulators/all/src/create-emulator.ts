import {
  ControlError,
  createEmulatorHost,
  type EmulatorHost,
  readFaults,
  type SettingValues,
  type Snapshot,
} from '@baton/emulator-kit';
import type { GatewayAddresses } from '@baton/emulator-zoho-salesiq';
import { FileProblem, readDataFile } from './read-file.ts';
import { type Registered, registerVendors } from './register-vendors.ts';
import { readSeed, type Seed } from './seed.ts';
import { chooseVendors, type VendorName } from './vendors.ts';

export type Emulator = {
  readonly url: string;
  /** Paths of the pages for people. */
  readonly pages: readonly string[];
  /** Everything a gateway needs to know, as `GET /__emulator/connection` tells it. */
  connection(): Record<string, unknown>;
  /** Tells SalesIQ where bot and event webhooks are, and Desk, with `deskUrl`, where its webhook is. SalesIQ's are not kept across restarts. */
  configureGateway(addresses: GatewayAddresses & { deskUrl?: string }): Promise<void>;
  /** Back to the data of the start, as `POST /__emulator/reset`; credentials stay. */
  reset(): Promise<void>;
  /** All state as one JSON document, as `GET /__emulator/snapshot`. */
  snapshot(): Snapshot;
  /** Puts a snapshot in place of all state, as `POST /__emulator/restore`. Rejects, and changes nothing, when it is not one. */
  restore(snapshot: unknown): Promise<void>;
  close(): Promise<void>;
};

export type EmulatorOptions = {
  /** Default all. Zoho Accounts comes along with Desk, CRM and SalesIQ. */
  vendors?: readonly VendorName[];
  /** 0 (the default) takes a free one. */
  port?: number;
  /** Where state and journal are kept; null (the default) keeps nothing. */
  dataDir?: string | null;
  /**
   * State of a fresh start instead of the demo's: a JSON or YAML file, or what it would hold. State that is kept already stays, and a
   * reset goes back to the seed.
   */
  seed?: string | URL | object;
  /** Switches by `vendor.setting`, for example `salesiq.plan`, in place of the defaults; a reset goes back to these. */
  settings?: SettingValues;
  /** Origins, such as `http://localhost:3000`, whose pages may embed the chat widget; default none but the emulator's own. */
  widgetOrigins?: readonly string[];
  /** Failures to begin with: a JSON or YAML file, or what it would hold. */
  faults?: string | URL | object;
};

/**
 * Starts the vendors' stand-ins on one loopback port.
 * @throws UnknownVendor, FileProblem, ShapeProblem, SettingProblem
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const vendors = chooseVendors(options.vendors);
  const seed = options.seed === undefined ? null : seedIn(options.seed);
  const { dataDir = null, settings = {}, widgetOrigins = [] } = options;
  const host = await createEmulatorHost({ dataDir, settings, widgetOrigins });
  try {
    const registered = await registerVendors(host, { vendors, seed });
    host.checkSettings();
    if (options.faults !== undefined) orderFaults(host, options.faults);
    const url = await host.listen(options.port ?? 0);
    return handleOf(host, registered, url);
  } catch (error) {
    await host.close();
    throw error;
  }
}

function handleOf(host: EmulatorHost, { salesiq, desk, pages }: Registered, url: string): Emulator {
  return {
    url,
    pages,
    connection: () => host.connection(),
    configureGateway: async ({ deskUrl, ...addresses }) => {
      if (salesiq === null) throw new Error('SalesIQ is not among the vendors of this emulator.');
      await salesiq.configureGateway(addresses);
      if (deskUrl !== undefined) desk?.configureGateway(deskUrl);
    },
    reset: () => host.reset(),
    snapshot: () => host.snapshot(),
    restore: (snapshot) => host.restore(snapshot),
    close: () => host.close(),
  };
}

const isFile = (given: string | URL | object): given is string | URL =>
  typeof given === 'string' || given instanceof URL;

const seedIn = (given: string | URL | object): Seed =>
  isFile(given) ? readSeed(readDataFile(given) ?? {}, String(given)) : readSeed(given, 'seed');

function orderFaults(host: EmulatorHost, given: string | URL | object): void {
  const data = isFile(given) ? readDataFile(given) : given;
  try {
    for (const fault of readFaults(data, host.faultPoints(), true)) host.faults.add(fault);
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    throw new FileProblem(`${isFile(given) ? String(given) : 'faults'}: ${error.message}`, { cause: error });
  }
}
