import { z } from 'zod';
import type { KnowledgeQuestion } from './evaluate.ts';

const questionSchema = z.union([
  z.object({ question: z.string() }).transform(({ question }) => question),
  z.object({ text: z.string() }).transform(({ text }) => text),
]);
const labelledSchema = z.object({ question: z.string(), article: z.string().nullable() });

/** The question in a line: JSON with a `question` or `text`, or the line itself. */
export const readQuestion = (line: string): string => questionSchema.safeParse(parseJson(line)).data ?? line.trim();

export type QuestionsReading = { type: 'read'; questions: KnowledgeQuestion[] } | { type: 'refused'; problem: string };

/** Reads lines of `{"question","article"}`; an `article` of null says that there is no answer. */
export function readQuestions(lines: string): QuestionsReading {
  const questions: KnowledgeQuestion[] = [];
  for (const [index, line] of lines.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = labelledSchema.safeParse(parseJson(line));
    if (!parsed.success) {
      return { type: 'refused', problem: `Line ${index + 1} is not {"question": "…", "article": "…" or null}.` };
    }
    questions.push(parsed.data);
  }
  return { type: 'read', questions };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
