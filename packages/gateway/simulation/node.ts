import type { BotContext, Intent, ParsedDelivery } from '@baton/core';
import type { Claim, Lanes, Store } from '@baton/store';
import { acceptArrival } from '../src/engine/accept.ts';
import { handleDeliveries } from '../src/engine/inbox.ts';
import { startLease } from '../src/engine/lease.ts';
import { handleEffects, type OutboxDependencies } from '../src/engine/outbox.ts';
import type { GatewayPorts } from '../src/engine/ports.ts';
import { wrapMethods } from '../src/engine/wrap-methods.ts';
import type { IngestResult } from '../src/http/webhooks.ts';
import type { Performers } from '../src/performers/load-performers.ts';
import { toArrival } from './simulated-adapter.ts';
import { readIntent, simulatedBox } from './stored-intent.ts';
import type { Tally } from './tally.ts';

/** What a worker or a request of a node is at; its awaits stop at gates of their own. */
type Flow = { work: string };

export type Gate = { node: SimulatedNode; work: string; open(): void };

export type NodeOptions = {
  store: Store;
  ports: GatewayPorts;
  performers: Performers;
  context: BotContext;
  now: () => number;
  random: () => number;
  nextId: () => string;
  gates: Gate[];
  /** What was met by which trouble. */
  tally: Tally;
  /** One-time codes, from their challenges. */
  deriveCode: (challengeId: string) => string;
  /** False once nothing has to be interleaved any more. */
  hasGates: () => boolean;
  /** Lets a little time pass. */
  rest: () => Promise<void>;
};

const leaseMs = 12_000;
const done = Promise.resolve();
const forever = new Promise<never>(() => undefined);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Vendors speak for their chats here; nobody brings a session. */
const sessions = { deriveSession: () => 'session', checkSession: () => false };

const secretBox = { ...simulatedBox, ...sessions };

/**
 * One gateway process: the real engine on a store and ports whose every call stops at a gate, before and after. The simulation opens
 * gates one by one in random order, so every interleaving of awaits can happen. A killed node's calls never go on, which is what
 * SIGKILL does; whatever had passed a gate stays done.
 */
export class SimulatedNode {
  isDead = false;
  /** Lanes it works on; renewed as long as it lives and is not stalled. */
  private readonly leases = new Map<string, () => Promise<void>>();
  busy = 0;
  private readonly options: NodeOptions;

  constructor(options: NodeOptions) {
    this.options = options;
  }

  accept(delivery: ParsedDelivery): Promise<IngestResult> {
    const flow: Flow = { work: `accept ${describeIntent(delivery.intent)}` };
    return acceptArrival(
      {
        ...this.shared(flow),
        channels: this.gatedPorts(flow).channels,
        counters: { add: (_name, { way }) => this.options.tally.note(`turns ${way}`) },
        isAtOnce: this.options.random() < 0.5,
        secretBox,
        waitForChange: () => (this.options.hasGates() ? this.pass(flow) : this.options.rest()),
      },
      toArrival(delivery, new Date(this.options.now())),
    );
  }

  flushed(deliveryId: string): Promise<void> {
    return this.gatedStore({ work: 'flushed' }).inbox.markFlushed(deliveryId);
  }

  aborted(deliveryId: string, sending: number): Promise<void> {
    return this.gatedStore({ work: 'aborted' }).inbox.releaseMessages(deliveryId, sending);
  }

  async workTimers(): Promise<void> {
    await this.gatedStore({ work: 'move timers' }).timers.moveDue({ max: 100 });
  }

