import type { EmulatorHost } from '@baton/emulator-kit';
import { createCrmLimits } from './limits.ts';
import { failed, invalidUrl } from './replies.ts';
import { readRoutes, registerRoute, writeRoutes } from './routes.ts';
import { openCrm } from './rows.ts';
import { type CrmSeed, plantRecords } from './seed.ts';
import { settingsRoutes } from './settings-routes.ts';

/** Zoho CRM v8: contacts and leads, search, COQL, writes, notes and metadata (contract zoho-crm). */
export function registerCrm(host: EmulatorHost, { seed = null }: { seed?: CrmSeed | null } = {}): void {
  const crm = openCrm(host);
  const limits = createCrmLimits(host, crm.settings);
  host.plant('crm', () => plantRecords(crm, seed));
  for (const route of [...settingsRoutes, ...readRoutes(crm), ...writeRoutes(crm)]) registerRoute(crm, limits, route);
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
    host.operation({
      vendor: 'crm',
      name: `crm.unknown.${method.toLowerCase()}`,
      method,
      path: '/crm/v8/*',
      fidelity: 'documented',
      source: 'zoho-crm.md §7',
      fail: failed,
      enter: (request) => limits.enter(request),
      handle: () => invalidUrl,
    });
  }
}
