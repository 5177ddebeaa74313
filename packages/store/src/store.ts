import type { ProcessAtOnce } from './at-once/process-at-once.ts';
import type { ProcessTogether } from './at-once/process-together.ts';
import type { ConsoleStore } from './console/types.ts';
import type { Conversations } from './conversations.ts';
import type { TransactionOptions } from './database.ts';
import type { Handoffs } from './handoffs.ts';
import type { Inbox } from './inbox.ts';
import type { Operations } from './operations.ts';
import type { Outbox } from './outbox.ts';
import type { SealedValues } from './sealed-values.ts';
import type { Secrets } from './secrets.ts';
import type { SettingsVersions } from './settings-versions.ts';
import type { Timers } from './timers.ts';
import type { StoreTransaction } from './transaction.ts';
import type { Upgrade } from './upgrade.ts';
import type { WorkflowVersions } from './workflow-versions.ts';

/**
 * The store, in parts by use, in one PostgreSQL dialect. Who needs a part asks for that part: `Pick<Store, 'inbox' | 'transaction'>`.
 *
 * The way of one message: `inbox.add` commits the raw request (unique by key) and marks its lane; `inbox.claim` hands one worker a lane's
 * waiting deliveries in order; one `transaction` per delivery locks the conversation, appends the turn (events, messages, effects) and
 * finishes the delivery; `outbox.claim` hands out a lane's effects in order; another `transaction` settles each effect together with the
 * turn its outcome causes. How lanes work is told in `lanes.ts`. `processAtOnce` does the first four of these in one commit, where nothing
 * else waits, and `processTogether` is one transaction for all that a claim handed out.
 */
export interface Store {
  readonly inbox: Inbox;
  readonly conversations: Conversations;
  readonly handoffs: Handoffs;
  readonly outbox: Outbox;
  readonly timers: Timers;
  readonly secrets: Secrets;
  readonly sealed: SealedValues;
  readonly workflows: WorkflowVersions;
  readonly settings: SettingsVersions;
  readonly operations: Operations;
  readonly upgrade: Upgrade;
  /**
   * Stores a delivery together with all that its turn comes to, in one commit. Null when that cannot be (its key is known, something waits in
   * its lane, the conversation was changed meanwhile, or `work` asked for what only `transaction` offers, or left the delivery waiting):
   * then nothing was written, and it is to be added to the inbox. `work` may be called in vain, so it must do nothing else.
   * @throws AppError `store-unavailable`, and whatever `work` throws
   */
  readonly processAtOnce: ProcessAtOnce;
  /**
   * Works on deliveries that were claimed together, in their order, and writes all they come to in one commit, which does not wait for the disk.
   * Returns how many are processed now: from the first on, up to one that `work` left, failed at, or asked more for than `transaction` offers
   * here; 0 too when anything was changed meanwhile. The others are as they were. `work` may be called in vain, so it must do nothing else.
   * @throws AppError `store-unavailable`
   */
  readonly processTogether: ProcessTogether;
  /** Inside, use only what the transaction offers: on the embedded engine anything else waits for its end, and so forever. */
  transaction<Value>(
    work: (transaction: StoreTransaction) => Promise<Value>,
    options?: Pick<TransactionOptions, 'isDurable'>,
  ): Promise<Value>;
  /** Calls back when another process (or this one) made work available; returns the way to stop listening. */
  onWork(listener: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** The store of an installation: with what Baton's own desk keeps. */
export type InstalledStore = Store & { readonly console: ConsoleStore };
