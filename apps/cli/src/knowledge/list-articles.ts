import { say } from '../process.ts';
import { openIndex } from './open-index.ts';

/** Lists files, and under each the titles of its articles. */
export async function listArticles(folder: string): Promise<boolean> {
  const sources = await openIndex(folder);
  if (sources === null) return false;
  for (const { path, articles } of sources) {
    say(path);
    for (const { title } of articles) say(`  ${title}`);
  }
  return true;
}
