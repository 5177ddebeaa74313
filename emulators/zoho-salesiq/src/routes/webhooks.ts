import { ApiFault, invalidBody, notFound } from '../api-fault.ts';
import type { SalesIqParts } from '../parts.ts';
import type { DeliveryRow, WebhookRow } from '../rows.ts';
import { type JsonMap, textOf, textsOf } from '../values.ts';
import { passesHeadCheck } from '../webhooks/head-check.ts';
import { addKey } from '../webhooks/keys.ts';
import { webhookWire } from '../webhooks/wire.ts';
import { pageOf, timeOf, wholeNumber } from './paging.ts';
import { type RealAnswer, type RealCall, type RealOperation, realOperation } from './real.ts';

const SOURCE = 'salesiq.md §2.3';
const KEYS_MAX = 2;
const MANUAL_RETRIES_MAX = 99;

/** Webhook administration of REST v2 (salesiq.md §2.3). */
export function registerWebhooks(parts: SalesIqParts): void {
  for (const operation of [...hookOperations(parts), ...keyOperations(parts), ...executionOperations(parts)]) {
    realOperation(parts.store, operation);
  }
}

type Shared = Pick<RealOperation, 'fidelity' | 'source'>;
const SHARED: Shared = { fidelity: 'documented', source: SOURCE };

function hookOf(call: RealCall): WebhookRow {
  const row = call.store.tables.webhooks.get(call.id);
  if (!row) throw notFound();
  return row;
}

function shown(call: RealCall, row: WebhookRow): RealAnswer {
  return { object: 'webhook', data: webhookWire(row, call.store), isList: true };
}

function hookOperations({ store, sender }: SalesIqParts): RealOperation[] {
  const { webhooks, keys } = store.tables;
  return [
    {
      ...SHARED,
      name: 'salesiq.webhooks.list',
      method: 'GET',
      path: '/webhooks',
      scope: 'SalesIQ.webhooks.READ',
      handle: () => ({ object: 'list', data: webhooks.list().map((row) => webhookWire(row, store)), isList: true }),
    },
    {
      ...SHARED,
      name: 'salesiq.webhooks.get',
      method: 'GET',
      path: '/webhooks/:id',
      scope: 'SalesIQ.webhooks.READ',
      handle: (call) => shown(call, hookOf(call)),
    },
    {
      ...SHARED,
      name: 'salesiq.webhooks.create',
      method: 'POST',
      path: '/webhooks',
      scope: 'SalesIQ.webhooks.CREATE',
      handle: async (call) => {
        const body = call.body();
        const wanted = await wantedHook(call, body);
        const id = store.host.nextId();
        const now = store.now();
        const keyIds = wanted.isSecured ? [addKey(store, id).id] : [];
        const times = { createdAt: now, modifiedAt: now };
        return shown(call, webhooks.insert({ ...NEW_HOOK, ...wanted, id, keyIds, ...times }));
      },
    },
    {
      ...SHARED,
      name: 'salesiq.webhooks.update',
      method: 'PUT',
      path: '/webhooks/:id',
      scope: 'SalesIQ.webhooks.UPDATE',
      handle: async (call) => {
        const before = hookOf(call);
        const wanted = await wantedHook(call, call.body());
        const keyIds = wanted.isSecured && before.keyIds.length === 0 ? [addKey(store, before.id).id] : before.keyIds;
        const row = webhooks.update(before.id, { ...wanted, keyIds, status: 'enabled', modifiedAt: store.now() });
        sender.resume();
        return shown(call, row);
      },
    },
    {
      ...SHARED,
      name: 'salesiq.webhooks.delete',
      method: 'DELETE',
      path: '/webhooks/:id',
      scope: 'SalesIQ.webhooks.DELETE',
      handle: (call) => {
        const { id, keyIds } = hookOf(call);
        webhooks.remove(id);
        for (const keyId of keyIds) keys.remove(keyId);
        return { object: 'webhook', data: { id } };
      },
    },
  ];
}

const NEW_HOOK = { dialect: 'real', name: '', isDemo: false, status: 'enabled', secret: null } as const;
type WantedHook = Pick<WebhookRow, 'type' | 'url' | 'events' | 'appIds' | 'isSecured' | 'expiryMs'>;

/** Reads and checks a webhook's body; the address must answer HEAD with 200. */
async function wantedHook(call: RealCall, body: JsonMap): Promise<WantedHook> {
  const type = textOf(body['type']);
  if (type !== 'data' && type !== 'administration') throw invalidBody('type');
  const events = textsOf(body['events']);
  if (events.length === 0) throw invalidBody('events');
  const appIds = textsOf(body['app_ids']);
  if (type === 'data' && appIds.length === 0) throw invalidBody('app_ids');
  if (appIds.some((id) => !call.store.tables.apps.get(id))) throw new ApiFault(1019, 'Invalid resource');
  const url = textOf(body['url']);
  if (!(await passesHeadCheck(url))) throw invalidBody('url');
  return {
    type,
    url,
    events,
    appIds,
    isSecured: body['secured'] === true,
    expiryMs: textOf(body['expiry_time_for_executions_data']) || '5184000000',
  };
}

