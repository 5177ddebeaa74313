import type { ConversationId, Json, JsonObject } from '@baton/core';
import { type Turn, versionConflict } from '../append-turn.ts';
import type {
  ChatAddress,
  DeskAddress,
  Message,
  NewConversation,
  NewMessage,
  StoredConversation,
} from '../conversations.ts';
import type { StoreTransaction } from '../transaction.ts';

/** An undelivered message as it was read, with what decides who may take it. */
export type ReadMessage = Message & { isRepeatable: boolean | null; assignedForMs: number | null };

/** Looks for conversations that were not read yet, without locking them. */
export type ConversationSource = {
  byAddress(address: ChatAddress): Promise<StoredConversation | null>;
  byId(id: ConversationId): Promise<StoredConversation | null>;
  byDesk(address: DeskAddress): Promise<StoredConversation | null>;
};

/** What turns are decided on. */
export type Reading = {
  /** Null when it was not read yet, or is to be made. */
  conversation: StoredConversation | null;
  source: ConversationSource;
  /** What the customer has still to get, and when that was read; null when it was not. */
  undelivered: { messages: ReadMessage[]; at: Date } | null;
};

type Mark = { seq: number; state: Message['state']; deliveryId: string | null; reason: string | null };
/** `from` is what was read; a row that is not so any more makes the whole turn void. */
export type MarkOfEarlier = Mark & { from: { state: Message['state']; deliveryId: string | null } };
/** Exact words are rare, and are left to the usual way. */
type BufferedMessage = Omit<NewMessage, 'sealed'> & Omit<Mark, 'seq'>;

/** Everything that turns come to, ready to be written in one statement. */
export type BufferedTurn = {
  response: Json;
  conversation: {
    made: NewConversation | null;
    /** The conversation as it will be; null when nothing is known of this chat. */
    after: StoredConversation | null;
    expectedVersion: number;
    isClosed: boolean;
  };
  events: { version: number; position: number; type: string; data: JsonObject }[];
  messages: BufferedMessage[];
  marks: MarkOfEarlier[];
  effects: Turn['effects'];
  timers: Turn['timers'];
};

/** Thrown by what needs more than was read. The work is then done in a transaction of the usual kind. */
export class NeedsTransaction extends Error {
  override readonly name = 'NeedsTransaction';
}

/** @throws NeedsTransaction */
export const refuse = (): never => {
  throw new NeedsTransaction('this is not known before it is locked');
};

/**
 * A transaction that answers from what was read and keeps what is to be written, for one conversation. What it cannot answer, or what is rare,
 * it refuses.
 */
export class TurnBuffer {
  private readonly reading: Reading;
  private turn: BufferedTurn;
  private isFinished = false;

  constructor(reading: Reading) {
    this.reading = reading;
    const { conversation } = reading;
    this.turn = {
      response: null,
      conversation: {
        made: null,
        after: conversation,
        expectedVersion: conversation?.version ?? 0,
        isClosed: false,
      },
      events: [],
      messages: [],
      marks: [],
      effects: [],
      timers: [],
    };
  }

  /** What is to be written. @throws NeedsTransaction when the work has left the delivery unfinished */
  finish(): BufferedTurn {
    return this.isFinished ? this.turn : refuse();
  }

  /** What is to be written so far. */
  get content(): BufferedTurn {
    return this.turn;
  }

  /** Returns the way back to what is to be written now. */
  keep(): () => void {
    const { conversation, events, messages, marks, effects, timers, response } = this.turn;
    const kept: BufferedTurn = {
      response,
      conversation: { ...conversation },
      events: [...events],
      messages: [...messages],
      marks: [...marks],
      effects: [...effects],
      timers: [...timers],
    };
    return () => {
      this.turn = kept;
    };
  }

