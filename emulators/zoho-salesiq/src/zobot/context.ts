import type { ContextProgress, ContextQuestion } from '../rows.ts';
import type { SalesIqStore } from '../store.ts';
import type { BotAction } from './answer.ts';

/** Asks the first question of a `context` answer; the visitor's next words answer it. */
export function startContext(
  store: SalesIqStore,
  conversationId: string,
  answer: Extract<BotAction, { action: 'context' }>,
): void {
  const context: ContextProgress = { contextId: answer.contextId, questions: answer.questions, answers: {} };
  askNext(store, conversationId, context);
}

/**
 * Takes the visitor's words as the answer to the open question. `asked`: another question is on the screen; an object:
 * all answers are there and the context handler is due; null: no question was open.
 */
export function answerQuestion(
  store: SalesIqStore,
  conversationId: string,
  text: string,
): 'asked' | { contextId: string; answers: ContextProgress['answers'] } | null {
  const context = store.tables.conversations.get(conversationId)?.context ?? null;
  const question = context === null ? null : openQuestion(context);
  if (context === null || question === null) return null;
  if (!isAcceptable(question, text)) {
    const complaint = question.errors[0] ?? 'Please enter a valid value.';
    say(store, conversationId, [{ text: complaint, suggestions: [], url: null }]);
    return 'asked';
  }
  const next = { ...context, answers: { ...context.answers, [question.name]: { text } } };
  if (askNext(store, conversationId, next)) return 'asked';
  return { contextId: next.contextId, answers: next.answers };
}

function askNext(store: SalesIqStore, conversationId: string, context: ContextProgress): boolean {
  const question = openQuestion(context);
  store.change(conversationId, { context: question ? context : null, suggestions: question?.suggestions ?? [] });
  if (question) say(store, conversationId, question.replies);
  return question !== null;
}

function openQuestion(context: ContextProgress): ContextQuestion | null {
  return context.questions.find((question) => !Object.hasOwn(context.answers, question.name)) ?? null;
}

function isAcceptable(question: ContextQuestion, text: string): boolean {
  return question.format !== 'email' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text.trim());
}

function say(store: SalesIqStore, conversationId: string, replies: ContextQuestion['replies']): void {
  for (const reply of replies) {
    const row = store.tables.conversations.get(conversationId);
    if (row) store.addMessage(row, { side: 'bot', text: reply.text, suggestions: reply.suggestions });
  }
}
