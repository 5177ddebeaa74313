import type { FastifyInstance } from 'fastify';
import type { EmulatorClock } from './clock.ts';
import type { FaultPoint } from './faults/fault.ts';
import type { Faults } from './faults/faults.ts';
import type { Journal } from './journal.ts';
import type { EmulatorRequest, OperationDefinition, RegisteredRoute } from './operation.ts';
import type { Plan } from './plan.ts';
import type { Collection, CollectionOptions, Row } from './rows.ts';
import type { Settings, SettingsDefinition } from './settings.ts';
import type { Snapshot } from './snapshot.ts';
import type { TokenCheck, TokenIssuer } from './tokens.ts';

/** What a product's emulator builds on: one server, one clock, one state and one set of faults for all of them. */
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
  /** Says who gives out the access tokens that {@link checkToken} looks at. */
  issueTokens(issuer: TokenIssuer): void;
  /** @throws Error when no product on this host gives out tokens */
  checkToken(request: EmulatorRequest): TokenCheck;
  page(path: string, html: () => string): void;
  /**
   * Fills a vendor's collections at the very first start. A reset puts the very same rows back, ids and secrets included.
   */
  plant(vendor: string, fill: () => void): Plan;
  /** The switches of a vendor, with `GET` and `POST /__emulator/{vendor}/settings`. */
  settings<Values extends object>(
    vendor: string,
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
