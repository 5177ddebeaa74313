import { createInterface } from 'node:readline';
import { readQuestion } from '@baton/knowledge';
import { complain, say } from '../process.ts';
import { openSearcher } from './open-index.ts';

/** Writes for each question on standard input what is found, in order. A line is a question, or JSON with a `question` or `text`. */
export async function queryLines(folder: string, topOption: string): Promise<boolean> {
  const top = Number(topOption);
  if (!Number.isInteger(top) || top < 1 || top > 1_000) {
    complain(`--top is ${topOption}. Give a whole number from 1 to 1000.`);
    return false;
  }
  const searcher = await openSearcher(folder);
  if (searcher === null) return false;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const { findings, confidence, threshold } = searcher.search(readQuestion(line), { top });
    say(JSON.stringify({ isAnswered: confidence >= threshold, confidence, results: findings }));
  }
  return true;
}
