import type { WebhookRow } from '../rows.ts';
import type { SalesIqStore } from '../store.ts';
import { type JsonMap, stamp } from '../values.ts';

/** A webhook as the real administration API shows it (salesiq.md §2.3); private keys and secrets stay inside. */
export function webhookWire(row: WebhookRow, store: SalesIqStore): JsonMap {
  const creator = { id: store.tables.operators.list()[0]?.id ?? '' };
  return {
    id: row.id,
    type: row.type,
    url: store.webhookUrl(row) ?? '',
    events: row.events,
    app_ids: row.appIds,
    status: row.status,
    secured: row.isSecured,
    version: 1,
    failures_count: String(failuresOf(row, store)),
    expiry_time_for_executions_data: row.expiryMs,
    public_keys: publicKeys(row, store).map((key) => ({
      id: key.id,
      key: key.publicKey,
      created_time: stamp(key.createdAt),
      creator,
    })),
    creator,
    modifier: creator,
    created_time: stamp(row.createdAt),
    modified_time: stamp(row.modifiedAt),
  };
}

/** A webhook as seed 004 shows it. */
export function seedWebhookWire(row: WebhookRow, store: SalesIqStore): JsonMap {
  return {
    id: row.id,
    name: row.name,
    url: store.webhookUrl(row) ?? '',
    events: row.events,
    enabled: row.status === 'enabled',
    created_at: new Date(row.createdAt).toISOString(),
  };
}

function publicKeys(row: WebhookRow, store: SalesIqStore) {
  return row.keyIds.map((id) => store.tables.keys.get(id)).filter((key) => key !== undefined);
}

function failuresOf(row: WebhookRow, store: SalesIqStore): number {
  return store.tables.deliveries.list().filter((item) => item.webhookId === row.id && item.status === 'failed').length;
}
