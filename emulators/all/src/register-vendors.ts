import type { EmulatorHost, VendorName } from '@baton/emulator-kit';
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
import { vendorNames } from './vendors.ts';

export type RegisterOptions = { vendors?: readonly VendorName[] };

/** Puts the chosen vendors (default all) and their pages on one host. SalesIQ's handle, or null without SalesIQ. */
export async function registerVendors(
  host: EmulatorHost,
  { vendors = vendorNames }: RegisterOptions = {},
): Promise<SalesIqEmulator | null> {
  if (vendors.includes('accounts')) registerAccounts(host);
  if (vendors.includes('desk')) registerDesk(host);
  if (vendors.includes('crm')) registerCrm(host);
  const salesiq = vendors.includes('salesiq') ? registerSalesIq(host) : null;
  if (vendors.includes('mail')) await registerMail(host);
  const paths = registerPages(host, vendors);
  host.page('/', () => startPage(paths));
  return salesiq;
}
