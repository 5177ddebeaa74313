import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareJournals } from './compare-journals.ts';
import { type CrashStorage, embeddedStorage, serverStorage } from './crash-storage.ts';
import { type EmulatedVendors, startEmulators } from './emulators.ts';
import { type Exchange, FlatChat } from './flat-chat.ts';
import { EndedEarly, end, hasEnded, isAbandoned, type Running, startBaton, until } from './processes.ts';

/** `isWhole`: the chat went all the way it was meant to, and was not cut short by a handoff that nobody could take in time. */
export type ChatEnd = { isWhole: boolean };
export type Play = (world: CrashWorld) => Promise<ChatEnd>;

/**
 * `isArmed`: the gateway is killed once at every crash point it gets to. `customers`: how many chats can be played at most.
 * `databaseUrl`: an empty database on a server; null is the embedded engine.
 */
type CrashWorldOptions = { customers: number; isArmed: boolean; databaseUrl: string | null };

/** So many are under way when the gateway is killed. */
const chatsAtOnce = 3;
/** Each try ends in a kill, or in a chat that a handoff nobody could take cut short. */
const triesMax = 100;
const customersAtOnce = 100;
const customerEmail = (index: number): string => `customer-${index}@company.com`;

/**
 * A gateway that keeps being killed and is started again on the same data each time, the vendors beside it in a process of their own,
 * and a load generator with its own journal.
 */
