import { SeedFault, seedMissing, seedNotFound } from '../api-fault.ts';
import type { ActivityRow, DeviceRow, RoutingRuleRow } from '../rows.ts';
import { iso } from '../seed-events.ts';
import type { SalesIqStore } from '../store.ts';
import { isMap, type JsonMap, listOf, textOf } from '../values.ts';
import { type SeedCall, type SeedOperation, seedOperation } from './seed.ts';
import { chatStatus } from './seed-chats.ts';

/** A visitor's activity, devices, notifications and routing rules of seed 004 (salesiq.md §8 rows 11, 23–29). */
export function registerSeedExtras(store: SalesIqStore): void {
  for (const operation of [activity(store), ...deviceOperations(store), ...ruleOperations(store)])
    seedOperation(store, operation);
}

function activity(store: SalesIqStore): SeedOperation {
  const { visitors, activities, conversations } = store.tables;
  return {
    name: 'visitors.activity',
    method: 'GET',
    path: '/visitors/:id/activity',
    scopes: ['SalesIQ.visitors.READ'],
    handle: ({ id }) => {
      if (!visitors.get(id)) throw seedNotFound('visitor');
      const own = activities.list().filter((row) => row.visitorId === id);
      const chats = conversations.list().filter((row) => row.visitorId === id);
      return {
        data: {
          visitor_id: id,
          sessions: own.length === 0 ? [] : [session(id, own)],
          chats: chats.map((row) => ({ chat_id: row.id, started_at: iso(row.openedAt), status: chatStatus(row) })),
        },
      };
    },
  };
}

/** What the widget told, as one session; a page lasts until the next one. */
function session(visitorId: string, rows: ActivityRow[]): JsonMap {
  const [start, end] = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? 0];
  const pages = rows.filter(({ kind }) => kind === 'pageview');
  return {
    session_id: `${visitorId}-1`,
    started_at: iso(start),
    ended_at: iso(end),
    duration: Math.round((end - start) / 1_000),
    pages: pages.map((page, index) => ({
      url: page.name,
      title: textOf(page.data['title']),
      visited_at: iso(page.at),
      time_spent: Math.round(((pages[index + 1]?.at ?? end) - page.at) / 1_000),
    })),
  };
}

const PLATFORMS = ['android', 'ios', 'web'];

function deviceOperations(store: SalesIqStore): SeedOperation[] {
  const { devices, notifications, operators } = store.tables;
  const operatorIn = (body: JsonMap): string => {
    const id = textOf(body['operator_id']);
    if (id === '') throw seedMissing('operator_id');
    if (!operators.get(id)) throw seedNotFound('operator');
    return id;
  };
  const scopes = ['SalesIQ.operators.UPDATE', 'SalesIQ.settings.ALL'];
  const deviceWire = (row: DeviceRow): JsonMap => ({
    ...{ id: row.id, platform: row.platform, operator_id: row.operatorId, registered_at: iso(row.createdAt) },
  });
  return [
    {
      name: 'devices.register',
      method: 'POST',
      path: '/devices',
      scopes,
      handle: (call) => {
        const body = call.body();
        const [token, platform] = [textOf(body['device_token']), textOf(body['platform'])];
        if (token === '') throw seedMissing('device_token');
        if (!PLATFORMS.includes(platform))
          throw new SeedFault('INVALID_REQUEST', `platform must be one of ${PLATFORMS.join(', ')}.`);
        const operatorId = operatorIn(body);
        const known = devices.find((row) => row.token === token);
        if (known) return { data: deviceWire(devices.update(known.id, { platform, operatorId })) };
        const row = { id: store.host.nextId(), token, platform, operatorId, createdAt: store.now() };
        return { data: deviceWire(devices.insert(row)) };
      },
    },
    {
      name: 'devices.unregister',
      method: 'DELETE',
      path: '/devices/:id',
      scopes,
      handle: ({ id }) => {
        if (!devices.get(id)) throw seedNotFound('device');
        devices.remove(id);
        return { data: { id } };
      },
    },
    {
      name: 'notifications.send',
      method: 'POST',
      path: '/notifications',
      scopes,
      handle: (call) => {
        const body = call.body();
        const operatorId = operatorIn(body);
        for (const field of ['title', 'message']) if (textOf(body[field]) === '') throw seedMissing(field);
        const reached = devices.list().filter((row) => row.operatorId === operatorId);
        const row = notifications.insert({
          id: store.host.nextId(),
          operatorId,
          title: textOf(body['title']),
          message: textOf(body['message']),
          data: isMap(body['data']) ? body['data'] : {},
          deviceIds: reached.map(({ id }) => id),
          at: store.now(),
        });
        return { data: { id: row.id, operator_id: operatorId, devices: row.deviceIds.length, sent_at: iso(row.at) } };
      },
    },
  ];
}

function ruleOperations(store: SalesIqStore): SeedOperation[] {
  const { routingRules } = store.tables;
  const one = ({ id }: SeedCall): RoutingRuleRow => {
    const row = routingRules.get(id);
    if (!row) throw seedNotFound('routing rule');
    return row;
  };
  const scopes = (right: string) => [`SalesIQ.settings.${right}`, `SalesIQ.chatroutingrules.${right}`];
  return [
    {
      name: 'routing-rules.list',
      method: 'GET',
      path: '/routing/rules',
      scopes: scopes('READ'),
      handle: () => ({ data: routingRules.list().sort((left, right) => left.priority - right.priority) }),
    },
    {
      name: 'routing-rules.create',
      method: 'POST',
      path: '/routing/rules',
      scopes: scopes('CREATE'),
      handle: (call) => {
        const patch = rulePatch(store, call.body());
        if (patch.name === undefined) throw seedMissing('name');
        const blank = { priority: 1, enabled: true, conditions: [], actions: {} };
        return { data: routingRules.insert({ id: store.host.nextId(), name: '', ...blank, ...patch }) };
      },
    },
    {
      name: 'routing-rules.update',
      method: 'PATCH',
      path: '/routing/rules/:id',
      scopes: scopes('UPDATE'),
      handle: (call) => ({ data: routingRules.update(one(call).id, rulePatch(store, call.body())) }),
    },
    {
      name: 'routing-rules.delete',
      method: 'DELETE',
      path: '/routing/rules/:id',
      scopes: scopes('DELETE'),
      handle: (call) => {
        const { id } = one(call);
        routingRules.remove(id);
        return { data: { id } };
      },
    },
  ];
}

function rulePatch({ tables }: SalesIqStore, body: JsonMap): Partial<RoutingRuleRow> {
  const { name, priority, enabled, conditions, actions } = body;
  if (priority !== undefined && typeof priority !== 'number')
    throw new SeedFault('INVALID_REQUEST', 'priority must be a number.');
  if (actions !== undefined && !isMap(actions)) throw new SeedFault('INVALID_REQUEST', 'actions must be an object.');
  const department = isMap(actions) ? actions['department_id'] : undefined;
  if (department !== undefined && !tables.departments.get(textOf(department)))
    throw new SeedFault('INVALID_DEPARTMENT', 'There is no such department.');
  return {
    ...(textOf(name) === '' ? {} : { name: textOf(name) }),
    ...(typeof priority === 'number' ? { priority } : {}),
    ...(enabled === undefined ? {} : { enabled: enabled !== false }),
    ...(conditions === undefined ? {} : { conditions: listOf(conditions).filter(isMap) }),
    ...(isMap(actions) ? { actions } : {}),
  };
}
