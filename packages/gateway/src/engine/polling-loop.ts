import type { Logger } from '../http/logger.ts';
import { codeOf } from './code-of.ts';
import { createSignal } from './signal.ts';

export type PollingLoopOptions = {
  /** What the log calls it. */
  name: string;
  /** `worked`: there may be more, at once. `idle`: nothing was due. `full`: no more can be taken before `wake`. */
  step(): Promise<'worked' | 'idle' | 'full'>;
  /** Milliseconds until something is due, null when nothing sleeps. */
  nextDueInMs(): Promise<number | null>;
  logger: Logger;
};

/** How long it rests at most when nobody wakes it: polling is the safety net behind `wake`. */
const restMsMax = 1_000;
const restMsMin = 5;
const afterFailureMs = 500;

/** Takes one step after the other for as long as there is something to do, and then rests until something is due or it is woken. */
export class PollingLoop {
  private readonly options: PollingLoopOptions;
  private readonly signal = createSignal();
  private isStopping = false;
  private isWoken = false;
  private run: Promise<void> = Promise.resolve();

  constructor(options: PollingLoopOptions) {
    this.options = options;
  }

  start(): void {
    this.run = this.goOn();
  }

  wake(): void {
    this.isWoken = true;
    this.signal.notify();
  }

  /** Ends after the step under way. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.signal.notify();
    await this.run;
  }

  private async goOn(): Promise<void> {
    while (!this.isStopping) {
      this.isWoken = false;
      const outcome = await this.takeStep();
      if (outcome === 'full') await this.rest(restMsMax);
      else if (outcome === 'failed') await this.rest(afterFailureMs);
      else if (outcome === 'idle') await this.rest((await this.askWhenDue()) ?? restMsMax);
    }
  }

  private async takeStep(): Promise<'worked' | 'idle' | 'full' | 'failed'> {
    try {
      return await this.options.step();
    } catch (error) {
      this.options.logger.error('worker-failed', { worker: this.options.name, code: codeOf(error) });
      return 'failed';
    }
  }

  private async askWhenDue(): Promise<number | null> {
    if (this.isWoken || this.isStopping) return 0;
    try {
      return await this.options.nextDueInMs();
    } catch (error) {
      this.options.logger.error('due-failed', { worker: this.options.name, code: codeOf(error) });
      return null;
    }
  }

  private async rest(timeMs: number): Promise<void> {
    if (this.isWoken || this.isStopping) return;
    await this.signal.wait(Math.max(restMsMin, Math.min(restMsMax, timeMs)));
  }
}
