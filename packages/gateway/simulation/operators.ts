import type { DeskAgent, DeskEvent } from '@baton/core';
import type { FakeDeskChat } from '@baton/testkit';
import { secretMark } from './check-words.ts';
import type { SimulatedNode } from './node.ts';
import type { Random } from './random.ts';
import { type DeskDelivery, toDeskDelivery } from './simulated-adapter.ts';

/** A chat at a desk, be it opened there by us or the customer's own chat of the bot platform. */
export type Chat = { id: string; desk: string; stage: FakeDeskChat['stage'] };

/** Something that happened in a chat at a desk, and the request that tells of it. */
export type VendorEvent = {
  desk: string;
  chatId: string;
  event: DeskEvent;
  at: number;
  delivery: DeskDelivery;
  isAcknowledged: boolean;
};

type Surroundings = {
  random: Random;
  desks: readonly { name: string; chats: FakeDeskChat[] }[];
  now(): number;
  nextId(): string;
  pickNode(): SimulatedNode;
  isCalm(): boolean;
  /** Chats of the bot platform in which the bot has answered the customer. */
  listOwnChats(): string[];
};

const sarah: DeskAgent = { id: 'op-1', name: 'Sarah' };
const bob: DeskAgent = { id: 'op-2', name: 'Bob' };

/** After it nobody of the desk is in the chat. */
const leavesNobody = (event: DeskEvent): boolean =>
  event.type === 'completed' || event.type === 'missed' || (event.type === 'agent-assigned' && event.agent === null);

