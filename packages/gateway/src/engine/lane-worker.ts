import type { Claim, Lanes } from '@baton/store';
import type { Logger } from '../http/logger.ts';
import { codeOf } from './code-of.ts';
import { startLease } from './lease.ts';
import { PollingLoop } from './polling-loop.ts';

export type LaneWorkerOptions<Item> = {
  /** What the log calls it. */
  name: string;
  lanes: Lanes<Item>;
  /** Lanes worked on at a time. */
  concurrency: number;
  leaseMs: number;
  /** `isLost` turns true when the lease went to another worker; then the rest of the lane is its work. */
  handle(claim: Claim<Item>, isLost: () => boolean): Promise<void>;
  logger: Logger;
};

/** Takes lanes as they become free and works on several at a time. How lanes work is told in the store's `lanes.ts`. */
export class LaneWorker<Item> {
  private readonly options: LaneWorkerOptions<Item>;
  /** The work under way with its claim's token. */
  private readonly active = new Map<Promise<void>, string>();
  private isGivenUp = false;
  private readonly loop: PollingLoop;

  constructor(options: LaneWorkerOptions<Item>) {
    this.options = options;
    const { name, lanes, logger } = options;
    this.loop = new PollingLoop({
      name,
      logger,
      step: () => this.claimOne(),
      nextDueInMs: () => lanes.nextDueInMs(),
    });
  }

  start(): void {
    this.loop.start();
  }

  wake(): void {
    this.loop.wake();
  }

  /**
   * Ends after the lanes under way are finished, or after `graceMs`: those that take longer are handed back, and act on nothing any more
   * but what they are waiting for.
   */
  async stop(graceMs: number): Promise<void> {
    await this.loop.stop();
    const isFinished = await settlesWithin(Promise.all(this.active.keys()), graceMs);
    if (isFinished) return;
    this.isGivenUp = true;
    await Promise.all([...this.active.values()].map((token) => this.release(token)));
  }

  private async claimOne(): Promise<'worked' | 'idle' | 'full'> {
    const { lanes, leaseMs, concurrency } = this.options;
    if (this.active.size >= concurrency) return 'full';
    const claimedAtMs = performance.now();
    const claim = await lanes.claim({ leaseMs });
    if (claim === null) return 'idle';
    const work: Promise<void> = this.work(claim, claimedAtMs).finally(() => {
      this.active.delete(work);
      this.loop.wake();
    });
    this.active.set(work, claim.token);
    return 'worked';
  }

  private async work(claim: Claim<Item>, claimedAtMs: number): Promise<void> {
    const { lanes, handle, leaseMs, logger, name } = this.options;
    const lease = startLease(claimedAtMs, leaseMs);
    const renewal = setInterval(() => {
      lease
        .renew(() => lanes.renew(claim.token, leaseMs))
        .catch((error: unknown) => logger.warn('renew-failed', { worker: name, code: codeOf(error) }));
    }, leaseMs / 3);
    try {
      await handle(claim, () => this.isGivenUp || lease.isLost());
    } catch (error) {
      logger.error('lane-failed', { worker: name, code: codeOf(error) });
    } finally {
      clearInterval(renewal);
    }
    if (!this.isGivenUp) await this.release(claim.token);
  }

  private async release(token: string): Promise<void> {
    const { lanes, logger, name } = this.options;
    try {
      await lanes.release(token);
    } catch (error) {
      logger.error('release-failed', { worker: name, code: codeOf(error) });
    }
  }
}

async function settlesWithin(work: Promise<unknown>, timeMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeMs);
  });
  const isSettled = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return isSettled;
}
