import type { EmulatorHost } from '@baton/emulator-kit';
import { type AppEvent, nextNumber } from '../hubspot.ts';
import type { AppRow, PortalRow } from '../rows.ts';
import type { SettingsStore } from '../settings.ts';
import type { Tables } from '../tables.ts';
import { type JsonMap, present } from '../values.ts';
import type { Sender } from './sender.ts';

const batchMax = 100;

type Parts = {
  host: EmulatorHost;
  tables: Tables;
  settings: SettingsStore;
  app: () => AppRow;
  portal: () => PortalRow;
  sender: Sender;
};

export type AppEvents = {
  /** Keeps an event for the next batch, when somebody has subscribed to it. */
  add(event: AppEvent): void;
  /** Sends what was collected. */
  flush(): void;
  resume(): void;
  clear(): void;
};

/** Collects events of the app into batches of at most a hundred (contract hubspot §9). */
export function createAppEvents(parts: Parts): AppEvents {
  const { host, tables, settings, app, sender } = parts;
  let timer: { cancel(): void } | null = null;
  const flush = (): void => {
    timer?.cancel();
    timer = null;
    const rows = tables.pending.list();
    for (const { id } of rows) tables.pending.remove(id);
    const url = app().targetUrl;
    if (url === null) return;
    const events = inOrder(
      parts,
      rows.map(({ event }) => event),
    );
    for (let from = 0; from < events.length; from += batchMax)
      sender.send({ kind: 'app', url, lane: 'app', write: () => events.slice(from, from + batchMax) });
  };
  const arm = (): void => {
    const due = new Date(host.clock.now().getTime() + settings.read().batchWindowMs);
    timer ??= host.clock.at(due, flush);
  };
  return {
    add: (event) => {
      const written = write(parts, event);
      if (written === null) return;
      tables.pending.insert({ id: host.nextId(), event: written });
      arm();
    },
    flush,
    resume: () => {
      if (tables.pending.list().length > 0) arm();
    },
    clear: () => {
      timer?.cancel();
      timer = null;
    },
  };
}

/** The event as it is sent; null when there is no active subscription to it, or nowhere to send it. */
function write({ host, tables, app, portal }: Parts, event: AppEvent): JsonMap | null {
  const { type, objectId, members = {}, changeSource } = event;
  const subscription = tables.subscriptions.find(
    (row) => row.active && row.eventType === type && row.propertyName === (members.propertyName ?? null),
  );
  if (subscription === undefined || app().targetUrl === null) return null;
  return {
    eventId: nextNumber(host, 'event'),
    subscriptionId: Number(subscription.id),
    portalId: Number(portal().id),
    appId: Number(app().id),
    occurredAt: host.clock.now().getTime(),
    subscriptionType: type,
    attemptNumber: 0,
    objectId: Number(objectId),
    ...members,
    ...(type === 'conversation.newMessage' ? { changeFlag: 'NEW_MESSAGE' } : {}),
    ...present({ changeSource }),
  };
}

/** As the switches say: turned round, or with events of things that are not the app's. */
function inOrder(parts: Parts, events: JsonMap[]): JsonMap[] {
  const { batchOrder, hasForeignEvents } = parts.settings.read();
  const all = hasForeignEvents && events.length > 0 ? [...events, ...foreignEvents(parts)] : events;
  return batchOrder === 'newest-first' ? [...all].reverse() : all;
}

function foreignEvents({ host, app, portal }: Parts): JsonMap[] {
  const shared = (): JsonMap => ({
    ...{ eventId: nextNumber(host, 'event'), subscriptionId: nextNumber(host, 'subscription') },
    ...{ portalId: Number(portal().id), appId: Number(app().id), occurredAt: host.clock.now().getTime() },
    attemptNumber: 0,
  });
  return [
    {
      ...{ ...shared(), subscriptionType: 'contact.creation', objectId: nextNumber(host, 'contact') },
      ...{ changeSource: 'IMPORT', changeFlag: 'NEW' },
    },
    {
      ...{ ...shared(), subscriptionType: 'conversation.propertyChange', objectId: nextNumber(host, 'thread') },
      ...{ propertyName: 'assignedTo', propertyValue: `A-${nextNumber(host, 'user')}` },
    },
  ];
}
