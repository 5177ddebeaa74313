import { addSources, writeIndex } from '@baton/knowledge';
import { complain, say } from '../process.ts';
import { count } from '../workflow/count.ts';
import { openIndex } from './open-index.ts';

/** Brings what is at a path into an index. False when a file could not be read; the others are in it all the same. */
export async function addArticles(folder: string, path: string): Promise<boolean> {
  const known = await openIndex(folder);
  if (known === null) return false;
  try {
    const { sources, changed, unchanged, gone, problems } = await addSources(known, path);
    await writeIndex(folder, sources);
    for (const problem of problems) complain(problem);
    const articleCount = sources.flatMap(({ articles }) => articles).length;
    say(
      `${count(changed, 'file')} read, ${unchanged} as before, ${gone} gone. ${count(articleCount, 'article')} in all.`,
    );
    return problems.length === 0;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    complain(`${path} cannot be added (${String(error.code)}). Check the path and who may read it.`);
    return false;
  }
}
