import { createHttp } from '@baton/http-kit';
import type { Configuration } from '../config/configuration.ts';
import type { VendorFinding, VendorTrial } from './vendor.ts';
import { vendors } from './vendors.ts';

export type NamedFinding = VendorFinding & { vendor: string };
export type VendorsTried = { findings: NamedFinding[]; untried: string[] };

/** What `tryVendors` looks at with these settings, one line for each. */
export const listTrials = (configuration: Configuration): string[] =>
  vendors.flatMap(({ tryOut }) => tryOut?.list(configuration) ?? []);

/** Asks every configured vendor whether it works as configured; nothing is changed there. `start`: those only whom each start may ask. */
export async function tryVendors(
  configuration: Configuration,
  { signal, scope }: { signal: AbortSignal; scope: 'all' | 'start' },
): Promise<VendorsTried> {
  const http = createHttp();
  const isAsked = (trial: VendorTrial): boolean => scope === 'all' || trial.isAskedAtStart;
  const tried = vendors.map(async ({ name, tryOut }) => {
    if (tryOut === null || !isAsked(tryOut)) return { findings: [], untried: [] };
    const { findings, untried } = await tryOut.ask(configuration, { http, signal });
    return { findings: findings.map((finding) => ({ vendor: name, ...finding })), untried };
  });
  const results = await Promise.all(tried);
  return {
    findings: results.flatMap(({ findings }) => findings),
    untried: results.flatMap(({ untried }) => untried),
  };
}
