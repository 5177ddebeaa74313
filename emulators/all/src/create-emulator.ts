import { createEmulatorHost } from '@baton/emulator-kit';
import { registerMail } from '@baton/emulator-mail';
import {
  type GatewayAddresses,
  registerAccounts,
  registerCrm,
  registerDesk,
  registerPages,
  registerSalesIq,
} from '@baton/emulator-zoho';
import { startPage } from './start-page.ts';

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
  registerAccounts(host);
  registerDesk(host);
  registerCrm(host);
  const salesiq = registerSalesIq(host);
  await registerMail(host);
  registerPages(host);
  host.page('/', startPage);
  const url = await host.listen(options.port ?? 0);
  return {
    url,
    connection: () => host.connection(),
    configureGateway: (addresses) => salesiq.configureGateway(addresses),
    close: () => host.close(),
  };
}
