import { ApiFault, invalidBody, invalidParam, notFound } from '../api-fault.ts';
import type { ChatRuleRow, VisitorRow } from '../rows.ts';
import type { SalesIqStore } from '../store.ts';
import { isMap, type JsonMap, listOf, stamp, textOf, textsOf } from '../values.ts';
import { operatorWire } from '../wire.ts';
import { timeOf, wholeNumber } from './paging.ts';
import { type RealCall, type RealOperation, realOperation } from './real.ts';

/** Visitors and their events of API v3, chat routing rules, and the departments of an operator (salesiq.md §1.6, §2.2, §2.5). */
export function registerPortalExtras(store: SalesIqStore): void {
  for (const operation of [...visitorOperations(store), ...ruleOperations(store), setDepartments(store)])
    realOperation(store, operation);
}

/** The page before a key, newest first, and the key of the next; `limit` up to 200 (salesiq.md §1.6). */
function keyPage<T>(rows: T[], at: (row: T) => number, query: Record<string, string>): { page: T[]; nextKey: JsonMap } {
  const limit = wholeNumber(query, 'limit', { fallback: 200, min: 1, max: 200 });
  const [before, after] = [timeOf(query, 'next_key'), timeOf(query, 'prev_key')];
  if (before !== null && after !== null) throw invalidParam('prev_key');
  const [from, to] = [timeOf(query, 'from_time'), timeOf(query, 'to_time')];
  const within = rows
    .filter((row) => (before === null || at(row) < before) && (after === null || at(row) > after))
    .filter((row) => (from === null || at(row) >= from) && (to === null || at(row) <= to))
    .sort((left, right) => at(right) - at(left));
  const page = within.slice(0, limit);
  const last = page.at(-1);
  return { page, nextKey: within.length > limit && last !== undefined ? { next_key: stamp(at(last)) } : {} };
}

function visitorOperations({ tables }: SalesIqStore): RealOperation[] {
  const shared = { method: 'GET', scope: 'SalesIQ.visitors.READ', fidelity: 'guess', isV3: true } as const;
  const source = 'salesiq.md §1.6, §2.5';
  return [
    {
      ...shared,
      source,
      name: 'salesiq.v3.visitors.list',
      path: '/visitors',
      handle: ({ request }) => {
        const { page, nextKey } = keyPage(tables.visitors.list(), (row) => row.lastVisitAt, request.query);
        return { object: 'list', data: { visitors: page.map(visitorWire), ...nextKey }, isList: true };
      },
    },
    {
      ...shared,
      source,
      name: 'salesiq.v3.visitor-events.list',
      path: '/visitorevents',
      handle: ({ request }) => {
        const { page, nextKey } = keyPage(tables.activities.list(), (row) => row.at, request.query);
        const events = page.map(({ id, visitorId, at, kind, name, data }) => ({
          ...{ id, visitor_id: visitorId, type: kind, name, time: stamp(at), data },
        }));
        return { object: 'list', data: { visitorevents: events, ...nextKey }, isList: true };
      },
    },
  ];
}

const visitorWire = (row: VisitorRow): JsonMap => ({
  id: row.id,
  name: row.name,
  email: row.email,
  phone: row.phone,
  company: row.company,
  type: row.type,
  country_code: row.countryCode,
  first_visit: stamp(row.firstVisitAt),
  last_visit: stamp(row.lastVisitAt),
});

function ruleOperations({ host, tables }: SalesIqStore): RealOperation[] {
  const { chatRules } = tables;
  const one = (call: RealCall): ChatRuleRow => {
    const row = chatRules.get(call.id);
    if (!row) throw notFound();
    return row;
  };
  const rule = (method: RealOperation['method'], right: string, fidelity: RealOperation['fidelity']) => ({
    method,
    scope: `SalesIQ.chatroutingrules.${right}`,
    fidelity,
    source: 'salesiq.md §1.3, §2.5',
  });
  return [
    {
      ...rule('GET', 'READ', 'documented'),
      name: 'salesiq.chat-routing-rules.list',
      path: '/chatroutingrules',
      handle: () => {
        const rules = chatRules.list();
        return { object: 'list', data: { route_to_all: rules.length === 0, rule_list: rules } };
      },
    },
    {
      ...rule('POST', 'CREATE', 'documented'),
      name: 'salesiq.chat-routing-rules.create',
      path: '/chatroutingrules',
      handle: (call) => {
        const patch = rulePatch(call);
        if (patch.title === undefined) throw invalidBody('title');
        if (patch.app_id === undefined) throw invalidBody('app_id');
        const blank = { enabled: true, and_criteria: [], routing_type: '', userset: [] };
        const row = { id: host.nextId(), ...blank, title: patch.title, app_id: patch.app_id, ...patch };
        return { object: 'chatroutingrules', data: chatRules.insert(row) };
      },
    },
    {
      ...rule('PUT', 'UPDATE', 'guess'),
      name: 'salesiq.chat-routing-rules.update',
      path: '/chatroutingrules/:id',
      handle: (call) => ({ object: 'chatroutingrules', data: chatRules.update(one(call).id, rulePatch(call)) }),
    },
    {
      ...rule('DELETE', 'DELETE', 'guess'),
      name: 'salesiq.chat-routing-rules.delete',
      path: '/chatroutingrules/:id',
      handle: (call) => {
        const { id } = one(call);
        chatRules.remove(id);
        return { object: 'chatroutingrules', data: { id } };
      },
    },
  ];
}

function rulePatch(call: RealCall): Partial<ChatRuleRow> {
  const { title, app_id: appId, and_criteria: criteria, routing_type: type, userset, enabled } = call.body();
  const { apps, departments } = call.store.tables;
  if (appId !== undefined && !apps.get(textOf(appId)))
    throw new ApiFault(1019, 'Invalid resource', { json_key: 'app_id' });
  const sets = listOf(userset).filter(isMap);
  const unknown = sets.flatMap((set) => textsOf(set['department_ids'])).some((id) => !departments.get(id));
  if (unknown) throw new ApiFault(1025, 'Department ids are invalid', { json_key: 'userset' });
  return {
    ...(textOf(title) === '' ? {} : { title: textOf(title) }),
    ...(appId === undefined ? {} : { app_id: textOf(appId) }),
    ...(criteria === undefined ? {} : { and_criteria: listOf(criteria) }),
    ...(type === undefined ? {} : { routing_type: textOf(type) }),
    ...(userset === undefined ? {} : { userset: sets }),
    ...(enabled === undefined ? {} : { enabled: enabled !== false }),
  };
}

function setDepartments(store: SalesIqStore): RealOperation {
  const { operators, departments } = store.tables;
  return {
    name: 'salesiq.operators.departments',
    method: 'PUT',
    path: '/operators/:id/departments',
    scope: 'SalesIQ.operators.UPDATE',
    fidelity: 'guess',
    source: 'salesiq.md §2.2',
    handle: (call) => {
      const departmentIds = textsOf(call.body()['ids']);
      if (departmentIds.length === 0) throw invalidBody('ids');
      if (departmentIds.some((id) => !departments.get(id))) throw new ApiFault(1025, 'Department ids are invalid');
      const row = operators.get(call.id);
      if (!row) throw notFound();
      const changed = operators.update(row.id, { departmentIds });
      return { object: 'operators', data: operatorWire(changed, store.settings().operatorsOnline) };
    },
  };
}
