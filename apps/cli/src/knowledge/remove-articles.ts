import { writeIndex } from '@baton/knowledge';
import { complain, say } from '../process.ts';
import { count } from '../workflow/count.ts';
import { openIndex } from './open-index.ts';

/** Removes a file, or all files of a folder, from an index. */
export async function removeArticles(folder: string, path: string): Promise<boolean> {
  const known = await openIndex(folder);
  if (known === null) return false;
  const kept = known.filter((source) => source.path !== path && !source.path.startsWith(`${path.replace(/\/$/, '')}/`));
  if (kept.length === known.length) {
    complain(`Nothing of ${path} is in ${folder}. See what is: baton kb list --index ${folder}`);
    return false;
  }
  await writeIndex(folder, kept);
  say(`${count(known.length - kept.length, 'file')} removed, ${kept.length} left.`);
  return true;
}
