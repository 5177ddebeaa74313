import type { ConsoleStore } from '@baton/store';
import type { ConsoleActions } from './actions.ts';
import { absentAfterMs } from './presence/presence.ts';

const lookEveryMs = 5_000;
const eraseEveryMs = 3_600_000;

export type WatchSettings = {
  store: ConsoleStore;
  organisation: string;
  actions: Pick<ConsoleActions, 'release' | 'missDeserted'>;
  /** How long files outlast their chat, in milliseconds. */
  filesLastMs: number;
  onFailure(error: unknown): void;
};

/**
 * Looks every few seconds whether agents are gone who have chats, and whether anybody is there for those who wait. Every node does; what one
 * has done is found done by the others.
 */
export class Watch {
  private readonly settings: WatchSettings;
  private timer: NodeJS.Timeout | undefined;
  private erasedAtMs = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> = Promise.resolve();

  constructor(settings: WatchSettings) {
    this.settings = settings;
  }

  start(): void {
    this.timer = setInterval(() => {
      this.looking = this.looking.then(() => this.look()).catch((error: unknown) => this.settings.onFailure(error));
    }, lookEveryMs);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** Once. */
  async look(): Promise<void> {
    const { store, organisation, actions, filesLastMs } = this.settings;
    for (const agent of await store.agents.listGone(organisation, absentAfterMs))
      await actions.release(agent, 'absent');
    await actions.missDeserted();
    if (performance.now() - this.erasedAtMs < eraseEveryMs) return;
    this.erasedAtMs = performance.now();
    await store.files.erase(organisation, filesLastMs);
  }
}