export class CrashWorld {
  readonly vendors: EmulatedVendors;
  /** What the load generator was answered; the first of the three journals. */
  readonly journal: Exchange[] = [];
  kills = 0;
  /** Everything that began in this world; whoever judges it waits for their ends. */
  readonly plays: Promise<unknown>[] = [];
  private readonly chats: FlatChat[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'baton-crash-'));
  private readonly options: CrashWorldOptions;
  private readonly storage: CrashStorage;
  private node: Running | undefined;
  /** The vendors know where the gateway is. */
  private isPointed = false;
  private isEnding = false;
  private life: Promise<void> = Promise.resolve();
  private failure: unknown = null;
  private readonly waitForKill = new Set<() => void>();

  private constructor(vendors: EmulatedVendors, options: CrashWorldOptions) {
    this.vendors = vendors;
    this.options = options;
    const { databaseUrl } = options;
    this.storage = databaseUrl === null ? embeddedStorage(join(this.folder, 'data')) : serverStorage(databaseUrl);
  }

  static async create(options: CrashWorldOptions): Promise<CrashWorld> {
    const world = new CrashWorld(await startEmulators(), options);
    try {
      const emails = Array.from({ length: options.customers }, (_each, index) => customerEmail(index + 1));
      for (let from = 0; from < emails.length; from += customersAtOnce)
        await world.vendors.addCustomers(emails.slice(from, from + customersAtOnce));
      world.life = world.live();
      world.life.catch((error: unknown) => {
        world.failure = error;
      });
      await world.untilUp();
      return world;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  gatewayUrl(): string {
    return this.node?.ready[0] ?? '';
  }

  /** Starts the gateway again whenever it was killed. */
  private async live(): Promise<void> {
    while (!(this.isEnding || isAbandoned())) {
      const node = await this.start();
      if (node !== null) await this.liveWith(node);
      if (this.isEnding) return;
      await this.storage.endLeases();
      this.kills += 1;
      for (const tell of this.waitForKill) tell();
      this.waitForKill.clear();
    }
  }

  private async liveWith(node: Running): Promise<void> {
    if (this.isEnding) return end(node, 'SIGKILL');
    this.node = node;
    // What was left over may run into the next crash point at once; then there is nothing to point to.
    const pointed = this.vendors.pointTo(this.gatewayUrl()).catch((error: unknown) => {
      if (!hasEnded(node)) throw error;
    });
    await Promise.race([pointed, node.ended]);
    this.isPointed = true;
    await node.ended;
    this.isPointed = false;
    this.node = undefined;
  }

  /** Null when it was killed before it was ready. */
  private async start(): Promise<Running | null> {
    try {
      return await startBaton({
        command: ['serve'],
        environment: {
          ...this.vendors.settings,
          ...this.storage.environment,
          HANDOFF_TIMEOUT_SECONDS: '8',
          // Both ways, and the seam between them.
          BATON_TURNS_IN_ONE_COMMIT: String(this.kills % 2 === 0),
          BATON_CRASH_AT: this.options.isArmed ? `each:${join(this.folder, 'points')}` : undefined,
        },
        ready: /ready gateway=(\S+)/,
      });
    } catch (error) {
      if (error instanceof EndedEarly && error.signal === 'SIGKILL') return null;
      throw error;
    }
  }

  /** The crash points at which the gateway was killed so far. */
  points(): string[] {
    return readdirSync(join(this.folder, 'points')).map(decodeURIComponent).sort();
  }

  async untilUp(): Promise<void> {
    await until(
      'the start of the gateway',
      async () => {
        if (this.failure !== null) throw this.failure;
        return this.isPointed ? true : undefined;
      },
      { withinMs: 240_000 },
    );
  }

  kill(): Promise<void> {
    return end(this.node, 'SIGKILL');
  }

  async close(): Promise<void> {
    await this.stop('SIGKILL');
    await this.vendors.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async stop(signal: NodeJS.Signals): Promise<void> {
    this.isEnding = true;
    while (this.node !== undefined) await end(this.node, signal);
    // Why it ended was told to whoever waited for it.
    await this.life.catch(() => undefined);
  }

  /** Begins a play whose end is awaited at the end of the world. */
  begin(play: Play): Promise<ChatEnd> {
    const begun = play(this);
    begun.catch(() => undefined);
    this.plays.push(begun);
    return begun;
  }

  /** Plays again and again, some at a time, until the gateway was killed wherever the play gets to: one went all the way without a kill. */
  async killEverywhere(play: Play): Promise<void> {
    const underWay = new Set<Promise<ChatEnd>>();
    let last: { end: Promise<ChatEnd>; kills: number } | null = null;
    for (let tries = 0; tries < triesMax; tries += 1) {
      await this.untilUp();
      if (last === null || underWay.size < chatsAtOnce) {
        const end = this.begin(play).finally(() => underWay.delete(end));
        underWay.add(end);
        last = { end, kills: this.kills };
      }
      const killed = new Promise<null>((resolve) => this.waitForKill.add(() => resolve(null)));
      const ended = await Promise.race([last.end, killed]);
      if (ended?.isWhole === true && this.kills === last.kills) return;
    }
    throw new Error(`no chat went all the way without a kill\n${await this.describe()}`);
  }

  /**
   * The same with faults, and so one chat at a time: a fault that strikes the chat of another, whose handoff perhaps nobody waits for
   * any more, does not lead to where it should.
   */
  async killEverywhereUnder(faults: object[], play: Play): Promise<void> {
    for (let tries = 0; tries < triesMax; tries += 1) {
      await Promise.all(this.plays);
      await this.untilUp();
      await this.vendors.clearFaults();
      for (const fault of faults) await this.vendors.fault(fault);
      const { kills } = this;
      const { isWhole } = await this.begin(play);
      const left = (await this.vendors.control('/faults')) as { times: number }[];
      if (isWhole && this.kills === kills && left.every(({ times }) => times < 0)) {
        await this.vendors.clearFaults();
        return;
      }
    }
    throw new Error(`no chat went all the way without a kill\n${await this.describe()}`);
  }

  /** Ends everything and returns each difference between what customers were answered, the database holds and the vendors hold. */
  async judge(): Promise<string[]> {
    const failures = (await Promise.allSettled(this.plays)).flatMap((end) =>
      end.status === 'rejected' ? [String(end.reason)] : [],
    );
    if (failures.length > 0) return [...failures, await this.describe()];
    await this.untilQuiet();
    for (const chat of this.chats) {
      for (let quiet = 0; quiet < 2; ) quiet = (await chat.poll()).replies.length === 0 ? quiet + 1 : 0;
    }
    await this.untilQuiet();
    await this.stop('SIGTERM');
    return compareJournals(this.storage, this);
  }

  /** Nothing waits in the gateway any more. */
  async untilQuiet(): Promise<void> {
    await until(
      'quiet',
      async () => {
        const metrics = await fetch(`${this.gatewayUrl()}/metrics`).then(
          (answer) => answer.text(),
          () => '',
        );
        const counts = [...metrics.matchAll(/baton_backlog\{kind="(?:inbox|outbox)"\} (\d+)/g)].map((match) =>
          Number(match[1]),
        );
        return counts.length === 2 && counts.every((count) => count === 0) ? true : undefined;
      },
      { withinMs: 240_000, everyMs: 100 },
    );
  }

  /** A chat of a customer whom the CRM knows and who has no other chat. */
  newChat(): FlatChat {
    const number = this.chats.length + 1;
    if (number > this.options.customers) throw new Error(`there are only ${this.options.customers} customers`);
    const chat = new FlatChat({
      chatId: `load-${number}-${randomUUID()}`,
      email: customerEmail(number),
      gatewayUrl: () => this.gatewayUrl(),
      journal: this.journal,
    });
    this.chats.push(chat);
    return chat;
  }

  /** What a failed wait needs to be understood: open work, the last requests and the gateway's last words. */
  private async describe(): Promise<string> {
    const metrics = await fetch(`${this.gatewayUrl()}/metrics`, { signal: AbortSignal.timeout(3_000) })
      .then((answer) => answer.text())
      .catch(String);
    const last = this.journal.slice(-3).map(({ chatId, text, reply }) => `${chatId}: ${text} → ${reply.response}`);
    const chats = this.chats.slice(-6).map(({ chatId, underWay }) => {
      const last = this.journal.filter((exchange) => exchange.chatId === chatId).at(-1);
      const now = underWay === null ? 'nothing' : `"${underWay.text}" since ${underWay.since.toISOString()}`;
      return `${chatId}: last "${last?.text}" → "${last?.reply.response}"; now ${now} ${JSON.stringify([...(underWay?.failures ?? [])])}`;
    });
    const entries = (await this.vendors.control('/journal')) as Record<string, unknown>[];
    const calls = entries
      .slice(-60)
      .map(({ at, operation, status, fault }) => `${at} ${operation} ${status} ${fault ?? ''}`);
    return [metrics, ...last, ...chats, ...calls, (this.node?.errors() ?? '').slice(-2_000)].join('\n');
  }
}
