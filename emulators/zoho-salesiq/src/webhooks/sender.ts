import { setMaxListeners } from 'node:events';
import { keepConnections, sendOutbound } from '../outbound.ts';
import type { DeliveryRow, WebhookRow } from '../rows.ts';
import { signHmac, signRsa } from '../signing.ts';
import type { SalesIqStore } from '../store.ts';

const TRY_TIMEOUT_MS = 5_000;
const TRIES_MAX = 4;
const REORDER_HOLD_MS = 2_000;
const DELAY_MS = 10_000;
/** Where faults of webhooks strike. */
export const WEBHOOK_OPERATION = 'salesiq.webhook.deliver';

interface Lane {
  key: string;
  /** Delivery ids, the next to leave first. */
  queue: string[];
  isBusy: boolean;
  timer: { cancel(): void } | null;
  /** A delivery that waits until a later one has passed it. */
  heldId: string | null;
}

/**
 * Sends event webhooks as SalesIQ does (salesiq.md §4.1): 5 s per try, status from 300 is a failure, three retries one
 * interval apart on the emulator's clock, 410 disables the webhook. Deliveries of one conversation to one webhook form
 * a lane and leave one after the other, unless the fault `reorder` lets a later one pass. Pending deliveries are kept
 * and go on after a restart, at the address the webhook has then.
 */
export class WebhookSender {
  readonly #store: SalesIqStore;
  readonly #lanes = new Map<string, Lane>();
  readonly #running = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  readonly #agent = keepConnections();

  constructor(store: SalesIqStore) {
    this.#store = store;
    // Each try under way listens, and Node warns of more than ten.
    setMaxListeners(0, this.#closing.signal);
    this.#capWaits();
    this.#load();
  }

  /** Keeps the delivery and sends it as soon as its lane is free, unless a fault loses or delays it. */
  enqueue(delivery: DeliveryRow): void {
    const { host, tables } = this.#store;
    const kinds = ['webhook-loss', 'webhook-delay'] as const;
    const faults = host.faults.take({ vendor: 'salesiq', operation: WEBHOOK_OPERATION, kinds });
    if (faults.some(({ kind }) => kind === 'webhook-loss')) {
      tables.deliveries.insert({ ...delivery, status: 'lost' });
      return;
    }
    const [delay] = faults;
    const nextAttemptAt = delay === undefined ? null : this.#store.now() + (delay.delayMs ?? DELAY_MS);
    tables.deliveries.insert({ ...delivery, nextAttemptAt });
    const lane = this.#laneOf(delivery);
    lane.queue.push(delivery.id);
    this.#start(lane);
  }

  /** Tries every lane again; call it when an address became known. */
  resume(): void {
    this.#load();
    for (const lane of this.#lanes.values()) this.#start(lane);
  }

  /** Forgets all lanes after a reset. */
  clear(): void {
    for (const lane of this.#lanes.values()) lane.timer?.cancel();
    this.#lanes.clear();
  }

  /** Ends what is under way; it stays pending and goes on at the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.clear();
    await Promise.all(this.#running);
    this.#agent.destroy();
  }

  get #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** A moved clock does not outlive the process: no retry waits longer than one interval after a restart. */
  #capWaits(): void {
    const latest = this.#store.now() + this.#store.settings().retryIntervalMs;
    for (const row of this.#store.tables.deliveries.list()) {
      const isTooLate = row.nextAttemptAt !== null && row.nextAttemptAt > latest;
      if (isTooLate) this.#store.tables.deliveries.update(row.id, { nextAttemptAt: latest });
    }
  }

  #load(): void {
    for (const row of this.#store.tables.deliveries.list()) {
      if (row.status !== 'pending') continue;
      const { queue } = this.#laneOf(row);
      if (!queue.includes(row.id)) queue.push(row.id);
    }
  }

  #laneOf(row: DeliveryRow): Lane {
    const key = `${row.webhookId} ${row.entityId}`;
    const known = this.#lanes.get(key);
    if (known) return known;
    const lane: Lane = { key, queue: [], isBusy: false, timer: null, heldId: null };
    this.#lanes.set(key, lane);
    return lane;
  }

