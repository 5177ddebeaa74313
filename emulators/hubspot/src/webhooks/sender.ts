import { type EmulatorHost, type Fault, webhookKinds } from '@baton/emulator-kit';
import type { AppRow, DeliveryRow } from '../rows.ts';
import type { SettingsStore } from '../settings.ts';
import type { Tables } from '../tables.ts';
import type { JsonMap } from '../values.ts';
import { post } from './post.ts';
import { nextTryAt } from './schedule.ts';

export type Outgoing = Pick<DeliveryRow, 'kind' | 'url' | 'lane'> & {
  /** Written when it leaves, with the clock that a fault may have set wrong. */
  write: () => JsonMap | JsonMap[];
};

type Parts = { host: EmulatorHost; tables: Tables; settings: SettingsStore; app: () => AppRow };
type FindFault = (kind: Fault['kind']) => Fault | undefined;

const delayMs = 10_000;
const holdMs = 2_000;
const skewMs = 300_000;

export const operationOf = (kind: DeliveryRow['kind']): string => `hubspot.${kind}-webhook.deliver`;

/**
 * Sends webhooks, signed anew at each try, with retries on the emulator's clock. First tries of one lane leave one after the other; a
 * retry waits for nobody, so that later events overtake it, as HubSpot allows. What is pending is kept and goes on after a restart.
 */
export class Sender {
  readonly #parts: Parts;
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #running = new Set<Promise<void>>();
  readonly #timers = new Map<string, { cancel(): void }>();
  /** By lane: the delivery that waits until a later one has passed it. */
  readonly #held = new Map<string, string>();
  #closing = new AbortController();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  send(outgoing: Outgoing): void {
    const { host, tables } = this.#parts;
    const struck = host.faults.take({ vendor: 'hubspot', operation: operationOf(outgoing.kind), kinds: webhookKinds });
    const find: FindFault = (kind) => struck.find((fault) => fault.kind === kind);
    const row = this.#keep(outgoing, skewOf(find('clock-skew')));
    if (find('webhook-loss')) tables.deliveries.update(row.id, { status: 'lost' });
    else if (!this.#holds(row, find)) {
      this.#enqueue(row, find('duplicate-delivery') ? 2 : 1);
      this.#release(row.lane);
    }
  }

  /** Resolves when nothing is under way; what waits for its time goes on waiting. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Sends a delivery again as it is, or with another body; signed as of now. */
  replay(delivery: DeliveryRow, body?: DeliveryRow['body']): Promise<number | null> {
    return post(this.#parts, { ...delivery, body: body ?? delivery.body }, this.#closing.signal);
  }

  /** Takes up what is pending. A moved clock does not outlive the process: nothing waits longer than all retries take. */
  resume(): void {
    const { host, tables, settings } = this.#parts;
    const latest = host.clock.now().getTime() + settings.read().retriesOverMs;
    for (const row of tables.deliveries.list())
      if (row.status === 'pending') this.#arm({ ...row, nextAt: Math.min(row.nextAt, latest) });
  }

  /** Forgets what is under way, after a reset. */
  clear(): void {
    this.#closing.abort();
    this.#closing = new AbortController();
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#held.clear();
    this.#lanes.clear();
  }

  /** What is under way stays pending and goes on at the next start. */
  async close(): Promise<void> {
    this.clear();
    this.#closing.abort();
    await Promise.all(this.#running);
  }

  /** Writes the delivery down before it leaves, so that it survives the end of the process. */
  #keep({ write, ...outgoing }: Outgoing, aheadMs: number): DeliveryRow {
    const { host, tables } = this.#parts;
    const now = host.clock.now().getTime();
    return tables.deliveries.insert({
      ...{ id: host.nextId(), ...outgoing, body: host.clock.skewed(aheadMs, write), status: 'pending' },
      ...{ attempt: 0, httpStatus: null, firstAt: now, nextAt: now },
    });
  }

  /** Whether a fault makes the delivery wait. */
  #holds(row: DeliveryRow, find: FindFault): boolean {
    const { host, tables } = this.#parts;
    const wait = find('webhook-delay') ?? find('reorder');
    if (wait === undefined) return false;
    const isHeld = wait.kind === 'reorder';
    if (isHeld) this.#held.set(row.lane, row.id);
    const nextAt = host.clock.now().getTime() + (wait.delayMs ?? (isHeld ? holdMs : delayMs));
    this.#arm(tables.deliveries.update(row.id, { nextAt }));
    return true;
  }

  /** Another delivery has passed the held one, which now leaves too. */
  #release(lane: string): void {
    const row = this.#parts.tables.deliveries.get(this.#held.get(lane) ?? '');
    this.#held.delete(lane);
    if (row === undefined) return;
    this.#timers.get(row.id)?.cancel();
    this.#enqueue(row, 1);
  }

  #enqueue({ id, lane }: DeliveryRow, times: number): void {
    const before = this.#lanes.get(lane) ?? Promise.resolve();
    this.#lanes.set(lane, this.#track(before.then(() => this.#attempt(id, times))));
  }

  #arm({ id, nextAt }: DeliveryRow): void {
    this.#timers.get(id)?.cancel();
    const timer = this.#parts.host.clock.at(new Date(nextAt), () => this.#track(this.#attempt(id, 1)));
    this.#timers.set(id, timer);
  }

  async #track(work: Promise<void>): Promise<void> {
    this.#running.add(work);
    try {
      await work;
    } finally {
      this.#running.delete(work);
    }
  }

  async #attempt(id: string, times: number): Promise<void> {
    this.#timers.delete(id);
    const { signal } = this.#closing;
    const { deliveries } = this.#parts.tables;
    let httpStatus: number | null = null;
    for (let time = 0; time < times; time += 1) {
      const row = deliveries.get(id);
      if (row?.status !== 'pending' || signal.aborted) return;
      httpStatus = await post(this.#parts, row, signal);
    }
    const row = deliveries.get(id);
    if (row !== undefined && !signal.aborted) this.#conclude(row, httpStatus);
  }

  #conclude(row: DeliveryRow, httpStatus: number | null): void {
    const { tables, settings } = this.#parts;
    if (httpStatus !== null && httpStatus >= 200 && httpStatus < 300) {
      tables.deliveries.update(row.id, { status: 'delivered', httpStatus });
      return;
    }
    const nextAt = nextTryAt(row.firstAt, row.attempt, settings.read().retriesOverMs);
    if (nextAt === null) tables.deliveries.update(row.id, { status: 'failed', httpStatus });
    else this.#arm(tables.deliveries.update(row.id, { attempt: row.attempt + 1, httpStatus, nextAt }));
  }
}

const skewOf = (fault: Fault | undefined): number => (fault === undefined ? 0 : (fault.skewMs ?? skewMs));
