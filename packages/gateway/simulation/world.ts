import { createHash } from 'node:crypto';
import { type BotContext, type Desk, type KnownPerson, parseState, portOk } from '@baton/core';
import type { Store } from '@baton/store';
import type { Inspection } from '../../store/testing/inspection.ts';
import { toStoredKey } from '../src/inbound/stored-key.ts';
import type { Performers } from '../src/performers/load-performers.ts';
import { countSeals, findReadableSecrets } from './check-words.ts';
import { Customer, type CustomerChannel } from './customer.ts';
import { drawChain } from './draw-chain.ts';
import { Faults } from './faults.ts';
import { type Gate, SimulatedNode } from './node.ts';
import { watchVoices } from './one-voice.ts';
import { type Chat, Operators, type VendorEvent } from './operators.ts';
import { type PlantedBug, plantBug } from './planted-bugs.ts';
import { createRandom, type Random } from './random.ts';
import { findAll } from './story.ts';
import type { StoryStore } from './story-stores.ts';
import { Tally } from './tally.ts';
import { createVendors, type Vendors } from './vendors.ts';

const chains = [['salesiq'], ['salesiq', 'second'], ['second', 'third'], ['third', 'salesiq', 'second']];
const channels: CustomerChannel[] = ['flat', 'flat', 'flat', 'salesiq', 'salesiq', 'push', 'push'];

type Clock = { nowMs: number };

export type WorldOptions = {
  seed: number;
  context: BotContext;
  performers: Performers;
  bug: PlantedBug;
  /** What time it is for everybody; moved by the world. */
  clock: Clock;
  /** Where the gateway keeps what it knows. */
  on: StoryStore;
};

/** How long a desk may be out of reach after all else has calmed down. */
const lastOutageMs = 150_000;

/**
 * Customers, operators, vendors, two gateway nodes and one database, moved step by step in an order that a seed decides. Nothing in it
 * waits for real time. A step opens one gate, or lets somebody act, or kills, stalls or revives a node, or moves the clock.
 */
export class World {
  readonly random: Random;
  readonly store: Store;
  readonly inspection: Inspection;
  readonly vendors: Vendors;
  readonly operators: Operators;
  readonly faults: Faults;
  readonly tally = new Tally();
  readonly customers: Customer[] = [];
  readonly violations: string[] = [];
  /** For what came later than most of the stories, so that these stay what they were. */
  private readonly chainRandom: Random;
  /** What agents said in public on tickets. */
  repliesOnTickets = 0;
  isCalm = false;
  /** When all trouble ended; Infinity until then. */
  calmSinceMs = Number.POSITIVE_INFINITY;
  kills = 0;
  /** Exact words that were found sealed at the moments of kills. */
  seals = 0;
  private readonly context: BotContext;
  private readonly performers: Performers;
  private readonly bug: PlantedBug;
  private readonly gates: Gate[] = [];
  private nodes: SimulatedNode[] = [];
  private readonly stalled = new Set<SimulatedNode>();
  private idCount = 0;
  private readonly clock: Clock;
  private readonly settle: StoryStore['settle'];

  constructor(options: WorldOptions) {
    this.random = createRandom(options.seed);
    this.chainRandom = createRandom(options.seed + 1_000_000_007);
    this.performers = options.performers;
    this.bug = options.bug;
    this.clock = options.clock;
    const now = (): number => this.nowMs;
    this.store = options.on.store;
    this.inspection = options.on.inspection;
    this.settle = options.on.settle;
    this.faults = new Faults(this.random);
    this.vendors = createVendors({
      faults: this.faults,
      random: this.random,
      now,
      people: this.random.chance(0.6) ? [newPerson('chat-0'), newPerson('chat-1')] : [],
      isPending: (requestId) => this.customers.some((customer) => customer.isWaitingFor(requestId)),
    });
    this.operators = this.employ();
    this.context = this.prepareContext(options.context);
    this.nodes = [this.createNode(), this.createNode()];
    const customerCount = this.random.chance(0.2) ? 2 : 1;
    for (let index = 0; index < customerCount; index += 1) {
      const channel = this.random.pick(channels) ?? 'flat';
      this.customers.push(new Customer(this, { chatId: `chat-${index}`, channel }));
    }
  }

