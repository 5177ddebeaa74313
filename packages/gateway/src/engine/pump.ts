import type { Claim } from '@baton/store';
import type { Logger } from '../http/logger.ts';

import { startLease } from './lease.ts';
import { createSignal } from './signal.ts';

export type PumpOptions<Item> = {
  name: string;
  concurrency: number;
  leaseMs: number;
  claim(): Promise<Claim<Item> | null>;
  /** `isLost` turns true when the lease went to another worker; then the rest of the lane is its work. */
  handle(claim: Claim<Item>, isLost: () => boolean): Promise<void>;
  renew(token: string): Promise<boolean>;
  release(token: string): Promise<void>;
  /** Milliseconds until something sleeping is due, null when nothing is. */
  nextDueInMs(): Promise<number | null>;
  logger: Logger;
};

/** Takes lanes as they become free and works on several at a time. Polling (1 s) is the safety net behind `wake`. */
export class Pump<Item> {
  private readonly options: PumpOptions<Item>;
  private readonly signal = createSignal();
  private readonly active = new Set<Promise<void>>();
  private isStopping = false;
  private isWoken = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(options: PumpOptions<Item>) {
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
      const hasClaimed = this.active.size < this.options.concurrency && (await this.claimOne());
      if (!hasClaimed) await this.rest();
    }
  }

  private async claimOne(): Promise<boolean> {
    try {
      const claimedAtMs = performance.now();
      const claim = await this.options.claim();
      if (claim === null) return false;
      const work: Promise<void> = this.work(claim, claimedAtMs).finally(() => {
        this.active.delete(work);
        this.wake();
      });
      this.active.add(work);
      return true;
    } catch (error) {
      this.options.logger.error('claim-failed', { pump: this.options.name, code: codeOf(error) });
      await this.signal.wait(500);
      return false;
    }
  }

  private async rest(): Promise<void> {
    if (this.isWoken || this.isStopping) return;
    let dueMs: number | null = null;
    try {
      dueMs = await this.options.nextDueInMs();
    } catch (error) {
      this.options.logger.error('due-failed', { pump: this.options.name, code: codeOf(error) });
    }
    if (!this.isWoken && !this.isStopping) await this.signal.wait(Math.max(5, Math.min(1_000, dueMs ?? 1_000)));
  }

  private async work(claim: Claim<Item>, claimedAtMs: number): Promise<void> {
    const { renew, release, handle, leaseMs, logger, name } = this.options;
    const lease = startLease(claimedAtMs, leaseMs);
    const renewal = setInterval(() => {
      lease
        .renew(() => renew(claim.token))
        .catch((error: unknown) => logger.warn('renew-failed', { pump: name, code: codeOf(error) }));
    }, leaseMs / 3);
    try {
      await handle(claim, lease.isLost);
    } catch (error) {
      logger.error('lane-failed', { pump: name, code: codeOf(error) });
    } finally {
      clearInterval(renewal);
    }
    try {
      await release(claim.token);
    } catch (error) {
      logger.error('release-failed', { pump: name, code: codeOf(error) });
    }
  }
}

/** A stable code of anything thrown; the message may hold a customer's words and is not logged. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
