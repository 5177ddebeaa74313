import { z } from 'zod';
import type { Example } from './example.ts';

const textSchema = z.object({ text: z.string() });
const lineSchema = textSchema.extend({ intent: z.string().min(1).nullable() });

export type ExampleReading = { type: 'read'; examples: Example[] } | { type: 'refused'; problem: string };

/** Reads lines of `{"text","intent"}`; `intent` null means out of scope. Names the first line that is neither that nor empty. */
export function readExamples(lines: string): ExampleReading {
  const examples: Example[] = [];
  for (const [index, line] of lines.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = lineSchema.safeParse(parseJson(line));
    if (!parsed.success) {
      const problem = `Line ${index + 1} is not {"text": "…", "intent": "…" or null}. Correct it and train again.`;
      return { type: 'refused', problem };
    }
    examples.push({ text: parsed.data.text, intent: parsed.data.intent });
  }
  const intents = new Set(examples.flatMap(({ intent }) => intent ?? []));
  if (intents.size < 2) {
    return { type: 'refused', problem: 'Fewer than two intents have examples. Add some for another one.' };
  }
  return { type: 'read', examples };
}

/** The text of a line of `{"text"}`; null when it is none. */
export const readText = (line: string): string | null => textSchema.safeParse(parseJson(line)).data?.text ?? null;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
