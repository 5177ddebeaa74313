import { ApiFault, invalidBody, notFound } from '../api-fault.ts';
import type { OperatorRow } from '../rows.ts';
import type { SalesIqStore } from '../store.ts';
import { isMap, type JsonMap, stamp, textOf, textsOf } from '../values.ts';
import { departmentWire, operatorWire } from '../wire.ts';
import { indexPage } from './paging.ts';
import { answering, envelope, type RealCall, type RealOperation, realOperation, requireAccess } from './real.ts';

const SOURCE = 'salesiq.md §2.2';

/** Operators, departments, apps, tags and portals of REST v2 (salesiq.md §2.2, §2.5). */
export function registerPortal(store: SalesIqStore): void {
  for (const operation of [...operatorOperations(store), ...placeOperations(store), ...tagOperations(store)]) {
    realOperation(store, operation);
  }
  store.host.operation({
    vendor: 'salesiq',
    name: 'salesiq.portals.list',
    method: 'GET',
    path: '/api/v2/portals',
    fidelity: 'documented',
    source: 'salesiq.md §1.1, §2.2',
    handle: (request) =>
      answering(store, async () => {
        requireAccess(store, request, { scope: 'SalesIQ.portals.READ' });
        const { orgId, screenName } = store.portal();
        const portal = { id: orgId, screenname: screenName, name: store.tables.apps.list()[0]?.name ?? '' };
        return envelope(store, request, { object: 'list', data: [portal], isList: true });
      }),
  });
}

function operatorOperations(store: SalesIqStore): RealOperation[] {
  const { operators } = store.tables;
  const shown = (row: OperatorRow) => operatorWire(row, store.settings().operatorsOnline);
  const one = (call: RealCall): OperatorRow => {
    const row = operators.get(call.id);
    if (!row) throw notFound();
    return row;
  };
  const shared = { fidelity: 'documented', source: SOURCE } as const;
  return [
    {
      ...shared,
      name: 'salesiq.operators.list',
      method: 'GET',
      path: '/operators',
      scope: 'SalesIQ.operators.READ',
      handle: ({ request }) => ({
        object: 'list',
        data: indexPage(operators.list(), request.query).map(shown),
        isList: true,
      }),
    },
    {
      ...shared,
      fidelity: 'guess',
      name: 'salesiq.operators.get',
      method: 'GET',
      path: '/operators/:id',
      scope: 'SalesIQ.operators.READ',
      handle: (call) => ({ object: 'operators', data: shown(one(call)) }),
    },
    {
      ...shared,
      name: 'salesiq.operators.create',
      method: 'POST',
      path: '/operators',
      scope: 'SalesIQ.operators.CREATE',
      handle: (call) => ({ object: 'operators', data: shown(operators.insert(newOperator(call))) }),
    },
    {
      ...shared,
      fidelity: 'guess',
      name: 'salesiq.operators.update',
      method: 'PUT',
      path: '/operators/:id',
      scope: 'SalesIQ.operators.UPDATE',
      handle: (call) => ({
        object: 'operators',
        data: shown(operators.update(one(call).id, operatorPatch(call.body()))),
      }),
    },
    {
      ...shared,
      fidelity: 'guess',
      name: 'salesiq.operators.delete',
      method: 'DELETE',
      path: '/operators/:id',
      scope: 'SalesIQ.operators.DELETE',
      handle: (call) => {
        const { id } = one(call);
        if (operators.list().length === 1) throw new ApiFault(1026, 'The last operator cannot be deleted');
        operators.remove(id);
        return { object: 'operators', data: { id } };
      },
    },
  ];
}

const ROLES = ['Administrator', 'Supervisor', 'Associate'];
const MAX_CHATS = ['0', '1', '2', '3', '4', '5', '7', '10', '25', 'unlimited'];

