import { createSearcher, readIndex, type Searcher, type Source } from '@baton/knowledge';
import { complain } from '../process.ts';

/** What was added to an index; null, and the reason said, when it cannot be used. */
export async function openIndex(folder: string): Promise<Source[] | null> {
  const reading = await readIndex(folder);
  if (reading.type === 'read') return reading.sources;
  complain(reading.problem);
  return null;
}

/** A searcher of an index that has articles; null, and the reason said, when there is none. */
export async function openSearcher(folder: string): Promise<Searcher | null> {
  const sources = await openIndex(folder);
  if (sources === null) return null;
  const searcher = createSearcher(sources.flatMap(({ articles }) => articles));
  if (searcher.passageCount > 0) return searcher;
  complain(`${folder} has no articles. Add some with: baton kb add <file or folder> --index ${folder}`);
  return null;
}
