import type { ContextQuestion, ShownReply } from '../rows.ts';
import { isMap, type JsonMap, listOf, textOf, textsOf } from '../values.ts';

export type BotAction =
  | { action: 'reply' | 'operator_busy' | 'end' | 'block' | 'pending'; replies: ShownReply[]; suggestions: string[] }
  | { action: 'forward'; replies: ShownReply[]; suggestions: string[]; department: string | null; operators: string[] }
  | {
      action: 'context';
      replies: ShownReply[];
      suggestions: string[];
      contextId: string;
      questions: ContextQuestion[];
    };

export type AnswerReading = { ok: true; answer: BotAction } | { ok: false; problem: string };

/** Reads what a bot answered (salesiq.md §5.3). Strict where SalesIQ is: known action, `replies` present. */
export function readBotAnswer(body: unknown): AnswerReading {
  if (!isMap(body)) return { ok: false, problem: 'The answer is not a JSON object.' };
  const action = body['action'];
  const replies = readReplies(body['replies']);
  if (replies === null) return { ok: false, problem: 'A reply is neither a text nor an object with a text.' };
  const suggestions = [...suggestionsOf(body), ...replies.flatMap((reply) => reply.suggestions)];
  const isReplyless = action === 'end' || action === 'context';
  if (!(isReplyless || Array.isArray(body['replies']))) return { ok: false, problem: 'replies is missing.' };
  switch (action) {
    case 'reply':
    case 'operator_busy':
    case 'end':
    case 'block':
    case 'pending':
      return { ok: true, answer: { action, replies, suggestions } };
    case 'forward':
      return {
        ok: true,
        answer: {
          action,
          replies,
          suggestions: [],
          department: textOf(body['department']) || null,
          operators: textsOf(body['operators']),
        },
      };
    case 'context':
      return readContext(body, replies);
    default:
      return { ok: false, problem: `action type ${textOf(action) || 'of this answer'} is invalid` };
  }
}

function readContext(body: JsonMap, replies: ShownReply[]): AnswerReading {
  const questions = listOf(body['questions']).map(readQuestion);
  const contextId = textOf(body['context_id']);
  if (contextId === '' || questions.length === 0 || questions.includes(null)) {
    return { ok: false, problem: 'A context needs context_id and questions, each with a name and replies.' };
  }
  const known = questions.filter((question) => question !== null);
  return { ok: true, answer: { action: 'context', replies, suggestions: [], contextId, questions: known } };
}

function readQuestion(value: unknown): ContextQuestion | null {
  if (!isMap(value)) return null;
  const name = textOf(value['name']);
  const replies = readReplies(value['replies']);
  if (name === '' || replies === null || replies.length === 0) return null;
  const rule = listOf(value['replies'])
    .filter(isMap)
    .map((reply) => reply['validate'])
    .find(isMap);
  return {
    name,
    replies,
    suggestions: suggestionsOf(value),
    format: rule ? textOf(rule['format']) || null : null,
    errors: rule ? textsOf(rule['error']) : [],
  };
}

/** With an input card the suggestions are not shown; a select card offers its options instead. */
function suggestionsOf(body: JsonMap): string[] {
  const input = body['input'];
  if (isMap(input)) return [...textsOf(input['options']), ...textsOf(input['slots'])];
  return textsOf(body['suggestions']);
}

function readReplies(value: unknown): ShownReply[] | null {
  const replies = listOf(value).map(readReply);
  return replies.includes(null) ? null : replies.filter((reply) => reply !== null);
}

function readReply(value: unknown): ShownReply | null {
  if (typeof value === 'string') return { text: value, suggestions: [], url: null };
  if (!isMap(value) || typeof value['text'] !== 'string') return null;
  const phrases = listOf(value['phrases'])
    .filter(isMap)
    .map((phrase) => textOf(phrase['text']));
  return { text: value['text'], suggestions: phrases, url: textOf(value['url']) || null };
}