  #start(lane: Lane): void {
    void this.#run(lane);
  }

  #run(lane: Lane): Promise<void> {
    const work = this.#drain(lane);
    this.#running.add(work);
    return work.finally(() => this.#running.delete(work));
  }

  /** Sends what is due in the lane until it is empty or must wait. */
  async #drain(lane: Lane): Promise<void> {
    if (lane.isBusy) return;
    lane.isBusy = true;
    try {
      for (let row = this.#nextDue(lane); row; row = this.#nextDue(lane)) await this.#attempt(lane, row);
    } finally {
      lane.isBusy = false;
    }
    if (lane.queue.length === 0 && this.#lanes.get(lane.key) === lane) this.#lanes.delete(lane.key);
  }

  /** The delivery that may leave now; arms the lane's timer when one must wait. */
  #nextDue(lane: Lane): DeliveryRow | null {
    lane.timer?.cancel();
    lane.timer = null;
    if (this.#isClosed) return null;
    const { deliveries, webhooks } = this.#store.tables;
    for (const id of [...lane.queue]) {
      const row = deliveries.get(id);
      const webhook = row && webhooks.get(row.webhookId);
      if (row?.status === 'pending' && webhook?.status !== 'enabled') {
        deliveries.update(id, { status: 'failed', nextAttemptAt: null });
      }
      if (row?.status !== 'pending' || webhook?.status !== 'enabled') {
        lane.queue = lane.queue.filter((item) => item !== id);
        continue;
      }
      if (this.#store.webhookUrl(webhook) === null) return null;
      if (this.#isLetPass(lane, row)) continue;
      return this.#isDueOrArmed(lane, row) ? row : null;
    }
    return null;
  }

  #isDueOrArmed(lane: Lane, row: DeliveryRow): boolean {
    if (row.nextAttemptAt === null || row.nextAttemptAt <= this.#store.now()) return true;
    this.#arm(lane, row.nextAttemptAt);
    return false;
  }

  #arm(lane: Lane, at: number): void {
    lane.timer = this.#store.host.clock.at(new Date(at), () => this.#run(lane));
  }

  /** With the fault `reorder` the first delivery steps back until another one of its lane has left, or for a while. */
  #isLetPass(lane: Lane, row: DeliveryRow): boolean {
    if (lane.heldId === row.id) return this.#isStillHeld(lane, row);
    if (lane.heldId !== null) return false;
    const [fault] = this.#store.host.faults.take({
      vendor: 'salesiq',
      operation: WEBHOOK_OPERATION,
      kinds: ['reorder'],
    });
    if (!fault) return false;
    const until = this.#store.now() + (fault.delayMs ?? REORDER_HOLD_MS);
    lane.heldId = row.id;
    return this.#isStillHeld(lane, this.#store.tables.deliveries.update(row.id, { nextAttemptAt: until }));
  }

  #isStillHeld(lane: Lane, row: DeliveryRow): boolean {
    if (lane.queue.length > 1) return true;
    if (row.nextAttemptAt !== null && row.nextAttemptAt > this.#store.now()) {
      this.#arm(lane, row.nextAttemptAt);
      return true;
    }
    lane.heldId = null;
    return false;
  }

  async #attempt(lane: Lane, row: DeliveryRow): Promise<void> {
    const { deliveries, webhooks } = this.#store.tables;
    const webhook = webhooks.get(row.webhookId);
    if (!webhook) return;
    const { faults } = this.#store.host;
    const twice = faults.take({ vendor: 'salesiq', operation: WEBHOOK_OPERATION, kinds: ['duplicate-delivery'] });
    const status = await this.#post(webhook, row);
    if (twice.length > 0 && !this.#isClosed) await this.#post(webhook, row);
    if (this.#isClosed || !deliveries.get(row.id)) return;
    this.#settle(webhook, row, status);
    if (lane.heldId !== null && lane.heldId !== row.id) this.#release(lane, lane.heldId);
  }

  /** Another delivery has passed the held one, which now leaves at once. */
  #release(lane: Lane, heldId: string): void {
    lane.heldId = null;
    lane.queue = [heldId, ...lane.queue.filter((id) => id !== heldId)];
    this.#store.tables.deliveries.update(heldId, { nextAttemptAt: null });
  }

  /** The status of the answer, or null when there was none. */
  async #post(webhook: WebhookRow, row: DeliveryRow): Promise<number | null> {
    const url = this.#store.webhookUrl(webhook);
    if (url === null) return null;
    const body = Buffer.from(deliveryBody(this.#store, webhook, row));
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      ...signatureOf(this.#store, webhook, body),
    };
    const { signal } = this.#closing;
    const sending = { url, headers, body, timeoutMs: TRY_TIMEOUT_MS, signal, agent: this.#agent };
    try {
      const answer = await sendOutbound({ method: 'POST', ...sending });
      return answer.status;
    } catch {
      return null;
    }
  }

  #settle(webhook: WebhookRow, row: DeliveryRow, status: number | null): void {
    const { deliveries, webhooks } = this.#store.tables;
    if (status !== null && status >= 200 && status < 300) {
      deliveries.update(row.id, { status: 'delivered', httpStatus: status, nextAttemptAt: null });
      return;
    }
    if (status === 410) webhooks.update(webhook.id, { status: 'disabled' });
    if (status === 410 || row.attempt >= TRIES_MAX) {
      deliveries.update(row.id, { status: 'failed', httpStatus: status, nextAttemptAt: null });
      return;
    }
    deliveries.update(row.id, {
      attempt: row.attempt + 1,
      httpStatus: status,
      nextAttemptAt: this.#store.now() + this.#store.settings().retryIntervalMs,
    });
  }
}

/** The bytes of one try; compact, so that re-serialised JSON is the same (salesiq.md §9.2). */
function deliveryBody(store: SalesIqStore, webhook: WebhookRow, row: DeliveryRow): string {
  if (webhook.dialect === 'seed') return JSON.stringify(row.payload);
  const text = JSON.stringify({ ...row.payload, attempt: row.attempt });
  return store.settings().isAppIdNumber ? text.replaceAll(/"app_id":"(\d+)"/gu, '"app_id":$1') : text;
}

function signatureOf(store: SalesIqStore, webhook: WebhookRow, body: Buffer): Record<string, string> {
  if (webhook.dialect === 'seed') {
    return webhook.secret === null ? {} : { 'x-salesiq-signature': signHmac(webhook.secret, body) };
  }
  const key = store.tables.keys.get(webhook.keyIds[0] ?? '');
  return webhook.isSecured && key ? { 'x-siqsignature': signRsa(key.privatePem, body) } : {};
}
