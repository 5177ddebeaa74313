import { registerBotpress } from '@baton/emulator-botpress';
import { registerHubSpot } from '@baton/emulator-hubspot';
import type { EmulatorHost } from '@baton/emulator-kit';
import { registerMail } from '@baton/emulator-mail';
import { registerPages } from '@baton/emulator-pages';
import { registerAccounts } from '@baton/emulator-zoho-accounts';
import { registerCrm } from '@baton/emulator-zoho-crm';
import { type DeskEmulator, registerDesk } from '@baton/emulator-zoho-desk';
import { registerSalesIq, type SalesIqEmulator } from '@baton/emulator-zoho-salesiq';
import type { Seed } from './seed.ts';
import { type VendorName, vendorNames } from './vendors.ts';

export type RegisterOptions = { vendors?: readonly VendorName[]; seed?: Seed | null };

export type Registered = {
  /** Null without SalesIQ. */
  salesiq: SalesIqEmulator | null;
  /** Null without Desk. */
  desk: DeskEmulator | null;
  /** Paths of the pages. */
  pages: readonly string[];
};

/** Puts the chosen vendors (default all) and their pages on one host. */
export async function registerVendors(
  host: EmulatorHost,
  { vendors = vendorNames, seed = null }: RegisterOptions = {},
): Promise<Registered> {
  if (vendors.includes('accounts')) registerAccounts(host, { seed: seed?.accounts ?? null });
  const desk = vendors.includes('desk') ? registerDesk(host, { seed: seed?.desk ?? null }) : null;
  if (vendors.includes('crm')) registerCrm(host, { seed: seed?.crm ?? null });
  const salesiq = vendors.includes('salesiq') ? registerSalesIq(host, { seed: seed?.salesiq ?? null }) : null;
  if (vendors.includes('mail')) await registerMail(host);
  if (vendors.includes('botpress')) registerBotpress(host);
  if (vendors.includes('hubspot')) registerHubSpot(host, { seed: seed?.hubspot ?? null });
  const pages = registerPages(host, vendors);
  return { salesiq, desk, pages };
}
