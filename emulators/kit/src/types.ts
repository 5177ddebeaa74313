import type { FastifyInstance } from 'fastify';
import type { FaultPoint, RetryAfterForm } from './faults/fault.ts';
import type { Faults } from './faults/faults.ts';
import type { Plan } from './plan.ts';
import type { Settings, SettingsDefinition } from './settings.ts';
import type { Snapshot } from './snapshot.ts';

export type Row = { id: string } & { [key: string]: unknown };

/** A list of rows in memory, each write of which is on disk before it returns. */
export interface Collection<T extends Row> {
  insert(row: T): T;
  update(id: string, patch: Partial<T>): T;
  remove(id: string): void;
  get(id: string): T | undefined;
  /** Oldest first. */
  list(): T[];
  find(test: (row: T) => boolean): T | undefined;
}

export type CollectionOptions<T extends Row> = { isInternal?: boolean; toWire?: (row: T) => unknown };

/** Real time plus an offset that tests move. */
export interface EmulatorClock {
  now(): Date;
  /** Moves on and runs everything that became due, oldest first. */
  advance(ms: number): Promise<void>;
  at(due: Date, work: () => void | Promise<void>): { cancel(): void };
  /** How far it was moved. */
  offsetMs(): number;
  /** Puts it to real time plus `ms`, backwards as well. */
  set(ms: number): void;
  /** Runs the work with a clock that is ahead by `ms` for all that the work does, and for nothing else. */
  skewed<Result>(ms: number, work: () => Result): Result;
}

export type Fidelity = 'documented' | 'seed' | 'guess';
export type VendorName = 'accounts' | 'desk' | 'crm' | 'salesiq' | 'mail';

export interface EmulatorRequest {
  method: string;
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string | undefined>;
  rawBody: Buffer;
  /** @throws BadJson */
  json(): unknown;
  form(): URLSearchParams;
}

export interface EmulatorReply {
  status: number;
  headers?: Record<string, string>;
  /** JSON, or text when it is a string, or bytes when it is a Buffer; nothing when undefined. */
  body?: unknown;
}

export interface OperationDefinition {
  vendor: VendorName;
  /** Name in the fidelity ledger, for example `desk.tickets.create`. */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  fidelity: Fidelity;
  source: string;
  handle(request: EmulatorRequest): EmulatorReply | Promise<EmulatorReply>;
  /** The vendor's own body for a status that a fault orders; a plain message when absent. */
  fail?: (status: number) => EmulatorReply;
  /** The vendor's own refusal of too many calls, when it is not simply `fail(429)`. `form` null: what the vendor does by itself. */
  limit?: (form: RetryAfterForm | null) => EmulatorReply;
  /** Counts the call from its arrival to its answer, and may refuse it; faults that wait hold the place. */
  enter?: (request: EmulatorRequest) => Entry;
}

/** A call that was counted. */
export type Entry = {
  refused: EmulatorReply | null;
  /** Go on every answer, whole or refused. */
  headers: Record<string, string>;
  leave(): void;
};

/** A route as the server really has it. */
export type RegisteredRoute = { method: string; path: string };

export type JournalEntry = {
  vendor: string;
  operation: string | null;
  method: string;
  path: string;
  query: Record<string, string>;
  status: number | null;
  fault: string | null;
  body: string;
};

export interface Journal {
  record(entry: JournalEntry): void;
  list(): unknown[];
}

export interface EmulatorHost {
  readonly app: FastifyInstance;
  readonly clock: EmulatorClock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly operations: readonly OperationDefinition[];
  /** What the server answers, asked from the server itself; the ledger is compared with it. */
  readonly routes: readonly RegisteredRoute[];
  collection<T extends Row>(vendor: string, name: string, options?: CollectionOptions<T>): Collection<T>;
  /** A new id of 18 digits, never given twice. */
  nextId(): string;
  /** A running number that survives restarts. */
  counter(name: string, start: number): number;
  operation(definition: OperationDefinition): void;
  control(method: 'GET' | 'POST' | 'DELETE', path: string, handle: (request: EmulatorRequest) => unknown): void;
  /** Tells where faults can strike besides the operations. */
  faultPoint(point: FaultPoint): void;
  faultPoints(): FaultPoint[];
  /** Runs when a fault ends the access token or the grant of a request. */
  onTokenFault(spoil: (kind: 'token-expired' | 'token-revoked', request: EmulatorRequest) => void): void;
  page(path: string, html: () => string): void;
  /**
   * Fills a vendor's collections at the very first start. A reset puts the very same rows back, ids and secrets included.
   */
  plant(vendor: VendorName, fill: () => void): Plan;
  /** The switches of a vendor, with `GET` and `POST /__emulator/{vendor}/settings`. */
  settings<Values extends object>(
    vendor: VendorName,
    definition: SettingsDefinition<Values>,
    onChange?: (changes: Record<string, unknown>) => void,
  ): Settings<Values>;
  onReset(work: () => void | Promise<void>): void;
  /** Runs after all rows were replaced by those of a snapshot; in one go, so that nobody sees a half. */
  onRestore(work: () => void): void;
  onClose(work: () => void | Promise<void>): void;
  /** Adds a value to what `GET /__emulator/connection` tells a gateway. */
  contributeConnection(key: string, value: () => unknown): void;
  connection(): Record<string, unknown>;
  /** Forgets everything and plants the data of the start. */
  reset(): Promise<void>;
  /** To be called when all vendors are there. @throws SettingProblem when a given setting belongs to none of them */
  checkSettings(): void;
  snapshot(): Snapshot;
  /** Puts a snapshot in place of all state: all of it or, when it is not one, nothing. @throws ControlError 400 */
  restore(snapshot: unknown): Promise<void>;
  /** Binds 127.0.0.1 only. Returns the address. */
  listen(port: number): Promise<string>;
  close(): Promise<void>;
}