function keyOperations({ store }: SalesIqParts): RealOperation[] {
  const { webhooks, keys } = store.tables;
  return [
    {
      ...SHARED,
      name: 'salesiq.webhooks.keys.create',
      method: 'POST',
      path: '/webhooks/:id/keys',
      scope: 'SalesIQ.webhooks.CREATE',
      handle: (call) => {
        const { id, keyIds } = hookOf(call);
        if (keyIds.length >= KEYS_MAX) throw new ApiFault(1017, 'A webhook has two public keys at most');
        return shown(call, webhooks.update(id, { keyIds: [...keyIds, addKey(store, id).id] }));
      },
    },
    {
      ...SHARED,
      name: 'salesiq.webhooks.keys.delete',
      method: 'DELETE',
      path: '/webhooks/:id/keys/:keyId',
      scope: 'SalesIQ.webhooks.DELETE',
      handle: (call) => {
        const { id, keyIds } = hookOf(call);
        const keyId = call.request.params['keyId'] ?? '';
        if (!keyIds.includes(keyId)) throw notFound();
        if (keyIds.length === 1) throw new ApiFault(1026, 'The last public key cannot be deleted');
        const row = webhooks.update(id, { keyIds: keyIds.filter((item) => item !== keyId) });
        keys.remove(keyId);
        return shown(call, row);
      },
    },
  ];
}

function executionOperations({ store, sender }: SalesIqParts): RealOperation[] {
  const { deliveries } = store.tables;
  const failed = ({ id, expiryMs }: WebhookRow): DeliveryRow[] => {
    const oldest = store.now() - Number(expiryMs);
    return deliveries
      .list()
      .filter((row) => row.webhookId === id && row.status === 'failed' && timeOfEvent(row) >= oldest);
  };
  const retry = (row: DeliveryRow): void => {
    const manualRetries = row.manualRetries + 1;
    deliveries.update(row.id, { status: 'pending', manualRetries, attempt: row.attempt + 1, nextAttemptAt: null });
  };
  const shared = { ...SHARED, scope: 'SalesIQ.webhooks.UPDATE' };
  return [
    {
      ...SHARED,
      name: 'salesiq.webhooks.executions.list',
      method: 'GET',
      path: '/webhooks/:id/executions',
      scope: 'SalesIQ.webhooks.READ',
      handle: (call) => {
        const { query } = call.request;
        const page = wholeNumber(query, 'pageno', { fallback: 1, min: 1, max: 1_000_000 });
        const limit = wholeNumber(query, 'limit', { fallback: 50, min: 5, max: 50 });
        const rows = failed(hookOf(call)).filter(isAskedFor(query));
        return { object: 'list', data: pageOf(rows, page, limit).map(executionWire), isList: true };
      },
    },
    {
      ...shared,
      name: 'salesiq.webhooks.executions.retry',
      method: 'POST',
      path: '/webhooks/:id/executions/:executionId',
      handle: (call) => {
        const row = failed(hookOf(call)).find((item) => item.id === call.request.params['executionId']);
        if (!row) throw notFound();
        if (row.manualRetries >= MANUAL_RETRIES_MAX) throw new ApiFault(1017, 'Retried 99 times already');
        retry(row);
        sender.resume();
        return { object: 'executions', data: { id: row.id } };
      },
    },
    {
      ...shared,
      name: 'salesiq.webhooks.executions.retry-many',
      method: 'POST',
      path: '/webhooks/:id/executions',
      handle: (call) => {
        const ids = textsOf(call.body()['ids']);
        if (ids.length === 0) throw invalidBody('ids');
        const rows = failed(hookOf(call)).filter((row) => ids.includes(row.id));
        const taken = rows.filter((row) => row.manualRetries < MANUAL_RETRIES_MAX);
        for (const row of taken) retry(row);
        sender.resume();
        const skipped = ids.filter((id) => !taken.some((row) => row.id === id));
        return { object: 'executions', data: { ids: taken.map((row) => row.id), skipped } };
      },
    },
  ];
}

/** Times of real events are milliseconds, those of the seed's are ISO. */
const timeOfEvent = ({ eventTime }: DeliveryRow): number =>
  /^\d+$/u.test(eventTime) ? Number(eventTime) : Date.parse(eventTime);

/** `events` is one name or a list of them; the times are those of the events (salesiq.md §2.3). */
function isAskedFor(query: Record<string, string>): (row: DeliveryRow) => boolean {
  const events = (query['events'] ?? '').split(/[^\w.]+/u).filter((name) => name !== '');
  const [from, to] = [timeOf(query, 'from_time'), timeOf(query, 'to_time')];
  return (row) =>
    (events.length === 0 || events.includes(row.event)) &&
    (from === null || timeOfEvent(row) >= from) &&
    (to === null || timeOfEvent(row) <= to);
}

function executionWire(row: DeliveryRow): JsonMap {
  return {
    id: row.id,
    event: row.event,
    entity_id: row.entityId,
    event_time: row.eventTime,
    attempt: row.attempt,
    response_code: row.httpStatus,
    retries: row.manualRetries,
  };
}
