import { ControlError, type EmulatorHost, readObject } from '@baton/emulator-kit';
import { failed, invalidUrl } from './replies.ts';
import { readRoutes, registerRoute, writeRoutes } from './routes.ts';
import { type Crm, openCrm, stamp } from './rows.ts';
import { settingsRoutes } from './settings-routes.ts';

const dayMs = 86_400_000;

/** Zoho CRM v8: contacts and leads, search, COQL, writes, notes and metadata (contract zoho-crm). */
export function registerCrm(host: EmulatorHost): void {
  const crm = openCrm(host);
  const seed = (): void => plantContact(crm);
  seed();
  host.onReset(seed);
  for (const route of [...settingsRoutes, ...readRoutes(crm), ...writeRoutes(crm)]) registerRoute(crm, route);
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
    host.operation({
      vendor: 'crm',
      name: `crm.unknown.${method.toLowerCase()}`,
      method,
      path: '/crm/v8/*',
      fidelity: 'documented',
      source: 'zoho-crm.md §7',
      fail: failed,
      handle: () => invalidUrl,
    });
  }
  host.control('POST', '/crm/settings', (request) => {
    const { uniqueEmail } = readObject(request);
    if (typeof uniqueEmail !== 'boolean')
      throw new ControlError(400, 'bad-field', '"uniqueEmail" must be true or false.');
    const settings = host.collection('crm', 'settings', { isInternal: true });
    settings.remove('uniqueEmail');
    if (uniqueEmail) settings.insert({ id: 'uniqueEmail' });
    return { uniqueEmail };
  });
}

/** The one customer of the demo; older than the index's lag. */
function plantContact({ host, records }: Crm): void {
  if (records.Contacts.list().length > 0) return;
  const yesterday = stamp(new Date(host.clock.now().getTime() - dayMs));
  const Account_Name = { name: 'Company Inc', id: host.nextId() };
  records.Contacts.insert({
    id: host.nextId(),
    First_Name: 'John',
    Last_Name: 'Doe',
    Email: 'john@company.com',
    Secondary_Email: null,
    Phone: '555-1234',
    Account_Name,
    Created_Time: yesterday,
    Modified_Time: yesterday,
  });
}
