import type { LifeCycle } from '../lifecycle/life-cycle.ts';
import type { ConversationRow, ShownReply } from '../rows.ts';
import type { SalesIqStore } from '../store.ts';
import type { BotAction } from './answer.ts';
import type { BotCaller, BotCallResult } from './caller.ts';
import { answerQuestion, startContext } from './context.ts';
import type { PendingAnswers } from './pending-answers.ts';
import type { BotCall } from './request.ts';

export type GoodBotCall = Extract<BotCallResult, { ok: true }>;
type Forward = Extract<BotAction, { action: 'forward' }>;

/** A bot that forwards from its failure handler runs in circles; after this many rounds the chat is missed. */
const FAILURES_MAX = 3;

/** One turn of the bot: calls it and puts its answer into effect (salesiq.md §5.3). */
export class BotTurn {
  readonly #store: SalesIqStore;
  readonly #cycle: LifeCycle;
  readonly #caller: BotCaller;
  readonly #pending: PendingAnswers;

  constructor(parts: { store: SalesIqStore; cycle: LifeCycle; caller: BotCaller; pending: PendingAnswers }) {
    this.#store = parts.store;
    this.#cycle = parts.cycle;
    this.#caller = parts.caller;
    this.#pending = parts.pending;
  }

  /** The visitor's words while the bot holds the conversation; resolves with the request that is pending, if any. */
  async hear(id: string, text: string): Promise<string | null> {
    const row = this.#conversation(id);
    if (!row) return null;
    this.#store.addMessage(row, { side: 'visitor', text });
    this.#store.change(id, {
      isFreshThread: false,
      suggestions: [],
      ...(row.isFreshThread ? { question: text } : {}),
    });
    const context = answerQuestion(this.#store, id, text);
    if (context === 'asked') return null;
    if (context !== null) return this.#ask(id, { handler: 'context', ...context }, 0);
    const operation = row.isFreshThread ? 'chat' : 'message';
    return this.#ask(id, { handler: 'message', operation, text }, 0);
  }

  /** Shows bubbles of the bot. */
  show(id: string, replies: ShownReply[]): void {
    for (const reply of replies) {
      const row = this.#conversation(id);
      const text = reply.url === null ? reply.text : `${reply.text} ${reply.url}`.trim();
      if (row) this.#store.addMessage(row, { side: 'bot', text, suggestions: reply.suggestions });
    }
  }

  /** Rings at the operators; with none online the chat is missed at once. */
  handOver(id: string, departmentId: string | null): void {
    if (this.#store.settings().operatorsOnline) this.#cycle.ring(id, departmentId);
    else this.#cycle.miss(id);
  }

  /** Puts an answer into effect; resolves with the request that is still pending, if any. */
  async apply(id: string, result: GoodBotCall, failures: number): Promise<string | null> {
    const { answer } = result;
    this.show(id, answer.replies);
    this.#store.change(id, { suggestions: answer.suggestions, context: null });
    switch (answer.action) {
      case 'reply':
        return null;
      case 'pending':
        this.#pending.put(result.requestId, id);
        return result.requestId;
      case 'end':
        this.#cycle.close(id, 'system');
        return null;
      case 'block':
        this.#cycle.close(id, 'system');
        this.#store.change(id, { isBlocked: true });
        return null;
      case 'operator_busy':
        this.#cycle.miss(id);
        return null;
      case 'forward':
        return this.#forward(id, { answer, raw: result.raw, failures });
      case 'context':
        startContext(this.#store, id, answer);
        return null;
      default:
        return answer satisfies never;
    }
  }

  async #ask(id: string, call: BotCall, failures: number): Promise<string | null> {
    const row = this.#conversation(id);
    if (!row) return null;
    const { visitor } = this.#store.cast(row);
    const result = await this.#caller.call(call, { visitor, conversation: row });
    if (this.#conversation(id)?.stage !== 'bot') return null;
    if (result.ok) return this.apply(id, result, failures);
    this.handOver(id, null);
    return null;
  }

  #forward(id: string, tried: { answer: Forward; raw: unknown; failures: number }): Promise<string | null> {
    const cause = this.#obstacleOf(tried.answer);
    if (cause === null) this.#cycle.ring(id, tried.answer.department);
    else if (tried.failures >= FAILURES_MAX) this.#cycle.miss(id);
    else return this.#ask(id, { handler: 'failure', cause, failedResponse: tried.raw }, tried.failures + 1);
    return Promise.resolve(null);
  }

  /** Only 1001 is a documented code (salesiq.md §5.2); the other two are guesses. */
  #obstacleOf(answer: Forward): { code: number; desc: string } | null {
    const { departments, operators } = this.#store.tables;
    if (!this.#store.settings().operatorsOnline) return { code: 1001, desc: 'offline_hours' };
    if (answer.department !== null && !departments.get(answer.department)) {
      return { code: 1002, desc: 'invalid_department' };
    }
    const known = new Set(operators.list().map((operator) => operator.email));
    const isUnknown = answer.operators.some((email) => !known.has(email));
    return isUnknown ? { code: 1003, desc: 'invalid_operators' } : null;
  }

  #conversation(id: string): ConversationRow | undefined {
    return this.#store.tables.conversations.get(id);
  }
}
