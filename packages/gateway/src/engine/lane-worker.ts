import type { Claim, Lanes } from '@baton/store';
import type { Logger } from '../http/logger.ts';
import { codeOf } from './code-of.ts';
import { startLease } from './lease.ts';
import { createSignal } from './signal.ts';

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

/** How long it rests at most when nobody wakes it: polling is the safety net behind `wake`. */
const restMsMax = 1_000;
const afterFailureMs = 500;

/** Takes lanes as they become free and works on several at a time. How lanes work is told in the store's `lanes.ts`. */
export class LaneWorker<Item> {
  private readonly options: LaneWorkerOptions<Item>;
  private readonly signal = createSignal();
  private readonly active = new Set<Promise<void>>();
  private isStopping = false;
  private isWoken = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(options: LaneWorkerOptions<Item>) {
    this.options = options;
  }

  start(): void {
    this.loop = this.run();
  }

  wake(): void {
    this.isWoken = true;
    this.signal.notify();
  }

  /** Ends after the lanes under way are finished. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.signal.notify();
    await this.loop;
    await Promise.all(this.active);
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      this.isWoken = false;
      if (this.active.size >= this.options.concurrency) await this.rest(restMsMax);
      else if (!(await this.claimOne())) await this.restUntilDue();
    }
  }

  private async claimOne(): Promise<boolean> {
    const { lanes, leaseMs, logger, name } = this.options;
    try {
      const claimedAtMs = performance.now();
      const claim = await lanes.claim({ leaseMs });
      if (claim === null) return false;
      const work: Promise<void> = this.work(claim, claimedAtMs).finally(() => {
        this.active.delete(work);
        this.wake();
      });
      this.active.add(work);
      return true;
    } catch (error) {
      logger.error('claim-failed', { worker: name, code: codeOf(error) });
      await this.signal.wait(afterFailureMs);
      return false;
    }
  }

  private async restUntilDue(): Promise<void> {
    const { lanes, logger, name } = this.options;
    if (this.isWoken || this.isStopping) return;
    try {
      await this.rest((await lanes.nextDueInMs()) ?? restMsMax);
    } catch (error) {
      logger.error('due-failed', { worker: name, code: codeOf(error) });
      await this.rest(restMsMax);
    }
  }

  private async rest(timeMs: number): Promise<void> {
    if (!this.isWoken && !this.isStopping) await this.signal.wait(Math.max(5, Math.min(restMsMax, timeMs)));
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
      await handle(claim, lease.isLost);
    } catch (error) {
      logger.error('lane-failed', { worker: name, code: codeOf(error) });
    } finally {
      clearInterval(renewal);
    }
    try {
      await lanes.release(claim.token);
    } catch (error) {
      logger.error('release-failed', { worker: name, code: codeOf(error) });
    }
  }
}
