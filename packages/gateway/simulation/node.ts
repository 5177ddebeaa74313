import type { BotContext } from '@baton/core';
import type { Claim, Store } from '@baton/store';
import { acceptInbound } from '../src/engine/accept.ts';
import { handleDeliveries } from '../src/engine/inbox.ts';
import { type Lease, startLease } from '../src/engine/lease.ts';
import { handleEffects, type OutboxDependencies } from '../src/engine/outbox.ts';
import type { GatewayPorts } from '../src/engine/ports.ts';
import type { IngestResult } from '../src/http/server.ts';
import type { Inbound } from '../src/inbound/parse.ts';

export type Gate = { node: SimulatedNode; open(): void };

export type NodeOptions = {
  store: Store;
  ports: GatewayPorts;
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
  readonly leases = new Map<string, Lease>();
  busy = 0;
  private readonly options: NodeOptions;
  private readonly store: Store;
  private readonly ports: GatewayPorts;

  constructor(options: NodeOptions) {
    this.options = options;
    this.store = this.gated(options.store, true);
    const { tickets, directory, mailer, desk, deferred } = options.ports;
    this.ports = {
      tickets: this.gated(tickets, false),
      directory: this.gated(directory, false),
      mailer: this.gated(mailer, false),
      desk: this.gated(desk, false),
      deferred: this.gated(deferred, false),
    };
  }

  accept(inbound: Inbound): Promise<IngestResult> {
    return acceptInbound(
      {
        ...this.shared(),
        secretBox: { seal: (bytes) => bytes },
        waitForChange: () => (this.options.hasGates() ? this.pass() : this.options.rest()),
      },
      inbound,
    );
  }

  flushed(deliveryId: string): Promise<void> {
    return this.store.markFlushed(deliveryId);
  }

  aborted(deliveryId: string, sending: number): Promise<void> {
    return this.store.releaseMessages(deliveryId, sending);
  }

  async workInbox(): Promise<void> {
    const dependencies = { ...this.shared(), logger: quiet, read: readBody, onProcessed: () => undefined };
    await this.work(
      () => this.store.claimDeliveries({ leaseMs }),
      (claim, isLost) => handleDeliveries(dependencies, claim, isLost),
    );
  }

  async workOutbox(): Promise<void> {
    const dependencies: OutboxDependencies = {
      ...this.shared(),
      ports: this.ports,
      logger: quiet,
      random: this.options.random,
      createSettleMs: 10_000,
      codesPerHour: null,
      deriveCode: (challengeId) => `code of ${challengeId}`,
      onSettled: () => undefined,
    };
    await this.work(
      () => this.store.claimEffects({ leaseMs }),
      (claim, isLost) => handleEffects(dependencies, claim, isLost),
    );
  }

  /** What the lease timer of a living process does; not gated, because a timer does not wait for the lane's work. */
  async renewLeases(): Promise<void> {
    for (const [token, lease] of this.leases) await lease.renew(() => this.options.store.renewClaim(token, leaseMs));
  }

  private async work<Item>(
    ask: () => Promise<Claim<Item> | null>,
    handle: (claim: Claim<Item>, isLost: () => boolean) => Promise<void>,
  ): Promise<void> {
    const { now } = this.options;
    const askedAtMs = now();
    const claim = await ask();
    if (claim === null) return;
    const lease = startLease(askedAtMs, leaseMs, now);
    this.leases.set(claim.token, lease);
    await handle(claim, lease.isLost);
    this.leases.delete(claim.token);
    await this.store.releaseClaim(claim.token);
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
   * as one before it.
   */
  private gated<Target extends object>(target: Target, hasGateBefore: boolean): Target {
    const passGate = (): Promise<void> => this.pass();
    return new Proxy(target, {
      get: (inner, property, receiver) => {
        const value: unknown = Reflect.get(inner, property, receiver);
        if (typeof value !== 'function') return value;
        return async (...values: unknown[]) => {
          if (hasGateBefore) await passGate();
          const result: unknown = await value.apply(inner, values);
          await passGate();
          return result;
        };
      },
    });
  }
}

function readBody(delivery: { body: Uint8Array | null }): Inbound | null {
  if (delivery.body === null) return null;
  const inbound: Inbound = JSON.parse(Buffer.from(delivery.body).toString('utf8'));
  return inbound;
}
