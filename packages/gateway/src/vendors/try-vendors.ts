import type { Configuration } from '../config/configuration.ts';
import type { VendorFinding } from './vendor.ts';
import { vendors } from './vendors.ts';

/** Asks every configured vendor whether it works as configured; nothing is changed there. What stands in the way, by vendor. */
export async function tryVendors(
  configuration: Configuration,
  signal: AbortSignal,
): Promise<(VendorFinding & { vendor: string })[]> {
  const found = vendors.map(async ({ name, tryOut }) =>
    ((await tryOut?.(configuration, signal)) ?? []).map((finding) => ({ vendor: name, ...finding })),
  );
  return (await Promise.all(found)).flat();
}
