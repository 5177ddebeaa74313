import { defaultOrganisation, joinKey } from '@baton/core';
import type { Message } from '@baton/store';
import type { IngestResult } from '../src/http/webhooks.ts';
import type { SimulatedNode } from './node.ts';
import { type CustomerDelivery, toCustomerDelivery } from './simulated-adapter.ts';
import type { World } from './world.ts';

const scripts: string[][] = [
  ['set up my monitor', 'single', 'no', 'no', 'thanks'],
  ['talk to a human', 'it is on fire', 'hello?', 'still there'],
  ['set up my monitor', 'what?', 'several', 'no', 'talk to a human', 'it smokes'],
  ['please reboot my server', 'yes', 'srv-7', 'no', 'now', 'yes', 'please hurry'],
  ['my cat is blue', 'very blue', 'please help her'],
  ['hello', 'set up my monitor', 'cancel', 'talk to a human', 'cancel', 'set up my monitor', 'single', 'yes'],
  ['talk to a human', 'it is broken', 'set up my monitor', 'single', 'no', 'no', 'get me an agent'],
];

type Request = { delivery: CustomerDelivery; id: string; by: SimulatedNode };

/**
 * Somebody at the other end. On the flat channel every request is repeated with its id until it is answered; the bot platform's are
 * not, because SalesIQ does not repeat them (contract salesiq §5.2).
 */
export class Customer {
  readonly chatId: string;
  readonly isZobot: boolean;
  /** What the bot and the operators said to this customer, in order. */
  readonly heard: string[] = [];
  /** Words that came again because the gateway had not been able to note that they had arrived, as often as they came again. */
  readonly heardAgain: string[] = [];
  /** Requests of the bot platform whose answer was cut off; what is finished later for them reaches nobody. */
  readonly broken = new Set<string>();
  private readonly unconfirmed = new Set<string>();
  readonly said: string[] = [];
  private readonly script: string[];
  private readonly world: World;
  private readonly answered = new Map<string, string>();
  private request: Request | null = null;
  private quietPolls = 0;
  private readonly deferredIds = new Set<string>();

  constructor(world: World, { chatId, isZobot }: { chatId: string; isZobot: boolean }) {
    this.world = world;
    this.chatId = chatId;
    this.isZobot = isZobot;
    this.script = [...(world.random.pick(scripts) ?? [])];
  }

  /** True while something is still to be said, or was said and not answered. */
  hasScript(): boolean {
    return this.script.length > 0 || (this.request !== null && !this.isPolling());
  }

  isPolling(): boolean {
    return this.request?.delivery.intent.type === 'customer-listens';
  }

  /** True when everything is said and polls brought nothing new since the last call of `listenOn`. */
  isContent(): boolean {
    return this.script.length === 0 && this.request === null && (this.isZobot || this.quietPolls > 1);
  }

  /** Says nothing more of the script; what was said is still repeated until it is answered. */
  fallSilent(): void {
    this.script.length = 0;
  }

  listenOn(): void {
    this.quietPolls = 0;
  }

  act(): void {
    if (this.request !== null) return;
    const stage = this.world.zobotChat(this.chatId)?.stage;
    if (this.isZobot && (stage === 'waiting' || stage === 'connected') && !this.world.isCalm) return;
    const text = this.world.isCalm || this.world.random.chance(0.6) ? (this.script.shift() ?? '') : '';
    if (this.isZobot && text === '') return;
    if (text !== '') this.said.push(text);
    const id = this.world.nextId();
    const channel = this.isZobot ? 'salesiq' : 'flat';
    const asked = { channel, chatId: this.chatId, text, id, isRepeatable: !this.isZobot };
    this.send({ delivery: toCustomerDelivery(asked), id });
  }

  /** The connection to a killed process breaks. */
  onKilled(node: SimulatedNode): void {
    if (this.request?.by !== node) return;
    const { delivery, id } = this.request;
    this.request = null;
    this.repeat({ delivery, id });
  }

