import type { BotContext, IdSource, InboundAdapter } from '@baton/core';
import type { Delivery, Effect, Store } from '@baton/store';
import type { Logger } from '../http/logger.ts';
import type { Ingest, IngestResult } from '../http/webhooks.ts';
import type { Arrival } from '../inbound/arrival.ts';
import { readDelivery } from '../inbound/read-delivery.ts';
import type { Counters } from '../metrics.ts';
import type { Performers } from '../performers/load-performers.ts';
import type { SecretBox } from '../secret-box.ts';
import { acceptArrival } from './accept.ts';
import { handleDeliveries } from './inbox.ts';
import { LaneWorker } from './lane-worker.ts';
import { handleEffects } from './outbox.ts';
import { PollingLoop } from './polling-loop.ts';
import type { GatewayPorts, ReachCrashPoint } from './ports.ts';
import { createKeyedSignal, type KeyedSignal } from './signal.ts';

export type EngineOptions = {
  store: Store;
  ports: GatewayPorts;
  performers: Performers;
  context: BotContext;
  /** Those that what is stored may have come through. */
  adapters: readonly InboundAdapter[];
  /** Whose customers write here. Default: the one there is from the start. */
  organisation?: string;
  secretBox: SecretBox;
  ids: IdSource;
  now(): Date;
  random(): number;
  reach: ReachCrashPoint;
  counters: Counters;
  logger: Logger;
  /** How long a synchronous request waits for its turn, in milliseconds (contract salesiq §5.1). Default 4 000. */
  answerWithinMs?: number;
  /** Whether a turn is tried in one commit with its request, and the turns of a lane in one. Default true. */
  isAtOnce?: boolean;
  /** How long an unclear ticket is looked for before it is made again, in milliseconds. Default 10 000. */
  createSettleMs?: number;
};

const leaseMs = 12_000;
const lanesAtOnce = 8;
/** Timers that are moved in one transaction at most. */
const timersAtOnce = 100;
/** How long the exact words of an answer are kept for a repetition of its request, and how often older ones are looked for. */
const responsesLastMs = 3_600_000;
const forgetEveryMs = 60_000;

/** Takes requests in, moves conversations on and performs effects. Everything that matters is in the store. */
export class Engine implements Ingest {
  private readonly options: EngineOptions;
  private readonly changed: KeyedSignal = createKeyedSignal();
  private readonly inbox: LaneWorker<Delivery>;
  private readonly outbox: LaneWorker<Effect>;
  /** Makes timers that are due deliveries of the inbox. News of work does not wake it: it looks every second, and when the next one is due. */
  private readonly timers: PollingLoop;
  /** Forgets the exact words of answers that nobody asks for again. */
  private readonly forgetting: PollingLoop;
  private forgotAtMs = Number.NEGATIVE_INFINITY;
  private isEnding = false;
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
    this.timers = new PollingLoop({
      name: 'timers',
      logger,
      step: async () => ((await store.timers.moveDue({ max: timersAtOnce })) > 0 ? 'worked' : 'idle'),
      nextDueInMs: () => store.timers.nextDueInMs(),
    });
    this.forgetting = new PollingLoop({
      name: 'forgetting',
      logger,
      step: () => this.forget(),
      nextDueInMs: () => Promise.resolve(null),
    });
  }

  async start(): Promise<void> {
    this.stopListening = await this.options.store.onWork(() => {
      this.inbox.wake();
      this.outbox.wake();
    });
    this.inbox.start();
    this.outbox.start();
    this.timers.start();
    this.forgetting.start();
  }

  /** Lets what is being done finish within `graceMs` (default 5 000), starts nothing more, and hands the rest back to whoever goes on. */
  async stop({ graceMs = 5_000 }: { graceMs?: number } = {}): Promise<void> {
    this.isEnding = true;
    await this.stopListening();
    const loops = [this.timers, this.forgetting].map((loop) => loop.stop());
    await Promise.all([this.inbox.stop(graceMs), this.outbox.stop(graceMs), ...loops]);
  }

  accept(arrival: Arrival): Promise<IngestResult> {
    const { channels } = this.options.ports;
    return acceptArrival(
      {
        ...this.options,
        channels,
        isAtOnce: this.options.isAtOnce ?? true,
        waitForChange: (id, timeoutMs) => this.changed.wait(id, timeoutMs),
      },
      arrival,
    );
  }

  async flushed(deliveryId: string): Promise<void> {
    this.options.reach('ingest.answer:after');
    await this.options.store.inbox.markFlushed(deliveryId);
  }

  aborted(deliveryId: string, sending: number): Promise<void> {
    return this.options.store.inbox.releaseMessages(deliveryId, sending);
  }

  private async forget(): Promise<'idle'> {
    if (performance.now() - this.forgotAtMs < forgetEveryMs) return 'idle';
    this.forgotAtMs = performance.now();
    await this.options.store.inbox.forgetResponses({ olderThanMs: responsesLastMs });
    return 'idle';
  }

  private inboxDependencies(): Parameters<typeof handleDeliveries>[0] {
    const { store, context, ports, ids, secretBox, reach, counters, logger } = this.options;
    return {
      store,
      isAtOnce: this.options.isAtOnce ?? true,
      context,
      desks: ports.desks,
      ids,
      sessions: secretBox,
      secretBox,
      reach,
      counters,
      logger,
      read: (delivery) => readDelivery(this.options, delivery),
      onProcessed: (deliveryId) => this.changed.notify(deliveryId),
    };
  }

  private outboxDependencies(): Parameters<typeof handleEffects>[0] {
    const { store, context, ports, performers, secretBox, reach, counters, logger, random } = this.options;
    return {
      store,
      context,
      ports,
      performers,
      reach,
      counters,
      logger,
      random,
      createSettleMs: this.options.createSettleMs ?? 10_000,
      secretBox,
      deriveCode: (challengeId) => secretBox.deriveCode(challengeId),
      isEnding: () => this.isEnding,
      onSettled: (conversationId) => this.changed.notify(conversationId),
    };
  }
}
