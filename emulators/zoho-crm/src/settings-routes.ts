import type { EmulatorReply } from '@baton/emulator-kit';
import { fields } from './metadata.ts';
import { invalidModule, refused } from './replies.ts';
import type { registerRoute } from './routes.ts';
import { isModule, modules, user } from './rows.ts';

type Route = Parameters<typeof registerRoute>[2];
const found = (name: string, rows: unknown[]): EmulatorReply => ({ status: 200, body: { [name]: rows } });

/** What a gateway checks at its start (contract zoho-crm §1, §6). The contract names these calls and gives no sample. */
export const settingsRoutes: Route[] = [
  {
    name: 'crm.settings.fields',
    method: 'GET',
    path: '/settings/fields',
    section: '1',
    scopes: () => ['ZohoCRM.settings.fields.READ'],
    handle: ({ query }) => {
      const module = query['module'] ?? '';
      if (module === '')
        return refused(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', {
          param_name: 'module',
        });
      if (!isModule(module)) return invalidModule;
      const shown = fields[module].map(({ pick_list_values: values, ...field }) => ({
        ...field,
        custom_field: false,
        pick_list_values: values.map((value) => ({ display_value: value, actual_value: value })),
      }));
      return found('fields', shown);
    },
  },
  {
    name: 'crm.settings.modules',
    method: 'GET',
    path: '/settings/modules',
    section: '1',
    scopes: () => ['ZohoCRM.settings.modules.READ'],
    handle: () =>
      found(
        'modules',
        modules.map((api_name) => ({ api_name, plural_label: api_name, api_supported: true })),
      ),
  },
  {
    name: 'crm.org',
    method: 'GET',
    path: '/org',
    section: '6',
    scopes: () => ['ZohoCRM.org.READ'],
    handle: () => found('org', [{ id: '904410000000225001', company_name: 'Company Inc', time_zone: 'UTC' }]),
  },
  {
    name: 'crm.users',
    method: 'GET',
    path: '/users',
    section: '6',
    scopes: () => ['ZohoCRM.users.READ'],
    handle: () => found('users', [{ id: user.id, full_name: user.name, email: user.email, status: 'active' }]),
  },
];