  /** True when the bot platform was told to wait for the answer to this request. */
  isWaitingFor(requestId: string): boolean {
    return this.deferredIds.has(requestId);
  }

  /** Answers the gateway finished later. */
  hearDeferred(): void {
    for (const requestId of this.deferredIds) {
      const reply = this.world.zobot.finished.get(requestId);
      if (reply === undefined) continue;
      this.deferredIds.delete(requestId);
      const texts = Array.isArray(reply['replies']) ? reply['replies'].map(String) : [];
      this.listen(texts);
      // A response that was under way for so long that its words were taken for lost may still bring them.
      for (const text of texts) if (this.wasGivenToResponse(text)) this.unconfirmed.add(text);
      if (reply['action'] === 'forward') this.world.forward(this.chatId);
    }
  }

  private repeat(request: Omit<Request, 'by'>): void {
    if (this.isZobot) this.broken.add(request.id);
    else this.send(request);
  }

  private send({ delivery, id }: Omit<Request, 'by'>): void {
    const by = this.world.pickNode();
    const request = { delivery, id, by };
    this.request = request;
    by.accept(delivery).then(
      (result) => {
        if (this.request === request) this.receive(request, result);
      },
      () => {
        if (this.request !== request) return;
        this.request = null;
        this.send(request);
      },
    );
  }

  private receive({ delivery, id, by }: Request, { deliveryId, sending, body }: IngestResult): void {
    const { random } = this.world;
    this.request = null;
    if (!this.world.isCalm && random.chance(0.08)) {
      // The connection broke while the answer was on its way.
      void by.aborted(deliveryId, sending);
      this.repeat({ delivery, id });
      return;
    }
    const replies = Array.isArray(body['replies']) ? body['replies'].map(String) : [];
    const first = this.answered.get(id);
    if (first !== undefined && first !== replies.join('\n'))
      this.world.violations.push('a repeated request got another answer');
    if (first === undefined) this.hear(delivery, { id, replies, action: String(body['action']) });
    for (const reply of replies) this.unconfirmed.add(reply);
    by.flushed(deliveryId).then(
      () => {
        // What was noted too late may already be part of the next answer.
        for (const reply of replies) if (!this.isTakenByAnother(reply, deliveryId)) this.unconfirmed.delete(reply);
      },
      () => undefined,
    );
  }

  private isTakenByAnother(text: string, deliveryId: string): boolean {
    const isPlanned = [...this.world.store.tables.effects.values()].some(
      ({ kind, progress }) => kind === 'finish-deferred' && JSON.stringify(progress).includes(JSON.stringify(text)),
    );
    return isPlanned || this.messagesThatSay(text).some((row) => row.deliveryId !== deliveryId);
  }

  private wasGivenToResponse(text: string): boolean {
    return this.messagesThatSay(text).some(({ deliveryId }) => deliveryId !== null);
  }

  private messagesThatSay(text: string): Message[] {
    const { tables } = this.world.store;
    const id = tables.chats.get(joinKey(defaultOrganisation, this.isZobot ? 'salesiq' : 'flat', this.chatId)) ?? '';
    return (tables.messages.get(id) ?? []).filter((message) => message.text === text);
  }

  private hear({ intent }: CustomerDelivery, answer: { id: string; replies: string[]; action: string }): void {
    this.answered.set(answer.id, answer.replies.join('\n'));
    this.listen(answer.replies);
    if (!this.isZobot)
      this.quietPolls = intent.type === 'customer-listens' && answer.replies.length === 0 ? this.quietPolls + 1 : 0;
    if (answer.action === 'forward') this.world.forward(this.chatId);
    if (answer.action === 'pending') this.deferredIds.add(answer.id);
  }

  private listen(words: string[]): void {
    for (const text of words) if (this.unconfirmed.has(text)) this.heardAgain.push(text);
    this.heard.push(...words);
  }
}