  get nowMs(): number {
    return this.clock.nowMs;
  }

  private set nowMs(ms: number) {
    this.clock.nowMs = ms;
  }

  /** How long a desk may let a customer wait. */
  acceptMsOf(desk: string): number {
    const { chain, acceptTimeoutMs } = this.context.settings;
    return chain.steps[desk]?.acceptMs ?? acceptTimeoutMs;
  }

  nextId(): string {
    this.idCount += 1;
    return `id-${this.idCount}`;
  }

  /** A node that takes requests now. */
  pickNode(): SimulatedNode {
    const awake = this.nodes.filter((node) => !this.stalled.has(node));
    const node = this.random.pick(awake.length > 0 ? awake : this.nodes);
    if (node === undefined) throw new Error('there is always a node');
    return node;
  }

  /** The newest code that was mailed to an address; null while there is none. */
  findMailedCode(email: string): string | null {
    const texts = this.vendors.mailer.mails.filter(({ to }) => to === email).map(({ text }) => text);
    const codes = texts.flatMap((text) => text.match(/\b\d{6}\b/g) ?? []);
    return codes.at(-1) ?? null;
  }

  /** Moves one step on. */
  async step(): Promise<void> {
    const dice = this.random.below(100);
    const { kills } = this;
    if (this.gates.length > 0 && dice < 66) this.openGate();
    else if (dice < 76) this.random.pick(this.customers)?.act();
    else if (dice < 84) this.operators.deliver();
    else if (dice < 90) this.operators.act();
    else if (dice < 96) this.startWork();
    else if (dice < 98) await this.letTimePass();
    else if (!this.isCalm) this.upset();
    if (this.chainRandom.chance(0.03)) this.answerTicket();
    await this.settle();
    if (this.kills > kills) await this.lookForWords();
    await this.hearUnasked();
  }

  /** An agent of the ticket system answers there, or closes the ticket. */
  private answerTicket(): void {
    const ticket = this.chainRandom.pick(this.vendors.tickets.tickets);
    if (ticket === undefined) return;
    this.repliesOnTickets += 1;
    const id = `reply-${this.repliesOnTickets}`;
    const replies = [...ticket.news.replies, { id, agentName: 'Tess', text: `<${id}>` }];
    ticket.news = { status: this.chainRandom.chance(0.3) ? 'closed' : 'open', replies };
  }

  /** Ends all trouble and goes on until nothing is left to do. */
  async calmDown(): Promise<void> {
    this.isCalm = true;
    this.calmSinceMs = this.nowMs;
    this.faults.calmDown();
    this.letOneDeskStayDown();
    for (const customer of this.customers) {
      customer.fallSilent();
      customer.listenOn();
    }
    this.stalled.clear();
    for (let round = 0; round < 2_000; round += 1) {
      if (this.nowMs > this.calmSinceMs + lastOutageMs) this.faults.cutOff(null);
      await this.drain();
      const isIdle = await this.isIdle();
      if (isIdle && this.customers.every((customer) => customer.isContent())) return;
      if (!isIdle) for (const customer of this.customers) customer.listenOn();
      for (const node of this.nodes.slice(0, 1)) if (node.busy === 0) this.work(node);
      for (const customer of this.customers)
        if (customer.hasScript() || (isIdle && !customer.isContent())) customer.act();
      this.operators.deliver();
      this.operators.closeAll();
      await this.drain();
      const dueMs = (await this.nextDueInMs()) ?? 100;
      if (dueMs > 0) await this.advance(dueMs);
      else this.nowMs += 1;
    }
    this.violations.push('the world never came to rest');
  }

  /** All is well then but for one desk, whose outage must not hold up what the others are asked. */
  private letOneDeskStayDown(): void {
    const desk = this.random.pick(this.context.settings.handoffChain);
    this.faults.cutOff(desk !== undefined && this.random.chance(0.5) ? desk : null);
  }

  private employ(): Operators {
    return new Operators({
      random: this.random,
      desks: this.vendors.desks,
      now: () => this.nowMs,
      nextId: () => this.nextId(),
      pickNode: () => this.pickNode(),
      isCalm: () => this.isCalm,
      listOwnChats: () =>
        this.customers
          .filter(({ isZobot, answeredWords }) => isZobot && answeredWords.length > 0)
          .map(({ chatId }) => chatId),
    });
  }

