import { type BotContext, type Desk, type DeskEvent, portOk } from '@baton/core';
import {
  createFakeChannel,
  createFakeDesk,
  createFakeDirectory,
  createFakeMailer,
  createFakeTicketSystem,
  createMemoryStore,
  type Disturbance,
} from '@baton/testkit';
import type { Performers } from '../src/performers/load-performers.ts';
import { Customer } from './customer.ts';
import { type Gate, SimulatedNode } from './node.ts';
import { watchVoices } from './one-voice.ts';
import { type PlantedBug, plantBug } from './planted-bugs.ts';
import { createRandom, type Random } from './random.ts';
import { type DeskDelivery, toDeskDelivery } from './simulated-adapter.ts';

type Chat = { id: string; desk: string; stage: 'waiting' | 'connected' | 'closed' | 'missed' };
export type VendorEvent = {
  chatId: string;
  delivery: DeskDelivery;
  isAcknowledged: boolean;
};

const chains = [['salesiq'], ['salesiq', 'second'], ['second', 'third'], ['third', 'salesiq', 'second']];

/**
 * Customers, operators, vendors, two gateway nodes and one database, moved step by step in an order that a seed decides. Nothing in it
 * waits for real time. A step opens one gate, or lets somebody act, or kills, stalls or revives a node, or moves the clock.
 */
export class World {
  readonly random: Random;
  readonly store: ReturnType<typeof createMemoryStore>;
  /** Three desks of different abilities: one takes only short texts and lets nobody end a chat, one is as SalesIQ. */
  readonly desks;
  readonly tickets;
  readonly mailer;
  readonly flat;
  readonly zobot;
  readonly customers: Customer[] = [];
  readonly events: VendorEvent[] = [];
  /** Words operators said, by the chat at the desk. */
  readonly operatorWords = new Map<string, string[]>();
  readonly violations: string[] = [];
  isCalm = false;
  /** Vendor events come in any order, not each chat's in its own. */
  readonly isUnordered: boolean;
  nowMs = 1_700_000_000_000;
  kills = 0;
  /** Calls of vendors that failed, before or after the work was done. */
  failedCalls = 0;
  private readonly context: BotContext;
  private readonly performers: Performers;
  private readonly bug: PlantedBug;
  private readonly gates: Gate[] = [];
  private nodes: SimulatedNode[] = [];
  private readonly stalled = new Set<SimulatedNode>();
  private idCount = 0;
  private readonly zobotChats = new Map<string, Chat>();
  private readonly delivering = new Map<VendorEvent, SimulatedNode>();

