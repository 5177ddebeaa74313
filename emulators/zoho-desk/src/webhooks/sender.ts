import { type EmulatorHost, type Fault, type FaultKind, webhookKinds } from '@baton/emulator-kit';
import type { DeskEvent } from '../desk.ts';
import type { DeliveryRow, DeskTables, WebhookRow } from '../rows.ts';
import { organizationId } from '../rows.ts';
import type { Signer } from './signing.ts';

const answerMaxMs = 5_000;
const operation = 'desk.webhook.deliver';
const delayMs = 10_000;
const skewMs = 300_000;

type FindFault = (kind: FaultKind) => Fault | undefined;

export type Sender = {
  publish(event: DeskEvent): void;
  /** Sends a delivery again with its old token and, if given, another body: what an attacker could do. */
  replay(delivery: DeliveryRow, body?: unknown[]): Promise<number | null>;
  /** Resolves when everything that was published is sent. */
  settle(): Promise<void>;
};

/**
 * Deliveries of event subscriptions: an array with one event, signed by a JWT in a header, 200 wanted within 5 seconds, no second
 * try, and 410 ends the subscription (contract zoho-desk §10.2). Order is kept per webhook and module.
 */
export function createSender(host: EmulatorHost, tables: DeskTables, signer: Signer): Sender {
  const lanes = new Map<string, Promise<void>>();
  const held = new Map<string, DeliveryRow>();
  const enqueue = (lane: string, delivery: DeliveryRow): void => {
    const next = (lanes.get(lane) ?? Promise.resolve()).then(() => deliver(host, tables, delivery));
    lanes.set(lane, next);
  };
  const delayed = new Set<{ cancel(): void }>();
  const forget = (): void => {
    held.clear();
    for (const timer of delayed) timer.cancel();
    delayed.clear();
  };
  const enqueueLater = (lane: string, delivery: DeliveryRow, delayMs: number): void => {
    const timer = host.clock.at(new Date(host.clock.now().getTime() + delayMs), () => {
      delayed.delete(timer);
      enqueue(lane, delivery);
    });
    delayed.add(timer);
  };
  const send = (lane: string, delivery: DeliveryRow, find: FindFault): void => {
    const delay = find('webhook-delay');
    if (delay) {
      enqueueLater(lane, delivery, delay.delayMs ?? delayMs);
      return;
    }
    if (find('reorder')) {
      held.set(lane, delivery);
      return;
    }
    enqueue(lane, delivery);
    if (find('duplicate-delivery')) enqueue(lane, delivery);
    const late = held.get(lane);
    if (late !== undefined && held.delete(lane)) enqueue(lane, late);
  };
  const publishTo = (webhook: WebhookRow, event: DeskEvent): void => {
    const faults = host.faults.take({ vendor: 'desk', operation, kinds: webhookKinds });
    const find: FindFault = (kind) => faults.find((fault) => fault.kind === kind);
    const skew = find('clock-skew');
    const written = host.clock.skewed(skew === undefined ? 0 : (skew.skewMs ?? skewMs), () =>
      write(host, signer, { webhook, event }),
    );
    if (find('webhook-loss')) tables.deliveries.insert({ ...written, status: 'lost' });
    else send(`${webhook.id} ${event.type.split('_')[0]}`, tables.deliveries.insert(written), find);
  };
  host.faultPoint({ vendor: 'desk', operation, kinds: webhookKinds });
  host.onReset(forget);
  host.onRestore(forget);
  host.onClose(forget);
  return {
    publish: (event) => {
      for (const webhook of tables.webhooks.list()) if (isWanted(webhook, event)) publishTo(webhook, event);
    },
    replay: (delivery, body) => post(tables, { ...delivery, body: body ?? delivery.body }),
    settle: async () => {
      await Promise.all(lanes.values());
    },
  };
}

function isWanted(webhook: WebhookRow, event: DeskEvent): boolean {
  if (!(webhook.isEnabled && event.type in webhook.subscriptions)) return false;
  const filter = webhook.subscriptions[event.type] ?? {};
  const { departmentIds, fields, direction } = filter;
  if (Array.isArray(departmentIds) && !departmentIds.includes(event.departmentId)) return false;
  if (direction !== undefined && direction !== event.direction) return false;
  return !Array.isArray(fields) || fields.some((field) => field in (event.previous ?? {}));
}

type Matter = { webhook: WebhookRow; event: DeskEvent };

function write(host: EmulatorHost, signer: Signer, { webhook, event }: Matter): DeliveryRow {
  const hasPrevious = webhook.subscriptions[event.type]?.['includePrevState'] === true && event.previous !== undefined;
  const body = {
    eventType: event.type,
    eventTime: String(host.clock.now().getTime()),
    orgId: organizationId,
    payload: event.payload,
    prevState: hasPrevious ? { id: event.payload['id'], ...event.previous } : null,
  };
  return {
    id: host.nextId(),
    webhookId: webhook.id,
    eventType: event.type,
    status: 'pending',
    httpStatus: null,
    jwt: signer.tokenFor(webhook.id),
    body: [body],
  };
}

async function deliver(host: EmulatorHost, tables: DeskTables, delivery: DeliveryRow): Promise<void> {
  const httpStatus = await post(tables, delivery);
  // A reset in between has forgotten both.
  if (tables.deliveries.get(delivery.id) !== undefined)
    tables.deliveries.update(delivery.id, { status: httpStatus === 200 ? 'delivered' : 'failed', httpStatus });
  if (httpStatus === 410 && tables.webhooks.get(delivery.webhookId) !== undefined)
    tables.webhooks.remove(delivery.webhookId);
  host.journal.record({
    vendor: 'desk',
    operation,
    method: 'POST',
    path: delivery.eventType,
    query: {},
    status: httpStatus,
    fault: null,
    body: JSON.stringify(delivery.body),
  });
}

/** The status of the answer; null when there was none in time. */
async function post(tables: DeskTables, { webhookId, jwt, body }: DeliveryRow): Promise<number | null> {
  const url = tables.webhooks.get(webhookId)?.url;
  if (url === undefined) return null;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-zdesk-jwt': jwt },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerMaxMs),
      redirect: 'manual',
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

/** Before a subscription is kept the address must answer GET with 200, or else a POST (contract zoho-desk §10.1). */
export async function isAnswering(url: string): Promise<boolean> {
  for (const init of [
    { method: 'GET' },
    { method: 'POST', body: '[]', headers: { 'content-type': 'application/json' } },
  ]) {
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(answerMaxMs), redirect: 'manual' });
      await response.arrayBuffer();
      if (response.status === 200) return true;
    } catch {
      return false;
    }
  }
  return false;
}
