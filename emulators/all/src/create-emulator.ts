import { createEmulatorHost, type EmulatorHost, type VendorName } from '@baton/emulator-kit';
import { registerMail } from '@baton/emulator-mail';
import {
  type GatewayAddresses,
  registerAccounts,
  registerCrm,
  registerDesk,
  registerPages,
  registerSalesIq,
  type SalesIqSettings,
  seedDemo,
} from '@baton/emulator-zoho';
import { indexPage } from './index-page.ts';

export interface EmulatorOptions {
  /** Which vendors to stand in for; all by default. Accounts is always there: the others check its tokens. */
  vendors?: readonly VendorName[];
  /** 0 or absent: any free port of 127.0.0.1. */
  port?: number;
  /** Where state and journal are kept; without it they live in memory. */
  dataDir?: string;
  /** False leaves out the demo's OAuth client and tokens. */
  seed?: boolean;
  /** Defaults of the SalesIQ emulator, for example `retryIntervalMs`; durations in milliseconds. */
  salesiq?: Partial<SalesIqSettings>;
}

/** Running emulators. */
export interface Emulator {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Everything a gateway needs to reach the emulators: ids, secrets, keys, the mail server. */
  connection(): Record<string, unknown>;
  /** Points the bot and the demo webhook at a gateway and sends what waited; up to 30 s for it to answer HEAD with 200. */
  configureGateway(addresses: GatewayAddresses): Promise<void>;
  /** Back to the demo data; the journal stays. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the local stand-ins of every vendor on one port. */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const host = await createEmulatorHost({ dataDir: options.dataDir ?? null });
  try {
    const configureGateway = await registerVendors(host, options);
    registerPages(host);
    host.page('/', () => indexPage(host.operations));
    const url = await host.listen(options.port ?? 0);
    return {
      url,
      connection: () => host.connection(),
      configureGateway,
      reset: () => reset(host),
      close: () => host.close(),
    };
  } catch (error) {
    await host.close();
    throw error;
  }
}

async function registerVendors(host: EmulatorHost, options: EmulatorOptions): Promise<Emulator['configureGateway']> {
  const wanted = (vendor: VendorName) => options.vendors === undefined || options.vendors.includes(vendor);
  registerAccounts(host);
  if (wanted('desk')) registerDesk(host);
  if (wanted('crm')) registerCrm(host);
  const salesiq = wanted('salesiq') ? registerSalesIq(host, options.salesiq) : null;
  if (wanted('mail')) await registerMail(host);
  if (options.seed !== false) seedDemo(host);
  return (addresses) =>
    salesiq?.configureGateway(addresses) ?? Promise.reject(new Error('SalesIQ is not among the vendors.'));
}

async function reset(host: EmulatorHost): Promise<void> {
  const answer = await host.app.inject({
    method: 'POST',
    url: '/__emulator/reset',
    headers: { host: '127.0.0.1' },
    payload: '{}',
  });
  if (answer.statusCode !== 200) throw new Error(`The reset failed: ${answer.body}`);
}
