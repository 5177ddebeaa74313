/** What can be emulated, in the order of the ledger. */
export const vendorNames = ['accounts', 'desk', 'crm', 'salesiq', 'mail', 'botpress', 'hubspot'] as const;
export type VendorName = (typeof vendorNames)[number];

/** These take no tokens of Zoho Accounts. */
const withoutAccounts: readonly string[] = ['accounts', 'mail', 'botpress', 'hubspot'];

/** A vendor was named that there is none of; the message names those there are. */
export class UnknownVendor extends Error {
  override readonly name = 'UnknownVendor';
}

/**
 * The vendors to run; all when none is named. Desk, CRM and SalesIQ take tokens of Zoho Accounts only, so it comes along with them.
 * @throws UnknownVendor
 */
export function chooseVendors(wanted: readonly string[] = []): readonly VendorName[] {
  const unknown = wanted.find((name) => !vendorNames.some((known) => known === name));
  if (unknown !== undefined)
    throw new UnknownVendor(`There is no vendor "${unknown}". There are ${vendorNames.join(', ')}.`);
  if (wanted.length === 0) return vendorNames;
  const needsAccounts = wanted.some((name) => !withoutAccounts.includes(name));
  return vendorNames.filter((name) => wanted.includes(name) || (needsAccounts && name === 'accounts'));
}
