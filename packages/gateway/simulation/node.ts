import type { BotContext, Intent, ParsedDelivery } from '@baton/core';
import type { Claim, Lanes, Store } from '@baton/store';
import { acceptArrival } from '../src/engine/accept.ts';
import { handleDeliveries } from '../src/engine/inbox.ts';
import { startLease } from '../src/engine/lease.ts';
import { handleEffects, type OutboxDependencies } from '../src/engine/outbox.ts';
import type { GatewayPorts } from '../src/engine/ports.ts';
import { wrapMethods } from '../src/engine/wrap-methods.ts';
import type { IngestResult } from '../src/http/webhooks.ts';
import { unpackRequest } from '../src/inbound/stored-request.ts';
import type { Performers } from '../src/performers/load-performers.ts';
import { simulatedAdapter, toArrival } from './simulated-adapter.ts';

export type Gate = { node: SimulatedNode; open(): void };

export type NodeOptions = {
  store: Store;
  ports: GatewayPorts;
  performers: Performers;
  context: BotContext;
  now: () => number;
  random: () => number;
  nextId: () => string;
  gates: Gate[];
  /** False once nothing has to be interleaved any more. */
  hasGates: () => boolean;
  /** Lets a little time pass. */
  rest: () => Promise<void>;
};

const leaseMs = 12_000;
const done = Promise.resolve();
const forever = new Promise<never>(() => undefined);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

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
  private readonly store: Store;
  private readonly ports: GatewayPorts;

  constructor(options: NodeOptions) {
    this.options = options;
    this.store = this.gated(options.store, true);
    this.ports = this.gated(options.ports, false);
  }

  accept(delivery: ParsedDelivery): Promise<IngestResult> {
    return acceptArrival(
      {
        ...this.shared(),
        channels: this.ports.channels,
        secretBox: { seal: (bytes) => bytes },
        waitForChange: () => (this.options.hasGates() ? this.pass() : this.options.rest()),
      },
      toArrival(delivery, new Date(this.options.now())),
    );
  }

  flushed(deliveryId: string): Promise<void> {
    return this.store.inbox.markFlushed(deliveryId);
  }

  aborted(deliveryId: string, sending: number): Promise<void> {
    return this.store.inbox.releaseMessages(deliveryId, sending);
  }

  async workTimers(): Promise<void> {
    await this.store.timers.moveDue({ max: 100 });
  }

  async workInbox(): Promise<void> {
    const dependencies = {
      ...this.shared(),
      desks: this.ports.desks,
      counters: { add: () => undefined },
      logger: quiet,
      read: readBody,
      onProcessed: () => undefined,
    };
    const lanes = { gated: this.store.inbox, plain: this.options.store.inbox };
    await this.work(lanes, (claim, isLost) => handleDeliveries(dependencies, claim, isLost));
  }

  async workOutbox(): Promise<void> {
    const dependencies: OutboxDependencies = {
      ...this.shared(),
      ports: this.ports,
      performers: this.options.performers,
      logger: quiet,
      random: this.options.random,
      createSettleMs: 10_000,
      codesPerHour: null,
      deriveCode: (challengeId) => `code of ${challengeId}`,
      isEnding: () => false,
      onSettled: () => undefined,
    };
    const lanes = { gated: this.store.outbox, plain: this.options.store.outbox };
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

  private shared() {
    const { context, now, nextId } = this.options;
    return {
      store: this.store,
      context,
      ids: { next: nextId },
      now: () => new Date(now()),
      reach: () => undefined,
    };
  }

  private pass(): Promise<void> {
    if (this.isDead) return forever;
    if (!this.options.hasGates()) return done;
    return new Promise((resolve) => {
      this.options.gates.push({ node: this, open: resolve });
    });
  }

  /**
   * Ports have no gate before the call: between the check of the lease and the request there is no await, and a kill there is the same
   * as one before it. What a port tells at once (a channel's rendering) has none at all.
   */
  private gated<Target extends object>(target: Target, hasGateBefore: boolean): Target {
    return wrapMethods(target, ({ proceed }) => {
      const result = hasGateBefore ? this.pass().then(proceed) : proceed();
      return result instanceof Promise ? this.afterGate(result) : result;
    });
  }

  private async afterGate(result: Promise<unknown>): Promise<unknown> {
    const value = await result;
    await this.pass();
    return value;
  }
}

function readBody({ body }: { body: Uint8Array | null }): Intent | null {
  const stored = body === null ? null : unpackRequest(Buffer.from(body));
  return stored === null ? null : simulatedAdapter.parse(stored.request, stored.covers)[0].intent;
}
