import { ControlError, createEmulatorHost, type EmulatorHost, readFaults, type VendorName } from '@baton/emulator-kit';
import type { GatewayAddresses, SalesIqEmulator } from '@baton/emulator-zoho';
import { FileProblem, readDataFile } from './read-file.ts';
import { registerVendors } from './register-vendors.ts';
import { chooseVendors } from './vendors.ts';

export type Emulator = {
  readonly url: string;
  /** Everything a gateway needs to know, as `GET /__emulator/connection` tells it. */
  connection(): Record<string, unknown>;
  /** Tells SalesIQ where bot and event webhooks are. Addresses are not kept across restarts. */
  configureGateway(addresses: GatewayAddresses): Promise<void>;
  /** Back to the data of the start, as `POST /__emulator/reset`; credentials stay. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

export type EmulatorOptions = {
  /** Default all. Zoho Accounts comes along with Desk, CRM and SalesIQ. */
  vendors?: readonly VendorName[];
  /** 0 (the default) takes a free one. */
  port?: number;
  /** Where state and journal are kept; null (the default) keeps nothing. */
  dataDir?: string | null;
  /** Failures to begin with: a JSON or YAML file, or what it would hold. */
  faults?: string | URL | object;
};

/**
 * Starts the vendors' stand-ins on one loopback port.
 * @throws UnknownVendor, FileProblem
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const vendors = chooseVendors(options.vendors);
  const host = await createEmulatorHost({ dataDir: options.dataDir ?? null });
  try {
    const salesiq = await registerVendors(host, { vendors });
    if (options.faults !== undefined) orderFaults(host, options.faults);
    const url = await host.listen(options.port ?? 0);
    return handleOf(host, salesiq, url);
  } catch (error) {
    await host.close();
    throw error;
  }
}

function handleOf(host: EmulatorHost, salesiq: SalesIqEmulator | null, url: string): Emulator {
  return {
    url,
    connection: () => host.connection(),
    configureGateway: async (addresses) => {
      if (salesiq === null) throw new Error('SalesIQ is not among the vendors of this emulator.');
      await salesiq.configureGateway(addresses);
    },
    reset: () => host.reset(),
    close: () => host.close(),
  };
}

function orderFaults(host: EmulatorHost, given: string | URL | object): void {
  const isFile = typeof given === 'string' || given instanceof URL;
  const data = isFile ? readDataFile(given) : given;
  try {
    for (const fault of readFaults(data, host.faultPoints(), true)) host.faults.add(fault);
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    throw new FileProblem(`${isFile ? String(given) : 'faults'}: ${error.message}`, { cause: error });
  }
}
