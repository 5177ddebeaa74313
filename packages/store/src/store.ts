import type { ConversationId, Json, JsonObject } from '@baton/core';

/**
 * The store: inbox, conversations, messages, outbox and secrets in one PostgreSQL dialect.
 *
 * The way of one message: `addDelivery` commits the raw request (unique by key) and marks its lane; `claimDeliveries` hands one
 * worker a lane's waiting deliveries in order; one `transaction` per delivery locks the conversation, appends the turn (events,
 * messages, effects) and finishes the delivery; `claimEffects` hands out a lane's effects in order; another `transaction` settles
 * each effect together with the turn its outcome causes. Every claim is a lease on the lane's row: a worker that dies loses it.
 */

/** One inbound request to be stored before it is answered. `body` is already encrypted. */
export type NewDelivery = {
  /** Unique delivery key; the second delivery with the same key is a duplicate. */
  key: string;
  /** Deliveries of one lane are processed strictly in arrival order. */
  lane: string;
  kind: string;
  body: Uint8Array;
  /** SHA-256 of the raw bytes, hex. */
  hash: string;
  /** The form without secrets, kept after the body is erased; what a replay uses. */
  redacted: JsonObject;
  /** True when the sender gave its own id, so that it can fetch a lost response by repeating the request. */
  isRepeatable: boolean;
};

export type DeliveryStatus = 'waiting' | 'processed' | 'rejected';

/** `response` is what was (or will be) answered; null until the turn settled. */
export type AddedDelivery = { id: string; isNew: boolean; status: DeliveryStatus; response: Json };

export type Delivery = {
  id: string;
  key: string;
  lane: string;
  kind: string;
  body: Uint8Array | null;
  redacted: JsonObject;
  status: DeliveryStatus;
  attempts: number;
  receivedAt: Date;
  response: Json;
};

export type Claim<Item> = { lane: string; token: string; items: Item[] };

export type MessageAuthor = 'customer' | 'bot' | 'agent' | 'system';

export type NewMessage = {
  /** Position in the conversation, from 1, without gaps. */
  seq: number;
  author: MessageAuthor;
  authorName: string | null;
  /** Redacted text. */
  text: string;
  /** Suggested answers (buttons) that belong to this message. */
  suggestions: string[];
  /** The baton's generation the message was decided under. */
  generation: number;
  /** True when the message still has to reach the customer through us. */
  isForCustomer: boolean;
};

export type Message = NewMessage & {
  at: Date;
  /** Null while not assigned to a response. */
  deliveryId: string | null;
  /** `assigned`: is part of a stored response that was not confirmed as flushed. */
  state: 'none' | 'waiting' | 'assigned' | 'delivered' | 'dropped';
};

export type NewEffect = {
  /** Idempotency key, unique over all effects; adding the same key again is an error of the caller. */
  key: string;
  /** Lane = conversation × destination, for example `<id>:ticket`. Strictly first-in first-out. */
  lane: string;
  kind: string;
  data: JsonObject;
  /** Fence: performed only while the conversation's generation is this. Null: always performed. */
  generation: number | null;
  /** True when the synchronous answer of the turn waits for it. */
  isAwaited: boolean;
  /** Earliest start, relative to the database's clock, in milliseconds. */
  delayMs: number;
};

export type EffectStatus = 'waiting' | 'done' | 'dropped' | 'failed' | 'dead';

export type Effect = {
  id: string;
  conversationId: ConversationId;
  key: string;
  lane: string;
  kind: string;
  data: JsonObject;
  generation: number | null;
  isAwaited: boolean;
  status: EffectStatus;
  /** Number of claims that started it, this one included: 1 on the first. Committed before the effect is handed out. */
  attempts: number;
  /** Tries so far that ended in a failure; counted by `retryEffect`. */
  failures: number;
  /** Notes the performer committed before it acted, for example when a create was sent. */
  progress: JsonObject;
  createdAt: Date;
  lastError: string | null;
  /** The database's time when it was handed out. */
  claimedAt: Date;
};