  private prepareContext(given: BotContext): BotContext {
    const { desks, flat, zobot, push } = this.vendors;
    const { settings } = given;
    return {
      ...given,
      checkCode: (challengeId, code) => deriveCode(challengeId) === code,
      settings: {
        ...settings,
        handoffChain: this.random.pick(chains) ?? settings.handoffChain,
        ...drawChain(this.chainRandom, ['salesiq', 'second', 'third']),
        pointsOfContact: [{ match: 'Company Inc', email: 'contact@company.example' }],
      },
      desks: Object.fromEntries(
        desks.map(({ name, messageCharactersMax }) => [
          name,
          { messageCharactersMax, hasFiles: false, hasReceipts: true },
        ]),
      ),
      channels: { flat: flat.capabilities, salesiq: zobot.capabilities, push: push.capabilities },
    };
  }

  /** The vendor knows how the chats of its own bot platform stand, too. */
  private withOwnChats(desk: Vendors['desks'][number]): Desk {
    return {
      ...desk,
      readStanding: (reference) => {
        const stage = desk.name === 'salesiq' ? this.operators.ownChat(reference)?.stage : undefined;
        if (stage === undefined) return desk.readStanding(reference);
        return Promise.resolve(portOk(stage === 'closed' || stage === 'missed' ? 'over' : stage));
      },
    };
  }

  private async nextDueInMs(): Promise<number | null> {
    const { inbox, outbox, timers } = this.store;
    const asked = await Promise.all([inbox, outbox, timers].map((part) => part.nextDueInMs()));
    const due = asked.filter((ms) => ms !== null);
    return due.length === 0 ? null : Math.min(...due);
  }

  private async drain(): Promise<void> {
    await this.settle();
    while (this.gates.length > 0) {
      this.openGate();
      await this.settle();
    }
    await this.hearUnasked();
  }

  /** Nothing is left to do but to listen; polls do not count as work. */
  private async isIdle(): Promise<boolean> {
    const { deliveries, effects, timers } = await this.store.operations.countBacklog();
    const hasChats = this.operators.chats().some(({ stage }) => stage === 'connected');
    const polls = this.customers.filter((customer) => customer.isPolling()).length;
    const hasScripts = this.customers.some((customer) => customer.hasScript());
    const hasWork = deliveries > polls || effects > 0 || timers > 0;
    return !(hasWork || this.operators.hasNews() || hasChats || hasScripts);
  }

  private createNode(): SimulatedNode {
    const { desks, directory, mailer, flat, zobot } = this.vendors;
    const planted = plantBug(this.bug, {
      store: watchVoices(this.store, {
        inspection: this.inspection,
        report: (violation) => this.violations.push(violation),
        isHumanThere: (conversation) => this.isHumanThere(conversation),
      }),
      inspection: this.inspection,
      tickets: this.vendors.tickets,
      push: this.vendors.push,
      schedule: (work) => this.schedule(node, work),
    });
    const node: SimulatedNode = new SimulatedNode({
      store: planted.store,
      performers: this.performers,
      ports: {
        tickets: planted.tickets,
        directory,
        mailer,
        desks: Object.fromEntries(desks.map((desk) => [desk.name, this.withOwnChats(desk)])),
        channels: { flat, salesiq: zobot, push: planted.push },
      },
      context: this.context,
      now: () => this.nowMs,
      random: () => this.random.next(),
      nextId: () => this.nextId(),
      deriveCode,
      tally: this.tally,
      gates: this.gates,
      hasGates: () => !this.isCalm,
      rest: () => {
        this.nowMs += 50;
        return this.settle();
      },
    });
    return node;
  }