function newOperator(call: RealCall): OperatorRow {
  const body = call.body();
  const { operators, departments } = call.store.tables;
  const email = textOf(body['email_id']);
  if (!email.includes('@')) throw invalidBody('email_id');
  if (operators.find((row) => row.email.toLowerCase() === email.toLowerCase())) {
    throw new ApiFault(1014, 'Resource already exists');
  }
  if (!ROLES.includes(textOf(body['role']))) throw invalidBody('role');
  const departmentIds = textsOf(body['departments']);
  if (departmentIds.length === 0) throw invalidBody('departments');
  if (departmentIds.some((id) => !departments.get(id))) throw new ApiFault(1025, 'Department ids are invalid');
  if (body['is_monitored'] === undefined) throw invalidBody('is_monitored');
  return {
    id: call.store.host.nextId(),
    email,
    firstName: '',
    lastName: email.split('@')[0] ?? '',
    nickName: '',
    departmentIds,
    role: '',
    isEnabled: true,
    maxChats: 'unlimited',
    createdAt: call.store.now(),
    ...operatorPatch(body),
  };
}

function operatorPatch(body: JsonMap): Partial<OperatorRow> {
  const maxChats = body['maximum_concurrent_chat'];
  if (maxChats !== undefined && !MAX_CHATS.includes(textOf(maxChats))) throw invalidBody('maximum_concurrent_chat');
  return {
    ...(body['first_name'] === undefined ? {} : { firstName: textOf(body['first_name']) }),
    ...(body['last_name'] === undefined ? {} : { lastName: textOf(body['last_name']) }),
    ...(body['nick_name'] === undefined ? {} : { nickName: textOf(body['nick_name']) }),
    ...(body['role'] === undefined ? {} : { role: textOf(body['role']) }),
    ...(maxChats === undefined ? {} : { maxChats: textOf(maxChats) }),
  };
}

function placeOperations(store: SalesIqStore): RealOperation[] {
  const { departments, apps, operators } = store.tables;
  const creatorId = () => operators.list()[0]?.id ?? '';
  const shared = { method: 'GET', fidelity: 'documented', source: SOURCE } as const;
  const found = <T>(row: T | undefined): T => {
    if (row === undefined) throw notFound();
    return row;
  };
  return [
    {
      ...shared,
      name: 'salesiq.departments.list',
      path: '/departments',
      scope: 'SalesIQ.departments.READ',
      handle: ({ request }) => ({
        object: 'list',
        data: indexPage(departments.list(), request.query).map((row) => departmentWire(row, creatorId())),
        isList: true,
      }),
    },
    {
      ...shared,
      name: 'salesiq.departments.get',
      path: '/departments/:id',
      scope: 'SalesIQ.departments.READ',
      handle: (call) => ({
        object: 'departments',
        data: departmentWire(found(departments.get(call.id)), creatorId()),
      }),
    },
    {
      ...shared,
      name: 'salesiq.apps.list',
      path: '/apps',
      scope: 'SalesIQ.apps.READ',
      handle: () => ({ object: 'list', data: apps.list().map(appWire), isList: true }),
    },
    {
      ...shared,
      name: 'salesiq.apps.get',
      path: '/apps/:id',
      scope: 'SalesIQ.apps.READ',
      handle: (call) => ({ object: 'apps', data: appWire(found(apps.get(call.id))) }),
    },
  ];
}

function appWire(app: { id: string; name: string; website: string; createdAt: number }): JsonMap {
  return { id: app.id, name: app.name, url: app.website, created_time: stamp(app.createdAt) };
}

const MODULES = ['conversations', 'visitors', 'contacts', 'companies'];

function tagOperations(store: SalesIqStore): RealOperation[] {
  const { tags } = store.tables;
  return [
    {
      name: 'salesiq.tags.create',
      method: 'POST',
      path: '/tags',
      scope: 'SalesIQ.tags.CREATE',
      fidelity: 'documented',
      source: 'salesiq.md §2.5',
      handle: (call) => {
        const body = call.body();
        for (const key of ['name', 'color', 'module']) if (textOf(body[key]) === '') throw invalidBody(key);
        if (!MODULES.includes(textOf(body['module']))) throw invalidBody('module');
        const name = textOf(body['name']);
        if (tags.find((tag) => tag.name === name)) throw new ApiFault(1014, 'Resource already exists');
        const tag = { id: store.host.nextId(), name, color: textOf(body['color']), module: textOf(body['module']) };
        return { object: 'tags', data: tags.insert(tag) };
      },
    },
    {
      name: 'salesiq.tags.list',
      method: 'GET',
      path: '/tags',
      scope: 'SalesIQ.tags.READ',
      fidelity: 'guess',
      source: 'salesiq.md §2.5',
      handle: () => ({ object: 'list', data: tags.list().filter(isMap), isList: true }),
    },
  ];
}
