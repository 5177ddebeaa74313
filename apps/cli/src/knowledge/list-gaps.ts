import { text } from 'node:stream/consumers';
import { groupGaps, readQuestion } from '@baton/knowledge';
import { say } from '../process.ts';
import { openSearcher } from './open-index.ts';

/** Prints which of the questions on standard input have no answer, much the same ones together, the most frequent first. */
export async function listGaps(folder: string): Promise<boolean> {
  const searcher = await openSearcher(folder);
  if (searcher === null) return false;
  const questions = (await text(process.stdin))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readQuestion);
  const unanswered = questions.filter((question) => {
    const { confidence, threshold } = searcher.search(question, { top: 1 });
    return confidence < threshold;
  });
  say(`${unanswered.length} of ${questions.length} questions have no answer.`);
  for (const { question, count, others } of groupGaps(unanswered)) {
    say(`${String(count).padStart(5)}  ${question}`);
    for (const other of others) say(`       ${other}`);
  }
  return true;
}