/** The people at the desks, and the requests by which their vendors tell of what they do: again and again until they are taken. */
export class Operators {
  /** In the order in which it happened. */
  readonly events: VendorEvent[] = [];
  /** Requests come in any order, not each chat's in its own. */
  readonly isUnordered: boolean;
  private readonly ownChats = new Map<string, Chat>();
  private readonly delivering = new Map<VendorEvent, SimulatedNode>();
  private readonly echoed = new Map<string, number>();
  private readonly told = new Set<string>();
  /** Who is in a chat; Sarah when nobody is named. */
  private readonly agents = new Map<string, DeskAgent>();
  private readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
    this.isUnordered = around.random.chance(0.3);
  }

  /** How the chat of the bot platform stands; undefined while its humans never had it. */
  ownChat(chatId: string): Chat | undefined {
    return this.ownChats.get(chatId);
  }

  /** All chats, as they are at their vendors: a stage that is set here is set there. */
  chats(): Chat[] {
    const opened = this.around.desks.flatMap(({ name, chats }) =>
      chats.map((chat): Chat => Object.assign(chat, { desk: name })),
    );
    return [...opened, ...this.ownChats.values()];
  }

  /** What happened in one chat, in order. */
  eventsOf(desk: string, chatId: string): VendorEvent[] {
    return this.events.filter((event) => event.desk === desk && event.chatId === chatId);
  }

  /** Words operators said in one chat. */
  wordsIn(chatId: string): string[] {
    return this.events.flatMap(({ chatId: id, event }) =>
      id === chatId && event.type === 'agent-said' ? event.text : [],
    );
  }

  /** Somebody is in this chat, and of that at least one request was worked off. */
  isKnownToBeIn({ desk, id, stage }: Chat, isWorkedOff: (event: VendorEvent) => boolean): boolean {
    if (stage !== 'connected') return false;
    const events = this.eventsOf(desk, id);
    const start = events.findLastIndex(({ event }) => leavesNobody(event)) + 1;
    const came = events
      .slice(start)
      .filter(({ event }) => event.type === 'agent-joined' || event.type === 'agent-said');
    return came.some(isWorkedOff);
  }

  hasNews(): boolean {
    return this.events.some((event) => !event.isAcknowledged);
  }

  /** The vendor's own part of a forward: the chat rings at the operators, unless it rings already or one of them is in it. */
  ring(chatId: string): void {
    const stage = this.ownChats.get(chatId)?.stage;
    if (stage !== 'waiting' && stage !== 'connected')
      this.ownChats.set(chatId, { id: chatId, desk: 'salesiq', stage: 'waiting' });
  }

  /** The customer writes in a chat that the vendor's humans have, so that the vendor does not ask the bot. */
  hearCustomer(chatId: string, text: string): void {
    const chat = this.ownChats.get(chatId);
    if (chat !== undefined) this.announce(chat, { type: 'customer-said', text, attachments: [] });
  }

  /** One of them does something. */
  act(): void {
    const { random } = this.around;
    if (random.chance(0.05)) this.takeOver();
    const chat = random.pick(this.chats());
    if (chat === undefined) return;
    if (chat.stage === 'waiting') this.answer(chat);
    else if (chat.stage === 'connected') this.attend(chat);
    else this.tellEnd(chat);
    this.echo(chat);
  }

  /** At the end everybody who is still in a chat ends it. */
  closeAll(): void {
    for (const chat of this.chats()) if (chat.stage === 'connected') this.close(chat);
  }

  /** Delivers the oldest news of a chat that were not taken yet; now and then some that were, again. */
  deliver(): void {
    const { random, isCalm, pickNode } = this.around;
    const waiting = this.events.filter((event) => !event.isAcknowledged);
    const heads = waiting.filter(
      (event, index) => waiting.findIndex(({ chatId }) => event.chatId === chatId) === index,
    );
    const repeated =
      isCalm() || !random.chance(0.1) ? undefined : random.pick(this.events.filter((event) => event.isAcknowledged));
    const event = repeated ?? random.pick(this.isUnordered ? waiting : heads);
    if (event === undefined || this.delivering.has(event)) return;
    const node = pickNode();
    this.delivering.set(event, node);
    node.accept(event.delivery).then(
      () => {
        this.delivering.delete(event);
        if (!isCalm() && random.chance(0.1)) return;
        event.isAcknowledged = true;
      },
      () => this.delivering.delete(event),
    );
  }

  /** The connections to a killed process break. */
  onKilled(node: SimulatedNode): void {
    for (const [event, by] of this.delivering) if (by === node) this.delivering.delete(event);
  }

  private answer(chat: Chat): void {
    const isMissed = this.around.random.chance(0.25);
    chat.stage = isMissed ? 'missed' : 'connected';
    this.announce(chat, isMissed ? { type: 'missed' } : { type: 'agent-joined', agent: sarah });
  }

  private attend(chat: Chat): void {
    if (this.around.random.chance(0.3)) {
      this.close(chat);
      return;
    }
    if (this.around.random.chance(0.2)) {
      this.passOn(chat);
      return;
    }
    const id = this.around.nextId();
    const secret = /[02468]$/.test(id) ? `, your password is: ${secretMark}-${id}` : '';
    const text = `operator says ${id}${secret}`;
    this.announce(chat, { type: 'agent-said', agent: this.agentIn(chat), text, attachments: [], messageId: null });
  }

  /** Another one takes the chat, or only is asked to; or its operator goes, and it rings again. */
  private passOn(chat: Chat): void {
    const other = this.agentIn(chat) === sarah ? bob : sarah;
    this.announce(chat, { type: 'transfer-offered', to: other.name });
    if (this.around.random.chance(0.3)) this.announce(chat, { type: 'transfer-rejected', by: other.name });
    else if (this.around.random.chance(0.7)) {
      this.agents.set(chat.id, other);
      this.announce(chat, { type: 'agent-assigned', agent: other });
    } else {
      chat.stage = 'waiting';
      this.announce(chat, { type: 'agent-assigned', agent: null });
    }
  }

  private agentIn({ id }: Chat): DeskAgent {
    return this.agents.get(id) ?? sarah;
  }

  private close(chat: Chat): void {
    chat.stage = 'closed';
    this.announce(chat, { type: 'completed', endedBy: 'agent' });
  }

  /** A chat that we ended ourselves: its vendor tells of it as of any other. */
  private tellEnd(chat: Chat): void {
    const isTold = this.eventsOf(chat.desk, chat.id).some(({ event }) => event.type === 'completed');
    if (chat.stage !== 'closed' || isTold || this.told.has(chat.id)) return;
    this.told.add(chat.id);
    this.announce(chat, { type: 'completed', endedBy: 'customer' });
  }

  /** What we said as the customer comes back as the customer's words. */
  private echo(chat: Chat): void {
    const sent = this.around.desks.flatMap(({ chats }) => chats).find(({ id }) => id === chat.id)?.sent ?? [];
    const from = this.echoed.get(chat.id) ?? 0;
    for (const text of sent.slice(from)) this.announce(chat, { type: 'customer-said', text, attachments: [] });
    this.echoed.set(chat.id, sent.length);
  }

  /** An operator takes a chat of the bot platform over without being asked. */
  private takeOver(): void {
    const id = this.around.random.pick(this.around.listOwnChats());
    if (id === undefined) return;
    const stage = this.ownChats.get(id)?.stage;
    if (stage === 'waiting' || stage === 'connected') return;
    const chat: Chat = { id, desk: 'salesiq', stage: 'connected' };
    this.ownChats.set(id, chat);
    this.announce(chat, { type: 'agent-joined', agent: sarah });
  }

  private announce(chat: Chat, event: DeskEvent): void {
    const at = this.around.now();
    const intent = {
      type: 'desk-event' as const,
      desk: chat.desk,
      reference: chat.id,
      at: new Date(at).toISOString(),
      event,
    };
    const delivery = toDeskDelivery(intent, this.around.nextId());
    this.events.push({ desk: chat.desk, chatId: chat.id, event, at, delivery, isAcknowledged: false });
  }
}