  /** In the customer's own chat, or in the chat that the present leg was opened as. */
  private async isHumanThere(conversation: string): Promise<boolean> {
    const row = (await this.inspection.listConversations()).find(({ id }) => id === conversation);
    if (row === undefined) return false;
    const leg = parseState(row.state).handoff?.leg;
    const isOurs = ({ desk, id }: Chat): boolean =>
      id === row.chatId || (leg?.phase !== 'over' && desk === leg?.desk && id === leg.reference);
    const chats = this.operators.chats().filter((chat) => chat.stage === 'connected' && isOurs(chat));
    if (chats.length === 0) return false;
    const processed = (await this.inspection.listDeliveries()).filter(({ status }) => status === 'processed');
    const keys = new Set(processed.map(({ key }) => key));
    const isWorkedOff = ({ delivery }: VendorEvent): boolean => keys.has(toStoredKey(delivery.key ?? []));
    return chats.some((chat) => this.operators.isKnownToBeIn(chat, isWorkedOff));
  }

  /** Work that a node means to do at some later time. */
  private schedule(node: SimulatedNode, work: () => Promise<unknown>): void {
    const open = (): void => {
      if (this.isCalm || this.random.chance(0.2)) void work();
      else this.schedule(node, work);
    };
    this.gates.push({ node, work: 'planted', open });
  }

  private openGate(): void {
    const open = this.gates.filter((gate) => !this.stalled.has(gate.node));
    const gate = this.random.pick(open);
    if (gate === undefined) {
      this.stalled.clear();
      return;
    }
    this.gates.splice(this.gates.indexOf(gate), 1);
    this.nowMs += this.random.below(20);
    gate.open();
  }

  private startWork(): void {
    const node = this.pickNode();
    if (node.busy < 3) this.work(node);
  }

  private work(node: SimulatedNode): void {
    const tasks = [node.workInbox(), node.workOutbox(), node.workTimers()];
    node.busy += tasks.length;
    for (const task of tasks) {
      task.then(
        () => {
          node.busy -= 1;
        },
        (error: unknown) => this.violations.push(`a worker threw ${String(error)}`),
      );
    }
  }

  /** Mostly moments; now and then minutes, in which nobody says anything. */
  private letTimePass(): Promise<void> {
    return this.advance(this.random.below(this.random.chance(0.1) ? 900_000 : 3_000));
  }

  private async advance(ms: number): Promise<void> {
    // A living process renews its leases in time; a stalled one does not, and may lose them.
    for (let left = ms; left > 0; left -= 3_000) {
      this.nowMs += Math.min(left, 3_000);
      if (left > 60_000) {
        this.nowMs += left - 3_000;
        left = 3_000;
      }
      for (const node of this.nodes) if (!node.isDead && !this.stalled.has(node)) await node.renewLeases();
    }
  }

  private upset(): void {
    if (this.random.chance(0.2)) {
      this.faults.cutOff(
        this.random.pick([null, null, 'salesiq', 'second', 'third', 'tickets', 'mailer', 'push']) ?? null,
      );
      return;
    }
    const node = this.pickNode();
    const struck = this.gates.filter((gate) => gate.node === node);
    if (this.random.chance(0.5)) {
      this.stalled.add(node);
      for (const { work } of struck) this.tally.add(work, 'partition');
      if (this.random.chance(0.5)) this.nowMs += 15_000;
      return;
    }
    this.kills += 1;
    node.isDead = true;
    for (const gate of struck) {
      this.tally.add(gate.work, 'kill');
      this.gates.splice(this.gates.indexOf(gate), 1);
    }
    this.stalled.delete(node);
    this.nodes = this.nodes.map((other) => (other === node ? this.createNode() : other));
    for (const customer of this.customers) customer.onKilled(node);
    this.operators.onKilled(node);
  }

  /** What a thief of the database would find now. */
  private async lookForWords(): Promise<void> {
    const found = await findAll(this.inspection);
    this.violations.push(...findReadableSecrets(found));
    this.seals += countSeals(found);
  }

  private async hearUnasked(): Promise<void> {
    for (const customer of this.customers) await customer.hearUnasked();
  }
}

/** Six digits. */
const deriveCode = (challengeId: string): string => {
  const hash = createHash('sha256').update(challengeId).digest();
  return String(100_000 + (hash.readUInt32BE(0) % 900_000));
};

const newPerson = (name: string): KnownPerson => ({
  recordId: name,
  name: 'Ann',
  email: `${name}@example.com`,
  phone: null,
  company: 'Company Inc',
});
