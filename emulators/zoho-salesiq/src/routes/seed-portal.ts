import { SeedFault, seedMissing, seedNotFound } from '../api-fault.ts';
import { isHttpUrl } from '../outbound.ts';
import type { SalesIqParts } from '../parts.ts';
import type { AppRow, WebhookRow } from '../rows.ts';
import { iso, SEED_EVENTS } from '../seed-events.ts';
import type { SalesIqStore } from '../store.ts';
import { isMap, type JsonMap, textOf, textsOf } from '../values.ts';
import { seedWebhookWire } from '../webhooks/wire.ts';
import { type SeedCall, type SeedOperation, seedOperation, seedPage } from './seed.ts';

/** Brands and webhooks of seed 004 (salesiq.md §8 rows 19–22, 30–33). */
export function registerSeedPortal(parts: SalesIqParts): void {
  const { store } = parts;
  for (const operation of [...brandOperations(store), ...webhookOperations(parts)]) {
    seedOperation(store, operation);
  }
}

function brandOperations(store: SalesIqStore): SeedOperation[] {
  const { apps, departments } = store.tables;
  const scopes = ['SalesIQ.settings.READ', 'SalesIQ.apps.READ'];
  const one = (call: SeedCall): AppRow => {
    const row = apps.get(call.id);
    if (!row) throw seedNotFound('brand');
    return row;
  };
  const places = () => departments.list().map(({ id, name }) => ({ id, name }));
  const shown = (row: AppRow): JsonMap => ({
    id: row.id,
    name: row.name,
    website: row.website,
    status: 'active',
    widget_settings: row.widgetSettings,
    departments: places(),
    created_at: iso(row.createdAt),
  });
  const shared = { method: 'GET', scopes } as const;
  return [
    {
      ...shared,
      name: 'brands.list',
      path: '/brands',
      handle: ({ request }) => seedPage(apps.list().map(shown), request.query),
    },
    { ...shared, name: 'brands.get', path: '/brands/:id', handle: (call) => ({ data: shown(one(call)) }) },
    {
      ...shared,
      name: 'brands.departments',
      path: '/brands/:id/departments',
      handle: (call) => {
        one(call);
        return { data: places() };
      },
    },
    {
      name: 'brands.update',
      method: 'PATCH',
      path: '/brands/:id',
      scopes: ['SalesIQ.settings.UPDATE', 'SalesIQ.apps.UPDATE', 'SalesIQ.apps.READ'],
      handle: (call) => {
        const row = one(call);
        const wanted = call.body()['widget_settings'];
        if (!isMap(wanted)) throw seedMissing('widget_settings');
        return { data: shown(apps.update(row.id, { widgetSettings: { ...row.widgetSettings, ...wanted } })) };
      },
    },
  ];
}

function webhookOperations({ store, sender }: SalesIqParts): SeedOperation[] {
  const { webhooks } = store.tables;
  const one = (call: SeedCall): WebhookRow => {
    const row = webhooks.get(call.id);
    if (row?.dialect !== 'seed') throw seedNotFound('webhook');
    return row;
  };
  const scope = (right: string) => [`SalesIQ.webhooks.${right}`];
  return [
    {
      name: 'webhooks.list',
      method: 'GET',
      path: '/webhooks',
      scopes: scope('READ'),
      handle: ({ request }) => {
        const rows = webhooks.list().filter((row) => row.dialect === 'seed');
        return seedPage(
          rows.map((row) => seedWebhookWire(row, store)),
          request.query,
        );
      },
    },
    {
      name: 'webhooks.create',
      method: 'POST',
      path: '/webhooks',
      scopes: scope('CREATE'),
      handle: (call) => {
        const row = { ...newSeedHook(store), ...seedHookPatch(call.body()) };
        if (row.url === '') throw seedMissing('url');
        if (row.events.length === 0) throw seedMissing('events');
        return { data: seedWebhookWire(webhooks.insert(row), store) };
      },
    },
    {
      name: 'webhooks.update',
      method: 'PATCH',
      path: '/webhooks/:id',
      scopes: scope('UPDATE'),
      handle: (call) => {
        const patch = { ...seedHookPatch(call.body()), modifiedAt: store.now() };
        const row = webhooks.update(one(call).id, patch);
        sender.resume();
        return { data: seedWebhookWire(row, store) };
      },
    },
    {
      name: 'webhooks.delete',
      method: 'DELETE',
      path: '/webhooks/:id',
      scopes: scope('DELETE'),
      handle: (call) => {
        const { id } = one(call);
        webhooks.remove(id);
        return { data: { id } };
      },
    },
  ];
}

function newSeedHook(store: SalesIqStore): WebhookRow {
  const now = store.now();
  return {
    id: store.host.nextId(),
    dialect: 'seed',
    name: '',
    type: 'data',
    url: '',
    isDemo: false,
    events: [],
    appIds: [],
    status: 'enabled',
    isSecured: true,
    secret: null,
    keyIds: [],
    expiryMs: '5184000000',
    createdAt: now,
    modifiedAt: now,
  };
}

function seedHookPatch(body: JsonMap): Partial<WebhookRow> {
  const { name, url, events, secret, enabled } = body;
  if (url !== undefined && !isHttpUrl(textOf(url)))
    throw new SeedFault('INVALID_REQUEST', 'url must be an http address.');
  const unknown = textsOf(events).find((event) => !SEED_EVENTS.some((known) => known === event));
  if (unknown !== undefined) throw new SeedFault('INVALID_REQUEST', `The event ${unknown} is not announced here.`);
  return {
    ...(name === undefined ? {} : { name: textOf(name) }),
    ...(url === undefined ? {} : { url: textOf(url) }),
    ...(events === undefined ? {} : { events: textsOf(events) }),
    ...(secret === undefined ? {} : { secret: textOf(secret) }),
    ...(enabled === undefined ? {} : { status: enabled === false ? 'disabled' : 'enabled' }),
  };
}
