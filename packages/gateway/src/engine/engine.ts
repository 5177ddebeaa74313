import type { BotContext, IdSource } from '@baton/core';
import type { Delivery, Effect, Store } from '@baton/store';
import type { Logger } from '../http/logger.ts';
import type { Ingest, IngestResult } from '../http/server.ts';
import type { Inbound } from '../inbound/parse.ts';
import type { SecretBox } from '../secret-box.ts';
import { acceptInbound } from './accept.ts';
import { codeOf } from './code-of.ts';
import { handleDeliveries } from './inbox.ts';
import { LaneWorker } from './lane-worker.ts';
import { handleEffects } from './outbox.ts';
import type { GatewayPorts, ReachCrashPoint } from './ports.ts';
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
  private readonly inbox: LaneWorker<Delivery>;
  private readonly outbox: LaneWorker<Effect>;
  private stopListening: () => Promise<void> = () => Promise.resolve();

  constructor(options: EngineOptions) {
    this.options = options;
    const { store, logger } = options;
    const shared = { concurrency: lanesAtOnce, leaseMs, logger };
    this.inbox = new LaneWorker<Delivery>({
      ...shared,
      name: 'inbox',
      lanes: store.inbox,
      handle: (claim, isLost) => handleDeliveries(this.inboxDependencies(), claim, isLost),
    });
    this.outbox = new LaneWorker<Effect>({
      ...shared,
      name: 'outbox',
      lanes: store.outbox,
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
    await this.options.store.inbox.markFlushed(deliveryId);
  }

  aborted(deliveryId: string, sending: number): Promise<void> {
    return this.options.store.inbox.releaseMessages(deliveryId, sending);
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
