import type { AttachmentRow, ConversationRow, EndedBy, MessageRow, OperatorRow } from '../rows.ts';
import type { SalesIqStore, VisitorDetails } from '../store.ts';
import type { Announce } from '../webhooks/announce.ts';

export interface OpeningDetails {
  appId: string;
  departmentId: string;
  question: string;
  waitMs: number;
  customerInfo: Record<string, unknown>;
}

/** A text, or a file with a comment. */
export type Said = string | { text: string; attachment: AttachmentRow };

/** What the page chose for a chat in the widget. */
export type WidgetOpening = Partial<Pick<ConversationRow, 'departmentId' | 'customerInfo'>>;

export type StepResult =
  | { ok: true; conversation: ConversationRow; message: MessageRow | null }
  | { ok: false; problem: string };

const UNENDED = { attendedAt: null, missedAt: null, endedAt: null, endedBy: null } as const;
const IDLE: Pick<ConversationRow, 'suggestions' | 'context' | 'transfer' | 'deadlineAt'> = {
  suggestions: [],
  context: null,
  transfer: null,
  deadlineAt: null,
};
const STAGE_WORDS: Record<ConversationRow['stage'], string> = {
  bot: 'held by the bot',
  waiting: 'waiting for an operator',
  connected: 'connected to an operator',
  closed: 'closed',
  missed: 'missed',
};

/**
 * The way of a conversation (salesiq.md §9.4.4): bot → waiting → connected → closed, or waiting → missed when nobody
 * joins in time. A widget chat that is over starts a new thread with the bot when the visitor writes again. Every step
 * is announced to the event webhooks.
 */
export class LifeCycle {
  readonly #store: SalesIqStore;
  readonly #announce: Announce;
  readonly #timers = new Map<string, { cancel(): void }>();

  constructor(store: SalesIqStore, announce: Announce) {
    this.#store = store;
    this.#announce = announce;
  }

  /** Opens a waiting conversation as the Visitor API does; the question is the visitor's first message. */
  openForVisitor(details: VisitorDetails, opening: OpeningDetails): ConversationRow {
    const visitor = this.#store.meetVisitor(details);
    const row = this.#store.newConversation(visitor, { ...opening, isFreshThread: false });
    this.#store.addMessage(row, { side: 'visitor', text: opening.question });
    return this.ring(row.id, null);
  }

  openInWidget(details: VisitorDetails, opening: WidgetOpening): ConversationRow {
    return this.#store.newConversation(this.#store.meetVisitor(details), opening);
  }

  /** A new thread with the bot in a chat that was over. */
  reopen(id: string): ConversationRow {
    const before = this.#row(id);
    const threadNumber = (before?.threadNumber ?? 0) + 1;
    const pastThreads = before === undefined ? [] : [...(before.pastThreads ?? []), threadOf(before)];
    const fresh = {
      threadNumber,
      pastThreads,
      isFreshThread: true,
      operatorId: null,
      threadOpenedAt: this.#store.now(),
    };
    return this.#step(id, { stage: 'bot', ...fresh, ...UNENDED });
  }

