import { evaluateKnowledge, readQuestions } from '@baton/knowledge';
import { complain, say } from '../process.ts';
import { readBytes } from '../read-bytes.ts';
import { count } from '../workflow/count.ts';
import { openSearcher } from './open-index.ts';

/** Prints how well the articles of an index are found. False when index or questions cannot be used. */
export async function evaluateQuestions(folder: string, path: string): Promise<boolean> {
  const searcher = await openSearcher(folder);
  const bytes = searcher === null ? null : await readBytes(path);
  if (searcher === null || bytes === null) return false;
  const reading = readQuestions(bytes.toString());
  if (reading.type === 'refused') {
    complain(`${path}: ${reading.problem}`);
    return false;
  }
  const found = evaluateKnowledge(searcher, reading.questions);
  say(`${count(found.questionCount, 'question')} with an answer, ${found.unanswerableCount} without`);
  say(`right article first                   ${percent(found.hitAtOne)}`);
  say(`right article among the first three   ${percent(found.hitAtThree)}`);
  say(`mean reciprocal rank                  ${found.reciprocalRank?.toFixed(3) ?? '-'}`);
  say(`has an answer, and got one            ${percent(found.answered)}`);
  say(`has none, and got none                ${percent(found.abstained)}`);
  return true;
}

const percent = (share: number | null): string => (share === null ? '-' : `${(share * 100).toFixed(1)} %`);
