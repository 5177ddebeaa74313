import { type Announcement, realEntity } from '../events.ts';
import type { ConversationRow, DeliveryRow, WebhookRow } from '../rows.ts';
import { iso, seedEvent } from '../seed-events.ts';
import type { SalesIqStore } from '../store.ts';
import { type JsonMap, stamp } from '../values.ts';
import { WEBHOOK_OPERATION, type WebhookSender } from './sender.ts';

/** Tells every enabled webhook that wants the event, in the webhook's own dialect. */
export type Announce = (row: ConversationRow, announcement: Announcement) => void;

export function createAnnounce(store: SalesIqStore, sender: WebhookSender): Announce {
  return (row, announcement) => {
    const { clock, faults } = store.host;
    const [skew] = faults.take({ vendor: 'salesiq', operation: WEBHOOK_OPERATION, kinds: ['clock-skew'] });
    const skewMs = skew === undefined ? 0 : (skew.skewMs ?? SKEW_MS);
    const deliveries = clock.skewed(skewMs, () => writeAll(store, row, announcement));
    for (const delivery of deliveries) sender.enqueue(delivery);
  };
}

const SKEW_MS = 300_000;

function writeAll(store: SalesIqStore, row: ConversationRow, announcement: Announcement): DeliveryRow[] {
  return store.tables.webhooks.list().flatMap((webhook): DeliveryRow[] => {
    if (webhook.status !== 'enabled') return [];
    const event = webhook.dialect === 'real' ? real(store, row, announcement) : seed(store, row, announcement);
    if (!(event && isWanted(webhook, event.name))) return [];
    const delivery: DeliveryRow = {
      id: store.host.nextId(),
      webhookId: webhook.id,
      event: event.name,
      entityId: announcement.event === 'visitor.updated' ? row.visitorId : row.id,
      attempt: 1,
      status: 'pending',
      httpStatus: null,
      eventTime: event.time,
      nextAttemptAt: null,
      manualRetries: 0,
      payload: event.payload(webhook),
    };
    return [delivery];
  });
}

interface WrittenEvent {
  name: string;
  time: string;
  payload(webhook: WebhookRow): JsonMap;
}

/** The demo webhook was made for all events; switched to the seed dialect it wants all of those. */
function isWanted(webhook: WebhookRow, event: string): boolean {
  return webhook.isDemo || webhook.events.includes(event);
}

function real(store: SalesIqStore, row: ConversationRow, announcement: Announcement): WrittenEvent {
  const time = stamp(store.now());
  const isVisitor = announcement.event === 'visitor.updated';
  return {
    name: announcement.event,
    time,
    payload: (webhook) => ({
      entity_type: isVisitor ? 'visitor' : 'conversation',
      webhook: { id: webhook.id },
      org_id: store.portal().orgId,
      event: announcement.event,
      entity_id: isVisitor ? row.visitorId : row.id,
      attempt: 1,
      version: 1,
      app_id: row.appId,
      entity: realEntity(announcement, row, store.cast(row)),
      event_time: time,
    }),
  };
}

function seed(store: SalesIqStore, row: ConversationRow, announcement: Announcement): WrittenEvent | null {
  const context = { cast: store.cast(row), messageCount: store.messagesOf(row.id).length };
  const written = seedEvent(announcement, row, context);
  if (!written) return null;
  const time = iso(store.now());
  return { name: written.event, time, payload: () => ({ event: written.event, timestamp: time, data: written.data }) };
}
