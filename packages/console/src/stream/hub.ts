import type { ConsoleEvent, ConsoleStore } from '@baton/store';

const keptMax = 500;
const pageSize = 200;
/** News from other nodes wakes us; where one is lost, this looks. */
const lookEveryMs = 1_000;

export type HubSettings = {
  store: ConsoleStore;
  organisation: string;
  /** Calls back when anything was committed, here or on another node; returns the way to stop listening. */
  onWork(listener: () => void): Promise<() => Promise<void>>;
  onFailure(error: unknown): void;
};

/** Reads what happens once for all pages of this node. Events are numbered without a gap, so what a page lacks is known by a number. */
export class Hub {
  private readonly settings: HubSettings;
  /** With what each is ended by. */
  private readonly listeners = new Map<() => void, () => void>();
  /** The newest ones, in their order. */
  private kept: ConsoleEvent[] = [];
  private last = 0;
  private isLooking = false;
  private isAgain = false;
  private timer: NodeJS.Timeout | undefined;
  private stopListening: () => Promise<void> = () => Promise.resolve();

  constructor(settings: HubSettings) {
    this.settings = settings;
  }

  async start(): Promise<void> {
    this.stopListening = await this.settings.onWork(() => this.wake());
    this.timer = setInterval(() => this.wake(), lookEveryMs);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.stopListening();
    for (const end of this.listeners.values()) end();
  }

  /** Calls back when there may be something new, and when there will be nothing more. */
  listen(listener: () => void, end: () => void): () => void {
    this.listeners.set(listener, end);
    this.wake();
    return () => this.listeners.delete(listener);
  }

  /** Some of what came after the number, oldest first; empty when there is nothing new yet. */
  async readAfter(seq: number): Promise<ConsoleEvent[]> {
    if (seq >= this.last) return [];
    const first = this.kept[0]?.seq ?? Number.POSITIVE_INFINITY;
    if (first <= seq + 1) return this.kept.slice(seq + 1 - first);
    return this.settings.store.chats.listAfter(this.settings.organisation, seq, pageSize);
  }

  private wake(): void {
    if (this.listeners.size === 0) return;
    this.isAgain = true;
    if (!this.isLooking) this.look().catch((error: unknown) => this.settings.onFailure(error));
  }

  private async look(): Promise<void> {
    const { store, organisation } = this.settings;
    this.isLooking = true;
    try {
      while (this.isAgain) {
        this.isAgain = false;
        const fresh = await store.chats.listAfter(
          organisation,
          this.kept.at(-1)?.seq ?? (await this.begin()),
          pageSize,
        );
        this.kept = [...this.kept, ...fresh].slice(-keptMax);
        const last = this.kept.at(-1)?.seq ?? this.last;
        if (fresh.length === pageSize) this.isAgain = true;
        if (last === this.last) continue;
        this.last = last;
        for (const listener of this.listeners.keys()) listener();
      }
    } finally {
      this.isLooking = false;
    }
  }

  /** Before the newest few, so that there is something to compare with. */
  private async begin(): Promise<number> {
    const head = await this.settings.store.chats.head(this.settings.organisation);
    return Math.max(0, head - pageSize + 1);
  }
}
