import { AppError } from '@baton/core';
import type { Operations } from '@baton/store';
import type { Logger } from '../http/logger.ts';
import type { Ingest } from '../http/webhooks.ts';
import { codeOf } from './code-of.ts';
import { PollingLoop } from './polling-loop.ts';
import { withinTime } from './within-time.ts';

export type StoreWatchOptions = {
  operations: Pick<Operations, 'tryWriting'>;
  logger: Logger;
  /** How often it looks whether there is a reason to try, in milliseconds. Default 1 000. */
  lookEveryMs?: number;
};

/** `reason`: what an operator should know, without names and addresses. */
export type Availability = { isAvailable: true } | { isAvailable: false; reason: string };

/** How long a store that works goes untried, and how long a trial may take, in milliseconds. */
const untriedMsMax = 5_000;
const trialMsMax = 4_000;

/**
 * Knows whether the store takes writes, from trials of its own: every five seconds while it does, every second while it does not or when
 * a request has failed. Whoever asks is answered at once and from memory.
 */
export class StoreWatch {
  private readonly options: StoreWatchOptions;
  private readonly loop: PollingLoop;
  private availability: Availability = { isAvailable: true };
  private isSuspected = false;
  private triedAtMs = 0;

  constructor(options: StoreWatchOptions) {
    this.options = options;
    this.loop = new PollingLoop({
      name: 'store-watch',
      step: () => this.lookOnce(),
      nextDueInMs: () => Promise.resolve(options.lookEveryMs ?? 1_000),
      logger: options.logger,
    });
  }

  start(): void {
    this.loop.start();
  }

  look(): Availability {
    return this.availability;
  }

  /** The same ingest, whose failures are a reason to try. */
  heed(ingest: Ingest): Ingest {
    return {
      accept: async (arrival) => {
        try {
          return await ingest.accept(arrival);
        } catch (error) {
          if (error instanceof AppError && error.code === 'store-unavailable') this.isSuspected = true;
          throw error;
        }
      },
      flushed: (deliveryId) => ingest.flushed(deliveryId),
      aborted: (deliveryId, sending) => ingest.aborted(deliveryId, sending),
    };
  }

  /** Ends after the trial under way. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async lookOnce(): Promise<'idle'> {
    const isDoubtful = this.isSuspected || !this.availability.isAvailable;
    if (isDoubtful || performance.now() - this.triedAtMs >= untriedMsMax) await this.tryOnce(isDoubtful);
    return 'idle';
  }

  private async tryOnce(isThorough: boolean): Promise<void> {
    this.isSuspected = false;
    this.triedAtMs = performance.now();
    try {
      await withinTime(this.options.operations.tryWriting({ isThorough }), trialMsMax, tooLate);
      if (!this.availability.isAvailable) this.options.logger.info('store-back');
      this.availability = { isAvailable: true };
    } catch (error) {
      const reason = error instanceof AppError ? error.message : 'The database refuses to be written to.';
      if (this.availability.isAvailable) this.options.logger.error('store-lost', { code: codeOf(error), reason });
      this.availability = { isAvailable: false, reason };
    }
  }
}

const tooLate = (): AppError =>
  new AppError('store-unavailable', 'The database takes too long to answer.', { retryable: true });