  constructor(options: { seed: number; context: BotContext; performers: Performers; bug: PlantedBug }) {
    this.random = createRandom(options.seed);
    this.performers = options.performers;
    this.bug = options.bug;
    const now = (): number => this.nowMs;
    this.store = createMemoryStore({ now });
    const disturb = (operation: string): Disturbance => this.disturb(operation);
    this.desks = [
      createFakeDesk({ disturb }),
      createFakeDesk({ name: 'second', disturb, messageCharactersMax: 60, canClose: false }),
      createFakeDesk({ name: 'third', disturb }),
    ];
    this.isUnordered = this.random.chance(0.3);
    this.tickets = createFakeTicketSystem({ now, disturb, indexLagMs: 3_000 });
    this.mailer = createFakeMailer({ disturb });
    this.flat = createFakeChannel({ name: 'flat' });
    this.zobot = createFakeChannel({
      name: 'salesiq',
      capabilities: { isPolled: false, deferredAnswerMs: 170_000, forwardDesk: 'salesiq' },
      disturb,
      isPending: (requestId) => this.customers.some((customer) => customer.isWaitingFor(requestId)),
    });
    const { settings } = options.context;
    this.context = {
      ...options.context,
      settings: { ...settings, handoffChain: this.random.pick(chains) ?? settings.handoffChain },
      desks: Object.fromEntries(this.desks.map(({ name, messageCharactersMax }) => [name, { messageCharactersMax }])),
      channels: { flat: this.flat.capabilities, salesiq: this.zobot.capabilities },
    };
    this.nodes = [this.createNode(), this.createNode()];
    const customerCount = this.random.chance(0.2) ? 2 : 1;
    for (let index = 0; index < customerCount; index += 1) {
      this.customers.push(new Customer(this, { chatId: `chat-${index}`, isZobot: this.random.chance(0.3) }));
    }
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

  /** Moves one step on. */
  async step(): Promise<void> {
    const dice = this.random.below(100);
    if (this.gates.length > 0 && dice < 66) this.openGate();
    else if (dice < 76) this.random.pick(this.customers)?.act();
    else if (dice < 84) this.deliverEvent();
    else if (dice < 90) this.operate();
    else if (dice < 96) this.startWork();
    else if (dice < 98) await this.advance(this.random.below(3_000));
    else if (!this.isCalm) this.upset();
    await settle();
    this.hearDeferred();
  }

  /** Ends all trouble and goes on until nothing is left to do. */
  async calmDown(): Promise<void> {
    this.isCalm = true;
    for (const customer of this.customers) customer.fallSilent();
    this.stalled.clear();
    for (let round = 0; round < 2_000; round += 1) {
      await this.drain();
      const isIdle = await this.isIdle();
      if (isIdle && this.customers.every((customer) => customer.isContent())) return;
      if (!isIdle) for (const customer of this.customers) customer.listenOn();
      for (const node of this.nodes.slice(0, 1)) if (node.busy === 0) this.work(node);
      for (const customer of this.customers)
        if (customer.hasScript() || (isIdle && !customer.isContent())) customer.act();
      this.deliverEvent();
      this.closeChats();
      await this.drain();
      const dueMs = (await this.nextDueInMs()) ?? 100;
      if (dueMs > 0) await this.advance(dueMs);
      else this.nowMs += 1;
    }
    this.violations.push('the world never came to rest');
  }

  /** The vendor knows how the chats of its own bot platform stand, too. */
  private withZobotChats(desk: (typeof this.desks)[number]): Desk {
    return {
      ...desk,
      readStanding: (reference) => {
        const stage = desk.name === 'salesiq' ? this.zobotChats.get(reference)?.stage : undefined;
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
    await settle();
    while (this.gates.length > 0) {
      this.openGate();
      await settle();
    }
    this.hearDeferred();
  }

  zobotChat(chatId: string): Chat | undefined {
    return this.zobotChats.get(chatId);
  }

  /** The vendor's own part of a forward: the chat rings at the operators, unless it rings already or one of them is in it. */
  forward(chatId: string): void {
    const stage = this.zobotChats.get(chatId)?.stage;
    if (stage !== 'waiting' && stage !== 'connected')
      this.zobotChats.set(chatId, { id: chatId, desk: 'salesiq', stage: 'waiting' });
  }

  /** Nothing is left to do but to listen; polls do not count as work. */
  private async isIdle(): Promise<boolean> {
    const { deliveries, effects, timers } = await this.store.operations.countBacklog();
    const hasEvents = this.events.some((event) => !event.isAcknowledged);
    const hasChats = this.chats().some(({ stage }) => stage === 'connected');
    const polls = this.customers.filter((customer) => customer.isPolling()).length;
    const hasScripts = this.customers.some((customer) => customer.hasScript());
    return deliveries <= polls && effects === 0 && timers === 0 && !hasEvents && !hasChats && !hasScripts;
  }

  private createNode(): SimulatedNode {
    const planted = plantBug(this.bug, {
      store: watchVoices(this.store, (violation) => this.violations.push(violation)),
      tickets: this.tickets,
      schedule: (work) => this.schedule(node, work),
    });
    const node: SimulatedNode = new SimulatedNode({
      store: planted.store,
      performers: this.performers,
      ports: {
        tickets: planted.tickets,
        directory: createFakeDirectory(),
        mailer: this.mailer,
        desks: Object.fromEntries(this.desks.map((desk) => [desk.name, this.withZobotChats(desk)])),
        channels: { flat: this.flat, salesiq: this.zobot },
      },
      context: this.context,
      now: () => this.nowMs,
      random: () => this.random.next(),
      nextId: () => this.nextId(),
      gates: this.gates,
      hasGates: () => !this.isCalm,
      rest: () => {
        this.nowMs += 50;
        return settle();
      },
    });
    return node;
  }

  /** Work that a node means to do at some later time. */
  private schedule(node: SimulatedNode, work: () => Promise<unknown>): void {
    const open = (): void => {
      if (this.isCalm || this.random.chance(0.2)) void work();
      else this.schedule(node, work);
    };
    this.gates.push({ node, open });
  }

  private disturb(operation: string): Disturbance {
    if (this.isCalm || !this.random.chance(0.12)) return 'none';
    this.failedCalls += 1;
    const isLastResort = operation === 'mailer.send' || operation.startsWith('tickets.');
    return (
      this.random.pick<Disturbance>(isLastResort ? ['before', 'after'] : ['before', 'after', 'after', 'refused']) ??
      'none'
    );
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
    const node = this.pickNode();
    if (this.random.chance(0.5)) {
      this.stalled.add(node);
      if (this.random.chance(0.5)) this.nowMs += 15_000;
      return;
    }
    this.kills += 1;
    node.isDead = true;
    for (let index = this.gates.length - 1; index >= 0; index -= 1)
      if (this.gates[index]?.node === node) this.gates.splice(index, 1);
    this.stalled.delete(node);
    this.nodes = this.nodes.map((other) => (other === node ? this.createNode() : other));
    for (const customer of this.customers) customer.onKilled(node);
    for (const [event, by] of this.delivering) if (by === node) this.delivering.delete(event);
  }

  private chats(): Chat[] {
    const relayed = this.desks.flatMap(({ name, chats }) =>
      chats.map((chat): Chat => {
        // The same object, so that a stage that is set here is set at the desk.
        return Object.assign(chat, { desk: name });
      }),
    );
    return [...relayed, ...this.zobotChats.values()];
  }

  /** An operator of the vendor takes the chat of the bot platform over without being asked. */
  private takeOver(): void {
    const customer = this.random.pick(this.customers.filter(({ isZobot }) => isZobot));
    if (customer === undefined || customer.said.length === 0) return;
    const { chatId: id } = customer;
    if (this.zobotChats.get(id)?.stage === 'waiting' || this.zobotChats.get(id)?.stage === 'connected') return;
    const chat: Chat = { id, desk: 'salesiq', stage: 'connected' };
    this.zobotChats.set(id, chat);
    this.announce(chat, { type: 'agent-joined', agentName: 'Sarah' });
  }

  private operate(): void {
    if (this.random.chance(0.05)) this.takeOver();
    const chat = this.random.pick(this.chats());
    if (chat === undefined) return;
    if (chat.stage === 'waiting') {
      const isMissed = this.random.chance(0.25);
      chat.stage = isMissed ? 'missed' : 'connected';
      this.announce(chat, isMissed ? { type: 'missed' } : { type: 'agent-joined', agentName: 'Sarah' });
    } else if (chat.stage === 'connected') {
      if (this.random.chance(0.3)) {
        this.close(chat);
        return;
      }
      const text = `operator says ${this.nextId()}`;
      this.operatorWords.set(chat.id, [...(this.operatorWords.get(chat.id) ?? []), text]);
      this.announce(chat, { type: 'agent-said', agentName: 'Sarah', text });
    }
  }

  private close(chat: Chat): void {
    chat.stage = 'closed';
    this.announce(chat, { type: 'completed', endedBy: 'agent' });
  }

  /** At the end every operator who is still in a chat ends it. */
  private closeChats(): void {
    for (const chat of this.chats()) if (chat.stage === 'connected') this.close(chat);
  }

  private announce(chat: Chat, event: DeskEvent): void {
    const at = new Date(this.nowMs).toISOString();
    const intent = { type: 'desk-event' as const, desk: chat.desk, reference: chat.id, at, event };
    this.events.push({ chatId: chat.id, isAcknowledged: false, delivery: toDeskDelivery(intent, this.nextId()) });
  }

  /** Delivers the oldest event of a chat that was not acknowledged; now and then one that was, again. */
  private deliverEvent(): void {
    const waiting = this.events.filter((event) => !event.isAcknowledged);
    const heads = waiting.filter(
      (event, index) => waiting.findIndex((other) => other.chatId === event.chatId) === index,
    );
    const repeated =
      this.isCalm || !this.random.chance(0.1)
        ? undefined
        : this.random.pick(this.events.filter((event) => event.isAcknowledged));
    const event = repeated ?? this.random.pick(this.isUnordered ? waiting : heads);
    if (event === undefined || this.delivering.has(event)) return;
    const node = this.pickNode();
    this.delivering.set(event, node);
    node.accept(event.delivery).then(
      () => {
        this.delivering.delete(event);
        if (!this.isCalm && this.random.chance(0.1)) return;
        event.isAcknowledged = true;
      },
      () => this.delivering.delete(event),
    );
  }

  private hearDeferred(): void {
    for (const customer of this.customers) customer.hearDeferred();
  }
}

/** Lets everything run that waits for nothing but promises. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