export type StoredConversation = {
  id: ConversationId;
  channel: string;
  chatId: string;
  version: number;
  generation: number;
  lastMessageSeq: number;
  state: JsonObject;
};

export type NewEvent = { type: string; data: JsonObject };
export type StoredEvent = NewEvent & { seq: number; at: Date };

export type Turn = {
  conversationId: ConversationId;
  /** The version that was read; a different one in the database aborts with `version-conflict`. */
  expectedVersion: number;
  generation: number;
  state: JsonObject;
  isClosed: boolean;
  events: NewEvent[];
  messages: NewMessage[];
  effects: NewEffect[];
};

/** Everything that may happen inside one database transaction. */
export interface StoreTransaction {
  /** Locks the conversation's row until the end of the transaction. */
  findConversation(channel: string, chatId: string): Promise<StoredConversation | null>;
  findConversationById(id: ConversationId): Promise<StoredConversation | null>;
  findConversationByDesk(desk: string, reference: string): Promise<StoredConversation | null>;
  /** Inserts version 0. When another transaction created it first, throws AppError `version-conflict` (retryable). */
  createConversation(conversation: {
    id: ConversationId;
    channel: string;
    chatId: string;
    state: JsonObject;
  }): Promise<void>;
  /** Idempotent. */
  linkDesk(desk: string, reference: string, conversation: ConversationId): Promise<void>;
  appendTurn(turn: Turn): Promise<void>;

  /**
   * Messages for the customer that are `waiting`, or `assigned` for more than `reassignAfterMs` (database clock) to the response of a
   * delivery that is not repeatable and was never confirmed as flushed; oldest first.
   */
  listUndelivered(conversation: ConversationId, options: { reassignAfterMs: number }): Promise<Message[]>;
  assignMessages(conversation: ConversationId, seqs: number[], deliveryId: string): Promise<void>;
  dropMessages(conversation: ConversationId, seqs: number[], reason: string): Promise<void>;
  /** Marks messages as delivered that reached the customer by a push. */
  markPushed(conversation: ConversationId, seqs: number[]): Promise<void>;
  /** A push turned out not to have arrived: its messages wait again. */
  restoreMessages(conversation: ConversationId, seqs: number[]): Promise<void>;
  hasAwaitedEffects(conversation: ConversationId): Promise<boolean>;

  /**
   * Locks the delivery's row. Not waiting: another worker has dealt with it meanwhile, and nothing may be done for it. `response`: what
   * it was answered already, null when nothing.
   */
  lockDelivery(id: string): Promise<{ isWaiting: boolean; response: Json | null }>;
  /** Done: erases the raw body. */
  finishDelivery(id: string): Promise<void>;
  /** Stores what is answered; a second call keeps the first response and returns it. */
  storeResponse(id: string, response: Json): Promise<Json>;
  /** Not processed, but visible. With `isReplayable` it becomes a dead letter and keeps its encrypted body, else the body is erased. */
  rejectDelivery(id: string, outcome: { reason: string; isReplayable: boolean }): Promise<void>;

  /** Commits the performer's notes together with what they stand for. */
  recordProgress(effectId: string, progress: JsonObject): Promise<void>;
  /**
   * Locks the effect's row and tells its progress now. Null when another worker has settled it meanwhile: then its outcome must not be
   * reported again.
   */
  lockWaitingEffect(id: string): Promise<{ progress: JsonObject } | null>;
  settleEffect(id: string, status: Exclude<EffectStatus, 'waiting'>, reason: string | null): Promise<void>;
}

export type StoredWorkflow = { name: string; version: string; content: JsonObject };

/** Work that was given up: an effect, or a delivery that our own code could not process. */
export type DeadLetter = {
  /** `effect-<id>` or `delivery-<id>`. */
  id: string;
  /** Null for a delivery: it may have no conversation. */
  conversationId: ConversationId | null;
  kind: string;
  lane: string;
  attempts: number;
  status: 'failed' | 'dead' | 'rejected';
  lastError: string | null;
  createdAt: Date;
};

