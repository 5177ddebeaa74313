import type { BotContext, IdSource } from '@baton/core';
import type { Delivery, Effect, Store } from '@baton/store';
import type { Logger } from '../http/logger.ts';
import type { Ingest, IngestResult } from '../http/server.ts';
import type { Inbound } from '../inbound/parse.ts';
import type { SecretBox } from '../secret-box.ts';
import { acceptInbound } from './accept.ts';
import { handleDeliveries } from './inbox.ts';
import { handleEffects } from './outbox.ts';
import type { GatewayPorts, ReachCrashPoint } from './ports.ts';
import { codeOf, Pump } from './pump.ts';
import { createKeyedSignal, type KeyedSignal } from './signal.ts';

export type EngineOptions = {
  store: Store;
  ports: GatewayPorts;
  context: BotContext;
  secretBox: SecretBox;
  ids: IdSource;
  now(): Date;
  random(): number;
  reach: ReachCrashPoint;
  logger: Logger;
  /** How long a synchronous request waits for its turn, in milliseconds (contract salesiq §5.1). Default 4 000. */
  answerWithinMs?: number;
  /** How long an unclear ticket is looked for before it is made again, in milliseconds. Default 10 000. */
  createSettleMs?: number;
  codesPerHour: number | null;
};

const leaseMs = 12_000;
const lanesAtOnce = 8;

/** Takes requests in, moves conversations on and performs effects. Everything that matters is in the store. */
export class Engine implements Ingest {
  private readonly options: EngineOptions;
  private readonly changed: KeyedSignal = createKeyedSignal();
  private readonly inbox: Pump<Delivery>;
  private readonly outbox: Pump<Effect>;
  private stopListening: () => Promise<void> = () => Promise.resolve();

  constructor(options: EngineOptions) {
    this.options = options;
    const { store, logger } = options;
    const shared = {
      concurrency: lanesAtOnce,
      leaseMs,
      renew: (token: string) => store.renewClaim(token, leaseMs),
      release: (token: string) => store.releaseClaim(token),
      nextDueInMs: () => store.nextDueInMs(),
      logger,
    };
    this.inbox = new Pump<Delivery>({
      ...shared,
      name: 'inbox',
      claim: () => store.claimDeliveries({ leaseMs }),
      handle: (claim, isLost) => handleDeliveries(this.inboxDependencies(), claim, isLost),
    });
    this.outbox = new Pump<Effect>({
      ...shared,
      name: 'outbox',
      claim: () => store.claimEffects({ leaseMs }),
      handle: (claim, isLost) => handleEffects(this.outboxDependencies(), claim, isLost),
    });
  }

  async start(): Promise<void> {
    this.stopListening = await this.options.store.onWork(() => {
      this.inbox.wake();
      this.outbox.wake();
    });
    this.inbox.start();
    this.outbox.start();
  }

  async stop(): Promise<void> {
    await this.stopListening();
    await Promise.all([this.inbox.stop(), this.outbox.stop()]);
  }

  accept({ inbound }: { inbound: Inbound; rawBody: Buffer }): Promise<IngestResult> {
    return acceptInbound(
      { ...this.options, waitForChange: (id, timeoutMs) => this.changed.wait(id, timeoutMs) },
      inbound,
    );
  }

  async flushed(deliveryId: string): Promise<void> {
    this.options.reach('ingest.answer:after');
    await this.options.store.markFlushed(deliveryId);
  }

  aborted(deliveryId: string, sending: number): Promise<void> {
    return this.options.store.releaseMessages(deliveryId, sending);
  }

  private inboxDependencies(): Parameters<typeof handleDeliveries>[0] {
    const { store, context, ids, reach, logger } = this.options;
    return {
      store,
      context,
      ids,
      reach,
      logger,
      read: (delivery) => this.read(delivery),
      onProcessed: (deliveryId) => this.changed.notify(deliveryId),
    };
  }

  private outboxDependencies(): Parameters<typeof handleEffects>[0] {
    const { store, context, ports, secretBox, reach, logger, random } = this.options;
    return {
      store,
      context,
      ports,
      reach,
      logger,
      random,
      createSettleMs: this.options.createSettleMs ?? 10_000,
      codesPerHour: this.options.codesPerHour,
      deriveCode: (challengeId) => secretBox.deriveCode(challengeId),
      onSettled: (conversationId) => this.changed.notify(conversationId),
    };
  }

  private read(delivery: Delivery): Inbound | null {
    if (delivery.body === null) return null;
    try {
      const inbound: Inbound = JSON.parse(
        Buffer.from(this.options.secretBox.open(Buffer.from(delivery.body))).toString('utf8'),
      );
      return inbound;
    } catch (error) {
      this.options.logger.error('delivery-unreadable', { deliveryId: delivery.id, code: codeOf(error) });
      return null;
    }
  }
}
