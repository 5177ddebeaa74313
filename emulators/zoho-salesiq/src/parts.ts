import type { LifeCycle } from './lifecycle/life-cycle.ts';
import type { Transfers } from './lifecycle/transfer.ts';
import type { SalesIqStore } from './store.ts';
import type { Announce } from './webhooks/announce.ts';
import type { WebhookSender } from './webhooks/sender.ts';
import type { ZobotDriver } from './zobot/driver.ts';

/** The working parts every route group builds on. */
export interface SalesIqParts {
  store: SalesIqStore;
  announce: Announce;
  sender: WebhookSender;
  cycle: LifeCycle;
  transfers: Transfers;
  driver: ZobotDriver;
  /** Conversations whose operator is typing, with the real time until when. */
  typing: Map<string, number>;
  /** Aborted when the emulator closes. */
  closing: AbortSignal;
}
