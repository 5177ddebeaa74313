import type { ChatAddress, Message } from '@baton/store';
import type { IngestResult } from '../src/http/webhooks.ts';
import type { SimulatedNode } from './node.ts';
import { scripts } from './scripts.ts';
import { type CustomerDelivery, toCustomerDelivery, toForwardFailure } from './simulated-adapter.ts';
import { listAllMessages } from './story.ts';
import type { World } from './world.ts';

type Request = { delivery: CustomerDelivery; id: string; by: SimulatedNode };

/**
 * Where a customer is. `flat` asks again and again for words that wait; `push` has them brought; both repeat each request with its id until
 * it is answered. The bot platform `salesiq` does not repeat (contract salesiq §5.2), and its own humans can have the chat.
 */
export type CustomerChannel = 'flat' | 'push' | 'salesiq';

/** How often somebody looks for the mail with the code before they give up. */
const looksForCode = 6;

/** Somebody at the other end. */
export class Customer {
  readonly chatId: string;
  readonly channel: CustomerChannel;
  readonly isZobot: boolean;
  readonly email: string;
  /** What the bot and the operators said to this customer, in order. */
  readonly heard: string[] = [];
  /** Words that came again because the gateway had not been able to note that they had arrived, as often as they came again. */
  readonly heardAgain: string[] = [];
  /** Requests of the bot platform whose answer was cut off; what is finished later for them reaches nobody. */
  readonly broken = new Set<string>();
  private readonly unconfirmed = new Set<string>();
  /** Everything said, and of it what was said to one of the vendor's humans, so that the bot was not asked. */
  readonly said: string[] = [];
  readonly saidToHumans: string[] = [];
  /** Words whose request was answered. */
  readonly answeredWords: string[] = [];
  readonly codesSaid = { right: 0, wrong: 0 };
  private readonly script: string[];
  private readonly world: World;
  private readonly answered = new Map<string, string>();
  private request: Request | null = null;
  private quietPolls = 0;
  private pushedSoFar = 0;
  private looks = 0;
  private isForwardFailing = false;
  private readonly deferredIds = new Set<string>();

  constructor(world: World, { chatId, channel }: { chatId: string; channel: CustomerChannel }) {
    this.world = world;
    this.chatId = chatId;
    this.channel = channel;
    this.isZobot = channel === 'salesiq';
    this.email = `${chatId}@example.com`;
    const stories = Array.from({ length: 1 + world.random.below(3) }, () => world.random.pick(scripts) ?? []);
    this.script = stories.flat();
  }

  /** True when this is the customer's conversation. */
  isIn({ channel, chatId }: Pick<ChatAddress, 'channel' | 'chatId'>): boolean {
    return channel === this.channel && chatId === this.chatId;
  }

  /** True while something is still to be said, or was said and not answered. */
  hasScript(): boolean {
    return this.script.length > 0 || this.isForwardFailing || (this.request !== null && !this.isPolling());
  }

  isPolling(): boolean {
    return this.request?.delivery.intent.type === 'customer-listens';
  }

