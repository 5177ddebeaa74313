import type { EmulatorReply, EmulatorRequest, OperationDefinition } from '@baton/emulator-kit';
import { readQuery, runQuery } from './coql.ts';
import type { CrmLimits } from './limits.ts';
import { addNotes, listNotes } from './notes.ts';
import { bodyOf, failed, invalidModule, invalidUrl, none, refuse, refused } from './replies.ts';
import { type Crm, isModule, type ModuleName } from './rows.ts';
import { pageOf, search } from './search.ts';
import { recordWire } from './wire.ts';
import { insert, update, upsert } from './write.ts';

type Route = Pick<OperationDefinition, 'name' | 'method' | 'path'> & {
  section: string;
  fidelity?: OperationDefinition['fidelity'];
  /** The scopes this request needs, all of them. */
  scopes: (request: EmulatorRequest) => string[];
  handle: (request: EmulatorRequest) => EmulatorReply;
};

export function registerRoute({ host }: Crm, limits: CrmLimits, given: Route): void {
  const { section, scopes, handle, fidelity, ...route } = given;
  host.operation({
    ...route,
    vendor: 'crm',
    path: `/crm/v8${route.path}`,
    fidelity: fidelity ?? 'documented',
    source: `zoho-crm.md §${section}`,
    fail: failed,
    enter: (request) => limits.enter(request),
    handle: (request) => refuse(host, request, scopes(request)) ?? handle(request),
  });
}

const moduleScope = (operation: string) => (request: EmulatorRequest) => [
  `ZohoCRM.modules.${(request.params['module'] ?? '').toLowerCase()}.${operation}`,
];

const onModule =
  (handle: (module: ModuleName, request: EmulatorRequest) => EmulatorReply) =>
  (request: EmulatorRequest): EmulatorReply => {
    const module = request.params['module'] ?? '';
    return isModule(module) ? handle(module, request) : invalidModule;
  };

export const readRoutes = (crm: Crm): Route[] => [
  {
    name: 'crm.records.search',
    method: 'GET',
    path: '/:module/search',
    section: '3',
    // An unknown module is told before a scope for it could be missing.
    scopes: (request) => [
      ...(isModule(request.params['module'] ?? '') ? moduleScope('READ')(request) : []),
      'ZohoSearch.securesearch.READ',
    ],
    handle: onModule((module, { query }) => search(crm, module, query)),
  },
  {
    name: 'crm.records.get',
    method: 'GET',
    path: '/:module/:id',
    section: '6',
    scopes: (request) => (isModule(request.params['module'] ?? '') ? moduleScope('READ')(request) : []),
    handle: onModule((module, { params, query }) => {
      const id = params['id'] ?? '';
      if (!/^\d+$/.test(id)) return invalidUrl;
      const row = crm.records[module].get(id);
      return row === undefined ? none : { status: 200, body: { data: [recordWire(module, row, query['fields'])] } };
    }),
  },
  {
    name: 'crm.records.list',
    method: 'GET',
    path: '/:module',
    section: '6',
    scopes: (request) => (isModule(request.params['module'] ?? '') ? moduleScope('READ')(request) : []),
    handle: onModule((module, { query }) => {
      const { fields, page = '1', per_page: perPage = '200' } = query;
      if (fields === undefined)
        return refused(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', {
          param_name: 'fields',
        });
      if (fields.split(',').length > 50) return refused(400, 'LIMIT_EXCEEDED', 'limit exceeded', { limit: 50 });
      const rows = crm.records[module].list().reverse();
      const at = { page: Number(page), perPage: Math.min(200, Number(perPage)) };
      return pageOf(rows, at, (row) => recordWire(module, row, fields));
    }),
  },
  {
    name: 'crm.coql',
    method: 'POST',
    path: '/coql',
    section: '4',
    scopes: (request) => {
      const module = readQuery(String(bodyOf(request)['select_query'] ?? ''))?.module ?? 'Contacts';
      return ['ZohoCRM.coql.READ', ...(isModule(module) ? [`ZohoCRM.modules.${module.toLowerCase()}.READ`] : [])];
    },
    handle: (request) => runQuery(crm, String(bodyOf(request)['select_query'] ?? '')),
  },
];

export const writeRoutes = (crm: Crm): Route[] => [
  {
    name: 'crm.records.insert',
    method: 'POST',
    path: '/:module',
    section: '5',
    scopes: moduleScope('CREATE'),
    handle: onModule((module, request) => insert(crm, { module, body: bodyOf(request) })),
  },
  {
    name: 'crm.records.upsert',
    method: 'POST',
    path: '/:module/upsert',
    section: '5',
    scopes: (request) => [...moduleScope('CREATE')(request), ...moduleScope('UPDATE')(request)],
    handle: onModule((module, request) => upsert(crm, { module, body: bodyOf(request) })),
  },
  {
    name: 'crm.records.update',
    method: 'PUT',
    path: '/:module/:id',
    section: '6',
    scopes: moduleScope('UPDATE'),
    handle: onModule((module, request) => {
      const id = request.params['id'] ?? '';
      const row = crm.records[module].get(id);
      const since = request.headers['if-unmodified-since'];
      if (row !== undefined && since !== undefined && Date.parse(row.Modified_Time) > Date.parse(since))
        return refused(412, 'ALREADY_MODIFIED', 'The record has been modified in the meantime.');
      return update(crm, { module, body: bodyOf(request) }, id);
    }),
  },
  {
    name: 'crm.records.update-many',
    method: 'PUT',
    path: '/:module',
    section: '6',
    fidelity: 'guess',
    scopes: moduleScope('UPDATE'),
    handle: onModule((module, request) => update(crm, { module, body: bodyOf(request) })),
  },
  {
    name: 'crm.notes.create',
    method: 'POST',
    path: '/:module/:id/Notes',
    section: '6',
    scopes: () => ['ZohoCRM.modules.notes.CREATE'],
    handle: onModule((module, request) => addNotes(crm, module, request)),
  },
  {
    name: 'crm.notes.list',
    method: 'GET',
    path: '/:module/:id/Notes',
    section: '6',
    fidelity: 'guess',
    scopes: () => ['ZohoCRM.modules.notes.READ'],
    handle: onModule((module, request) => listNotes(crm, module, request)),
  },
];
