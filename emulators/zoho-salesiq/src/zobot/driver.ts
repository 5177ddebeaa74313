import type { LifeCycle, WidgetOpening } from '../lifecycle/life-cycle.ts';
import type { ConversationRow, PendingRow } from '../rows.ts';
import type { SalesIqStore, VisitorDetails } from '../store.ts';
import type { BotAction } from './answer.ts';
import { BotTurn } from './bot-turn.ts';
import type { BotCaller } from './caller.ts';
import { createPendingAnswers, isFinal, type PendingAnswers } from './pending-answers.ts';

export interface VisitorInput {
  /** Null starts a conversation. */
  conversationId: string | null;
  visitor: VisitorDetails;
  text: string;
  /** What a new conversation begins with. */
  opening?: WidgetOpening;
}
export type DriverResult =
  | {
      ok: true;
      conversation_id: string;
      replies: string[];
      suggestions: string[];
      status: ConversationRow['stage'];
      pending: boolean;
    }
  | { ok: false; status: 404 | 409; code: string; message: string };
export interface TriggerResult {
  replies: string[];
  suggestions: string[];
  pending: boolean;
}

/**
 * Plays the visitor's side of a Zobot chat (salesiq.md §5, §9.4.6). While the bot holds the conversation each visitor
 * message becomes one call; a bot that is late, down or wrong loses the chat to the department. Messages of one
 * conversation are worked off one after the other. After a hand-over the visitor talks to the operators and the bot
 * hears nothing; a chat that is over starts a new thread with the bot.
 */
export class ZobotDriver {
  readonly #store: SalesIqStore;
  readonly #cycle: LifeCycle;
  readonly #caller: BotCaller;
  readonly #pending: PendingAnswers;
  readonly #turn: BotTurn;
  readonly #lanes = new Map<string, Promise<unknown>>();

  constructor(parts: { store: SalesIqStore; cycle: LifeCycle; caller: BotCaller }) {
    this.#store = parts.store;
    this.#cycle = parts.cycle;
    this.#caller = parts.caller;
    this.#pending = createPendingAnswers(parts.store, (row) => this.#giveUp(row));
    this.#turn = new BotTurn({ ...parts, pending: this.#pending });
  }

  /** One message of the visitor; resolves with what the widget shows for it. */
  visitorSays({ conversationId, visitor, text, opening = {} }: VisitorInput): Promise<DriverResult> {
    if (conversationId !== null && !this.#store.tables.conversations.get(conversationId)) {
      const message = `There is no conversation ${conversationId}; leave it out to start one.`;
      return Promise.resolve({ ok: false, status: 404, code: 'not-found', message });
    }
    const id = conversationId ?? this.#cycle.openInWidget(visitor, opening).id;
    return this.#inOrder(id, () => this.#hear(id, text));
  }

  /** The visitor lands on the page; the greeting belongs to no conversation yet. */
  async land(details: VisitorDetails): Promise<TriggerResult> {
    const visitor = this.#store.meetVisitor(details);
    const result = await this.#caller.call({ handler: 'trigger' }, { visitor, conversation: null });
    if (!result.ok) return { replies: [], suggestions: [], pending: false };
    const { answer } = result;
    const isPending = answer.action === 'pending';
    if (isPending) this.#pending.put(result.requestId, null);
    return { replies: answer.replies.map(({ text }) => text), suggestions: answer.suggestions, pending: isPending };
  }

  /** The callbacks API: a note while the bot works. False when no such answer is pending. */
  progress(requestId: string, text: string): boolean {
    const row = this.#pending.find(requestId);
    if (!row || this.#isOver(row)) return false;
    if (row.conversationId !== null) this.#turn.show(row.conversationId, [{ text, suggestions: [], url: null }]);
    return true;
  }

  /** The callbacks API: the final answer. False when no such answer is pending. */
  async finish(requestId: string, answer: BotAction, raw: unknown): Promise<boolean> {
    const row = this.#pending.find(requestId);
    if (!row || this.#isOver(row) || !isFinal(answer)) return false;
    this.#pending.take(requestId);
    if (row.conversationId !== null) {
      await this.#turn.apply(row.conversationId, { ok: true, requestId, answer, raw }, 0);
    }
    this.#pending.finish(requestId);
    return true;
  }

  /** Arms the limits of the answers that were pending when the emulator stopped. */
  resume(): void {
    this.#pending.resume();
  }

  clear(): void {
    this.#pending.clear();
    this.#lanes.clear();
  }

  /** Runs the work after all earlier work of the conversation. */
  #inOrder<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = this.#lanes.get(id) ?? Promise.resolve();
    const next = before.then(work);
    const settled = next.then(
      () => undefined,
      () => undefined,
    );
    this.#lanes.set(id, settled);
    void settled.then(() => {
      if (this.#lanes.get(id) === settled) this.#lanes.delete(id);
    });
    return next;
  }

  async #hear(id: string, text: string): Promise<DriverResult> {
    const row = this.#store.tables.conversations.get(id);
    if (row?.isBlocked) {
      return { ok: false, status: 409, code: 'blocked', message: `The visitor of conversation ${id} is blocked.` };
    }
    const seen = this.#store.messagesOf(id).length;
    if (row?.stage === 'waiting' || row?.stage === 'connected') {
      this.#cycle.visitorSays(id, text);
      return this.#resultOf(id, seen, false);
    }
    if (row?.stage !== 'bot') this.#cycle.reopen(id);
    const requestId = await this.#turn.hear(id, text);
    const waitMs = this.#store.settings().callbackWaitMs;
    const outcome = requestId === null ? null : await this.#pending.wait(requestId, waitMs);
    return this.#resultOf(id, seen, outcome === 'timeout');
  }

  #resultOf(id: string, seen: number, isPending: boolean): DriverResult {
    const row = this.#store.tables.conversations.get(id);
    if (!row) return { ok: false, status: 404, code: 'not-found', message: `Conversation ${id} is gone.` };
    const shown = this.#store.messagesOf(id).slice(seen);
    return {
      ok: true,
      conversation_id: id,
      replies: shown.filter((message) => message.side === 'bot').map((message) => message.text),
      suggestions: row.suggestions,
      status: row.stage,
      pending: isPending,
    };
  }

  /** The bot is out of a conversation that it does not hold any more. */
  #isOver(row: PendingRow): boolean {
    return row.conversationId !== null && this.#stageOf(row.conversationId) !== 'bot';
  }

  #giveUp(row: PendingRow): void {
    if (row.conversationId !== null && !this.#isOver(row)) this.#turn.handOver(row.conversationId, null);
  }

  #stageOf(id: string): ConversationRow['stage'] | undefined {
    return this.#store.tables.conversations.get(id)?.stage;
  }
}