export interface Store {
  /** Commits before it resolves. Calls are grouped adaptively into one insert. Throws AppError `store-unavailable`. */
  addDelivery(delivery: NewDelivery): Promise<AddedDelivery>;
  getDelivery(id: string): Promise<Delivery | null>;
  /** Confirms that a response was flushed; messages whose `deliveryId` is this one count as delivered. */
  markFlushed(deliveryId: string): Promise<void>;
  /**
   * A delivery was asked for again: its messages that wait (see `releaseMessages`) are on their way once more. Returns the number of
   * this sending; that of the request that stored it is 1.
   */
  sendAgain(deliveryId: string): Promise<number>;
  /** That sending of a response is known not to have arrived, and it was the last one: its `assigned` messages wait again (keeping their `deliveryId`). */
  releaseMessages(deliveryId: string, sending: number): Promise<void>;

  transaction<Value>(work: (transaction: StoreTransaction) => Promise<Value>): Promise<Value>;

  /** Next free lane with waiting deliveries (or exactly `lane`), at most 20 of its rows in order; null when there is none. */
  claimDeliveries(options: { leaseMs: number; lane?: string }): Promise<Claim<Delivery> | null>;
  /** Puts a delivery off, in its lane order; the lane sleeps until then. */
  postponeDelivery(id: string, options: { delayMs: number; reason: string }): Promise<void>;
  claimEffects(options: { leaseMs: number; conversationId?: ConversationId }): Promise<Claim<Effect> | null>;
  /** Puts the lane's head off; the whole lane waits, so order holds. `isFailure` false: it was only too early. */
  retryEffect(id: string, options: { delayMs: number; error: string; isFailure: boolean }): Promise<void>;
  /** Commits notes of the performer before it acts. */
  recordProgress(effectId: string, progress: JsonObject): Promise<void>;
  /** False when the lease was lost: stop working on the lane. */
  renewClaim(token: string, leaseMs: number): Promise<boolean>;
  /** Ends a claim; re-checks the lane with a fresh snapshot so that no wake-up is lost. */
  releaseClaim(token: string): Promise<void>;
  /** Clears every lease. Only for the embedded store, where one process owns everything. */
  clearLeases(): Promise<void>;

  getConversation(id: ConversationId): Promise<StoredConversation | null>;
  /** `fromSeq` and `toSeq` inclusive. */
  listMessages(conversation: ConversationId, range: { fromSeq: number; toSeq: number }): Promise<Message[]>;
  listEvents(conversation: ConversationId): Promise<StoredEvent[]>;
  /** Keeps one version of a workflow; a second time changes nothing. */
  keepWorkflow(workflow: StoredWorkflow): Promise<void>;
  listWorkflows(): Promise<StoredWorkflow[]>;
  /**
   * Mails with a one-time code that an address was sent, or is to be sent, within the `withinMs` before this effect, over all
   * conversations. Those that were refused do not count: asking on must not keep an address from codes for ever.
   */
  countCodeMails(to: string, before: { withinMs: number; beforeEffectId: string }): Promise<number>;
  listDeadLetters(): Promise<DeadLetter[]>;
  /** Makes a dead letter wait again, at once. False when there is none with this id. */
  replayDeadLetter(id: string): Promise<boolean>;
  /** Encrypted values by name (vendor tokens); the caller encrypts. */
  getSecret(name: string): Promise<Uint8Array | null>;
  setSecret(name: string, value: Uint8Array): Promise<void>;
  /** Runs the work while holding a named lock across processes. */
  withLock<Value>(name: string, work: () => Promise<Value>): Promise<Value>;
  /** Milliseconds until the next sleeping lane is due, null when nothing waits. */
  nextDueInMs(): Promise<number | null>;
  /** Calls back when another process (or this one) made work available; returns the way to stop listening. */
  onWork(listener: () => void): Promise<() => Promise<void>>;
  /** Counts for health and metrics. */
  countBacklog(): Promise<{ deliveries: number; effects: number; deadLetters: number }>;
  close(): Promise<void>;
}