  readonly transaction: StoreTransaction = {
    findConversation: (address) =>
      this.find(
        (known) => isSame(address, known),
        ({ byAddress }) => byAddress(address),
      ),
    findConversationById: (id) =>
      this.find(
        (known) => known.id === id,
        ({ byId }) => byId(id),
      ),
    findConversationByDesk: (address) =>
      this.find(
        () => false,
        ({ byDesk }) => byDesk(address),
      ),
    createConversation: async (made) => this.createConversation(made),
    appendTurn: async (turn) => this.appendTurn(turn),
    listUndelivered: async (_conversation, options) => this.listUndelivered(options),
    assignMessages: async (_conversation, seqs, deliveryId) =>
      this.mark(seqs, { state: 'assigned', deliveryId, reason: null }),
    dropMessages: async (_conversation, seqs, reason) =>
      this.mark(seqs, { state: 'dropped', deliveryId: null, reason }),
    lockDelivery: async () => ({
      isWaiting: !this.isFinished,
      isRejected: false,
      response: this.turn.response,
      sealedResponse: null,
    }),
    finishDelivery: async () => {
      this.isFinished = true;
    },
    storeResponse: async (_id, { response, sealedResponse }) => {
      if (sealedResponse !== null) refuse();
      this.turn.response ??= response;
      return { response: this.turn.response, sealedResponse: null };
    },
    hasAwaitedEffects: async (deliveryId) => this.turn.effects.some(({ awaitedBy }) => awaitedBy === deliveryId),
    linkDesk: async () => refuse(),
    findMessages: async () => refuse(),
    markPushed: async () => refuse(),
    forgetWords: async () => refuse(),
    restoreMessages: async () => refuse(),
    rejectDelivery: async () => refuse(),
    recordProgress: async () => refuse(),
    lockWaitingEffect: async () => refuse(),
    settleEffect: async () => refuse(),
    takeAllowances: async () => refuse(),
    noteProof: async () => refuse(),
    readDeskLoad: async () => refuse(),
    noteHandoffs: async () => refuse(),
  };

  private get after(): StoredConversation | null {
    return this.turn.conversation.after;
  }

  private async find(
    isKnown: (known: StoredConversation) => boolean,
    look: (source: ConversationSource) => Promise<StoredConversation | null>,
  ): Promise<StoredConversation | null> {
    if (this.after !== null && isKnown(this.after)) return this.after;
    const found = await look(this.reading.source);
    if (found === null) return null;
    if (this.after === null) {
      this.turn.conversation.after = found;
      this.turn.conversation.expectedVersion = found.version;
    }
    return this.after?.id === found.id ? this.after : refuse();
  }

  private createConversation(made: NewConversation): void {
    if (this.after !== null) throw versionConflict();
    this.turn.conversation.made = made;
    this.turn.conversation.after = { ...made, version: 0, generation: 1, lastMessageSeq: 0 };
  }

  private appendTurn({ events, messages, effects, timers, ...turn }: Turn): void {
    const { after } = this;
    if (after === null || after.id !== turn.conversationId || after.version !== turn.expectedVersion)
      throw versionConflict();
    if (messages.some(({ sealed }) => sealed !== null)) refuse();
    const { generation, state } = turn;
    const version = after.version + 1;
    const lastMessageSeq = messages.at(-1)?.seq ?? after.lastMessageSeq;
    this.turn.conversation.after = { ...after, version, generation, state, lastMessageSeq };
    this.turn.conversation.isClosed = turn.isClosed;
    this.turn.events.push(...events.map((event, index) => ({ version, position: index + 1, ...event })));
    this.turn.messages.push(
      ...messages.map(({ sealed: _sealed, ...message }) => ({
        ...message,
        state: message.isForCustomer ? ('waiting' as const) : ('none' as const),
        deliveryId: null,
        reason: null,
      })),
    );
    this.turn.effects.push(...effects);
    this.turn.timers.push(...timers);
  }

  private listUndelivered({ reassignAfterMs, leavesRepeatable }: ListOptions): Message[] {
    const { undelivered } = this.reading;
    if (undelivered === null || undelivered.messages.some(({ sealed }) => sealed !== null)) return refuse();
    const marked = new Set(this.turn.marks.map(({ seq }) => seq));
    const earlier = undelivered.messages.filter(
      ({ seq, state, isRepeatable, assignedForMs }) =>
        !marked.has(seq) &&
        (state === 'waiting' || (isRepeatable === false && (assignedForMs ?? 0) >= reassignAfterMs)) &&
        !(leavesRepeatable && isRepeatable === true),
    );
    const own = this.turn.messages
      .filter(({ state }) => state === 'waiting')
      .map(({ reason: _reason, ...message }) => ({ ...message, sealed: null, at: undelivered.at }));
    return [...earlier.map(({ isRepeatable: _, assignedForMs: __, ...message }) => message), ...own];
  }

  private mark(seqs: number[], mark: Omit<Mark, 'seq'>): void {
    const { undelivered } = this.reading;
    if (undelivered === null) refuse();
    for (const seq of seqs) {
      const own = this.turn.messages.find((message) => message.seq === seq);
      const earlier = undelivered?.messages.find((message) => message.seq === seq);
      if (own !== undefined) Object.assign(own, mark);
      else if (earlier === undefined) refuse();
      else this.turn.marks.push({ seq, ...mark, from: { state: earlier.state, deliveryId: earlier.deliveryId } });
    }
  }
}

type ListOptions = { reassignAfterMs: number; leavesRepeatable: boolean };

const isSame = (one: ChatAddress, other: ChatAddress): boolean =>
  one.organisation === other.organisation && one.channel === other.channel && one.chatId === other.chatId;