  /** True when everything is said and polls brought nothing new since the last call of `listenOn`. */
  isContent(): boolean {
    const hasNothingToSay = this.script.length === 0 && !this.isForwardFailing && this.request === null;
    return hasNothingToSay && (this.channel !== 'flat' || this.quietPolls > 1);
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
    if (this.isForwardFailing) {
      this.reportFailure();
      return;
    }
    const isSpeaking = this.world.isCalm || this.channel === 'push' || this.world.random.chance(0.6);
    const text = isSpeaking ? this.nextWords() : '';
    const stage = this.world.operators.ownChat(this.chatId)?.stage;
    // Now and then the vendor asks the bot all the same.
    const isAskingBot = this.world.isCalm || this.world.random.chance(0.15);
    if (this.isZobot && (stage === 'waiting' || (stage === 'connected' && !isAskingBot))) {
      this.tellHumans(text);
      return;
    }
    if (this.channel !== 'flat' && text === '') return;
    if (text !== '') this.said.push(text);
    const id = this.world.nextId();
    const { channel, chatId, email } = this;
    const isAnsweredWithTurn = channel !== 'push' || this.world.vendors.push.capabilities.answersInResponse;
    const asked = { channel, chatId, email, text, id, isRepeatable: !this.isZobot, isAnsweredWithTurn };
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

  /** What came without being asked for: answers that the gateway finished later, and words that were brought. */
  async hearUnasked(): Promise<void> {
    for (const requestId of this.deferredIds) {
      const reply = this.world.vendors.zobot.finished.get(requestId);
      if (reply === undefined) continue;
      this.deferredIds.delete(requestId);
      const texts = Array.isArray(reply['replies']) ? reply['replies'].map(String) : [];
      this.listen(texts);
      // A response that was under way for so long that its words were taken for lost may still bring them.
      for (const text of texts) if (await this.wasGivenToResponse(text)) this.unconfirmed.add(text);
      if (reply['action'] === 'forward') this.ring();
    }
    if (this.channel !== 'push') return;
    const pushed = this.world.vendors.push.pushed.get(this.chatId) ?? [];
    for (const { text } of pushed.slice(this.pushedSoFar)) this.heard.push(text);
    this.pushedSoFar = pushed.length;
  }

  private nextWords(): string {
    const next = this.script[0];
    if (next === '<code>') {
      const code = this.world.findMailedCode(this.email);
      this.looks += 1;
      if (code === null && this.looks < looksForCode) return '';
      this.looks = 0;
      this.script.shift();
      if (code === null) return 'talk to a human';
      this.codesSaid.right += 1;
      return code;
    }
    this.script.shift();
    if (next === '<wrong>') this.codesSaid.wrong += 1;
    return (next ?? '').replace('<email>', this.email).replace('<wrong>', '000000');
  }

  private tellHumans(text: string): void {
    if (text === '') return;
    this.said.push(text);
    if (this.world.operators.ownChat(this.chatId)?.stage === 'connected') this.saidToHumans.push(text);
    this.world.operators.hearCustomer(this.chatId, text);
  }

  /** The bot platform tells that its own hand-over did not work. */
  private reportFailure(): void {
    this.isForwardFailing = false;
    const id = this.world.nextId();
    this.send({ delivery: toForwardFailure({ channel: this.channel, chatId: this.chatId, id }), id });
  }

  private ring(): void {
    const { random, operators, isCalm } = this.world;
    if (!isCalm && random.chance(0.2)) this.isForwardFailing = true;
    else operators.ring(this.chatId);
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
    if (delivery.intent.type === 'customer-said') this.answeredWords.push(delivery.intent.text);
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
      async () => {
        // What was noted too late may already be part of the next answer.
        for (const reply of replies)
          if (!(await this.isTakenByAnother(reply, deliveryId))) this.unconfirmed.delete(reply);
      },
      () => undefined,
    );
  }

  private async isTakenByAnother(text: string, deliveryId: string): Promise<boolean> {
    const isPlanned = (await this.world.inspection.listEffects()).some(
      ({ kind, progress }) => kind === 'finish-deferred' && JSON.stringify(progress).includes(JSON.stringify(text)),
    );
    return isPlanned || (await this.messagesThatSay(text)).some((row) => row.deliveryId !== deliveryId);
  }

  private async wasGivenToResponse(text: string): Promise<boolean> {
    return (await this.messagesThatSay(text)).some(({ deliveryId }) => deliveryId !== null);
  }

  private async messagesThatSay(text: string): Promise<Message[]> {
    const { inspection } = this.world;
    const own = (await inspection.listConversations()).find((conversation) => this.isIn(conversation));
    const messages = own === undefined ? [] : await listAllMessages(inspection, own.id);
    return messages.filter((message) => message.text === text);
  }

  private hear({ intent }: CustomerDelivery, answer: { id: string; replies: string[]; action: string }): void {
    this.answered.set(answer.id, answer.replies.join('\n'));
    this.listen(answer.replies);
    if (this.channel === 'flat')
      this.quietPolls = intent.type === 'customer-listens' && answer.replies.length === 0 ? this.quietPolls + 1 : 0;
    if (answer.action === 'forward') this.ring();
    if (answer.action === 'pending') this.deferredIds.add(answer.id);
  }

  private listen(words: string[]): void {
    for (const text of words) if (this.unconfirmed.has(text)) this.heardAgain.push(text);
    this.heard.push(...words);
  }
}
