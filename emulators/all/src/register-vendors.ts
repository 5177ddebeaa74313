import type { EmulatorHost } from '@baton/emulator-kit';
import { registerMail } from '@baton/emulator-mail';
import {
  registerAccounts,
  registerCrm,
  registerDesk,
  registerPages,
  registerSalesIq,
  type SalesIqEmulator,
} from '@baton/emulator-zoho';
import { startPage } from './start-page.ts';

/** Puts every vendor and the pages on one host. */
export async function registerVendors(host: EmulatorHost): Promise<SalesIqEmulator> {
  registerAccounts(host);
  registerDesk(host);
  registerCrm(host);
  const salesiq = registerSalesIq(host);
  await registerMail(host);
  registerPages(host);
  host.page('/', startPage);
  return salesiq;
}