  /** Lets the conversation ring at the operators until its wait time is over. */
  ring(id: string, departmentId: string | null): ConversationRow {
    const row = this.#step(id, {
      stage: 'waiting',
      ...IDLE,
      operatorId: null,
      deadlineAt: this.#store.now() + (this.#row(id)?.waitMs ?? 0),
      ...(departmentId === null ? {} : { departmentId }),
    });
    this.#arm(row);
    this.#announce(row, { event: 'conversation.created' });
    return row;
  }

  join(id: string, operator: OperatorRow): StepResult {
    if (this.#row(id)?.stage !== 'waiting') return this.#refuse(id, 'an operator joins a waiting one');
    const row = this.#step(id, {
      stage: 'connected',
      operatorId: operator.id,
      attendedAt: this.#store.now(),
      deadlineAt: null,
    });
    this.#announce(row, { event: 'conversation.attender.updated' });
    return { ok: true, conversation: row, message: null };
  }

  /** An operator writes; a waiting conversation is joined first. */
  operatorSays(id: string, operator: OperatorRow, said: Said): StepResult {
    const stage = this.#row(id)?.stage;
    if (stage === 'waiting') this.join(id, operator);
    else if (stage !== 'connected') return this.#refuse(id, 'an operator writes to a waiting or connected one');
    const row = this.#store.change(id, { operatorId: operator.id });
    const message = this.#store.addMessage(row, { side: 'operator', ...contentOf(said) });
    this.#announce(row, { event: 'conversation.operator.replied', message });
    return { ok: true, conversation: row, message };
  }

  /** The visitor writes to the operators. */
  visitorSays(id: string, said: Said): StepResult {
    const row = this.#row(id);
    if (!(row && isWithOperators(row))) return this.#refuse(id, 'the visitor writes to a waiting or connected one');
    const message = this.#store.addMessage(row, { side: 'visitor', ...contentOf(said) });
    this.#announce(row, { event: 'conversation.visitor.replied', message });
    return { ok: true, conversation: row, message };
  }

  close(id: string, endedBy: EndedBy): StepResult {
    const row = this.#row(id);
    if (!(row && (row.stage === 'bot' || isWithOperators(row)))) {
      return this.#refuse(id, 'only an open one can be closed');
    }
    const closed = this.#step(id, { stage: 'closed', endedAt: this.#store.now(), endedBy, ...IDLE });
    this.#announce(closed, { event: 'conversation.completed' });
    return { ok: true, conversation: closed, message: null };
  }

  miss(id: string): StepResult {
    const stage = this.#row(id)?.stage;
    if (stage !== 'waiting' && stage !== 'bot') return this.#refuse(id, 'only a waiting one can be missed');
    const row = this.#step(id, { stage: 'missed', missedAt: this.#store.now(), ...IDLE });
    this.#announce(row, { event: 'conversation.missed' });
    return { ok: true, conversation: row, message: null };
  }

  /** The visitor rates; it may happen twice. */
  rate(id: string, given: { rating: number | null; feedback: string | null }): ConversationRow {
    const { rating, feedback } = given;
    const row = this.#store.change(id, {
      ...(rating === null ? {} : { rating }),
      ...(feedback === null ? {} : { feedback }),
    });
    this.#announce(row, { event: 'conversation.rated', rating, feedback });
    return row;
  }

  /**
   * Arms the wait timers of all waiting conversations; call it once at the start. A moved clock does not outlive the
   * process, so nobody waits longer than the wait time from now.
   */
  resume(): void {
    for (const row of this.#store.tables.conversations.list()) {
      const latest = this.#store.now() + row.waitMs;
      const isTooLate = row.deadlineAt !== null && row.deadlineAt > latest;
      this.#arm(isTooLate ? this.#store.change(row.id, { deadlineAt: latest }) : row);
    }
  }

  /** Stops all timers. */
  clear(): void {
    for (const id of [...this.#timers.keys()]) this.#disarm(id);
  }

  #row(id: string): ConversationRow | undefined {
    return this.#store.tables.conversations.get(id);
  }

  #step(id: string, patch: Partial<ConversationRow>): ConversationRow {
    const row = this.#store.change(id, patch);
    if (row.stage !== 'waiting') this.#disarm(id);
    return row;
  }

  #arm(row: ConversationRow): void {
    this.#disarm(row.id);
    if (row.stage !== 'waiting' || row.deadlineAt === null) return;
    const timer = this.#store.host.clock.at(new Date(row.deadlineAt), () => {
      if (this.#row(row.id)?.stage === 'waiting') this.miss(row.id);
    });
    this.#timers.set(row.id, timer);
  }

  #disarm(id: string): void {
    this.#timers.get(id)?.cancel();
    this.#timers.delete(id);
  }

  #refuse(id: string, wish: string): StepResult {
    const row = this.#row(id);
    if (!row) return { ok: false, problem: `There is no conversation ${id}.` };
    return { ok: false, problem: `Conversation ${id} is ${STAGE_WORDS[row.stage]}; ${wish}.` };
  }
}

const contentOf = (said: Said): Exclude<Said, string> | { text: string } =>
  typeof said === 'string' ? { text: said } : said;

const threadOf = ({ threadNumber, question, openedAt, threadOpenedAt, endedAt, missedAt }: ConversationRow) => ({
  number: threadNumber,
  question,
  openedAt: threadOpenedAt ?? openedAt,
  endedAt: endedAt ?? missedAt,
});

function isWithOperators(row: ConversationRow): boolean {
  return row.stage === 'waiting' || row.stage === 'connected';
}
