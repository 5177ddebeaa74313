import { createEmulatorHost } from '@baton/emulator-kit';
import type { GatewayAddresses } from '@baton/emulator-zoho';
import { registerVendors } from './register-vendors.ts';

export type Emulator = {
  readonly url: string;
  /** Everything a gateway needs to know, as `GET /__emulator/connection` tells it. */
  connection(): Record<string, unknown>;
  /** Tells SalesIQ where bot and event webhooks are. Addresses are not kept across restarts. */
  configureGateway(addresses: GatewayAddresses): Promise<void>;
  close(): Promise<void>;
};

/**
 * Starts every vendor's stand-in on one loopback port. `port` 0 (the default) takes a free one; `dataDir` null (the default) keeps
 * nothing.
 */
export async function createEmulator(options: { port?: number; dataDir?: string | null } = {}): Promise<Emulator> {
  const host = await createEmulatorHost({ dataDir: options.dataDir ?? null });
  const salesiq = await registerVendors(host);
  const url = await host.listen(options.port ?? 0);
  return {
    url,
    connection: () => host.connection(),
    configureGateway: (addresses) => salesiq.configureGateway(addresses),
    close: () => host.close(),
  };
}