  async workInbox(): Promise<void> {
    const flow: Flow = { work: 'inbox' };
    const shared = this.shared(flow);
    const processTogether: Store['processTogether'] = (deliveries, work) =>
      shared.store.processTogether(deliveries, async (transaction, delivery) => {
        const isDone = await work(transaction, delivery);
        if (isDone) this.options.tally.note('turns together');
        await this.pass(flow);
        return isDone;
      });
    const dependencies = {
      ...shared,
      store: { ...shared.store, processTogether },
      isAtOnce: this.options.random() < 0.5,
      desks: this.gatedPorts(flow).desks,
      sessions,
      secretBox,
      counters: { add: () => undefined },
      logger: quiet,
      read: (delivery: { body: Uint8Array | null }): Intent | null => {
        const intent = readIntent(delivery);
        if (intent !== null) flow.work = describeIntent(intent);
        return intent;
      },
      // Timers have no body; whatever else comes next names itself.
      onProcessed: () => {
        flow.work = 'timer';
      },
    };
    const lanes = { gated: shared.store.inbox, plain: this.options.store.inbox };
    await this.work(lanes, (claim, isLost) => {
      flow.work = 'timer';
      return handleDeliveries(dependencies, claim, isLost);
    });
  }

  async workOutbox(): Promise<void> {
    const flow: Flow = { work: 'outbox' };
    const shared = this.shared(flow);
    const dependencies: OutboxDependencies = {
      ...shared,
      ports: this.gatedPorts(flow),
      performers: namingWork(this.options.performers, flow),
      counters: { add: () => undefined },
      logger: quiet,
      random: this.options.random,
      createSettleMs: 10_000,
      secretBox,
      deriveCode: this.options.deriveCode,
      isEnding: () => false,
      onSettled: () => undefined,
    };
    const lanes = { gated: shared.store.outbox, plain: this.options.store.outbox };
    await this.work(lanes, (claim, isLost) => handleEffects(dependencies, claim, isLost));
  }

  /** What the lease timer of a living process does; not gated, because a timer does not wait for the lane's work. */
  async renewLeases(): Promise<void> {
    for (const renew of this.leases.values()) await renew();
  }

  private async work<Item>(
    lanes: { gated: Lanes<Item>; plain: Lanes<Item> },
    handle: (claim: Claim<Item>, isLost: () => boolean) => Promise<void>,
  ): Promise<void> {
    const { now } = this.options;
    const askedAtMs = now();
    const claim = await lanes.gated.claim({ leaseMs });
    if (claim === null) return;
    const lease = startLease(askedAtMs, leaseMs, now);
    this.leases.set(claim.token, () => lease.renew(() => lanes.plain.renew(claim.token, leaseMs)));
    await handle(claim, lease.isLost);
    this.leases.delete(claim.token);
    await lanes.gated.release(claim.token);
  }

  private shared(flow: Flow) {
    const { context, now, nextId } = this.options;
    return {
      store: this.gatedStore(flow),
      context,
      ids: { next: nextId },
      now: () => new Date(now()),
      reach: () => undefined,
    };
  }

  private pass({ work }: Flow): Promise<void> {
    if (this.isDead) return forever;
    if (!this.options.hasGates()) return done;
    return new Promise((resolve) => {
      this.options.gates.push({ node: this, work, open: resolve });
    });
  }

  private gatedStore(flow: Flow): Store {
    return wrapMethods(this.options.store, ({ proceed }) => this.afterGate(flow, this.pass(flow).then(proceed)));
  }

  /**
   * Ports have no gate before the call: between the check of the lease and the request there is no await, and a kill there is the same
   * as one before it. What a port tells at once (a channel's rendering) has none at all.
   */
  private gatedPorts(flow: Flow): GatewayPorts {
    return wrapMethods(this.options.ports, ({ proceed }) => {
      const result = proceed();
      if (!(result instanceof Promise)) return result;
      return this.afterGate(flow, result).then((outcome) => {
        const type: unknown = isObject(outcome) ? Reflect.get(outcome, 'type') : null;
        if (type === 'retry') this.options.tally.add(flow.work, 'fault');
        if (type === 'refused') this.options.tally.add(flow.work, 'refusal');
        return outcome;
      });
    });
  }

  private async afterGate(flow: Flow, result: Promise<unknown>): Promise<unknown> {
    const value = await result;
    await this.pass(flow);
    return value;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const describeIntent = (intent: Intent): string => (intent.type === 'desk-event' ? intent.event.type : intent.type);

/** The same performers; taking one names the work. */
const namingWork = (performers: Performers, flow: Flow): Performers =>
  new Proxy(performers, {
    get: (all, kind) => {
      flow.work = String(kind);
      return Reflect.get(all, kind);
    },
  });
