import { say } from '../process.ts';
import { openSearcher } from './open-index.ts';

/** Prints a quotation with its source, or that nothing answers the question. */
export async function askQuestion(folder: string, question: string): Promise<boolean> {
  const searcher = await openSearcher(folder);
  if (searcher === null) return false;
  const { findings, confidence, threshold } = searcher.search(question, { top: 3 });
  const [first] = findings;
  if (first === undefined || confidence < threshold) {
    say('Nothing here answers that.');
    for (const { title, article } of findings) say(`  perhaps: ${title} (${article})`);
    return true;
  }
  say(first.excerpt);
  say('');
  say(
    `From: ${[first.title, first.heading].filter((name, index, all) => name !== '' && all.indexOf(name) === index).join(' › ')} (${first.article})`,
  );
  return true;
}
