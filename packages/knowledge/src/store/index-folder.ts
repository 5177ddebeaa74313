/*
 * An index on disk is a folder with one file, `articles.json`: its version and the sources that were added, each with the hash of the file it was
 * read from and its articles. The file is written beside the old one, brought to the disk, and renamed: a crash leaves the old one or the new one. A
 * source whose hash is the same is not read again. What is searched by is made of the articles when the index is opened.
 */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const version = 1;
const fileName = 'articles.json';

const sourceSchema = z.strictObject({
  path: z.string(),
  sha256: z.string(),
  articles: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      sections: z.array(z.strictObject({ heading: z.string(), text: z.string() })),
    }),
  ),
});
const indexSchema = z.strictObject({ version: z.literal(version), sources: z.array(sourceSchema) });

/** A file that articles were read from. `path` is relative to what was added. */
export type Source = z.infer<typeof sourceSchema>;

export type IndexReading = { type: 'read'; sources: Source[] } | { type: 'refused'; problem: string };

/** What was added to an index; nothing when the folder is not there yet. */
export async function readIndex(folder: string): Promise<IndexReading> {
  const text = await readWhole(join(folder, fileName));
  if (text === null) return { type: 'read', sources: [] };
  const parsed = indexSchema.safeParse(parseJson(text));
  if (parsed.success) return { type: 'read', sources: parsed.data.sources };
  const problem = `${folder} holds an index of another version, or a damaged one. Remove the folder and add the articles again.`;
  return { type: 'refused', problem };
}

/** Puts these sources in the place of all that were there. */
export async function writeIndex(folder: string, sources: Source[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const sorted = [...sources].sort((left, right) => (left.path < right.path ? -1 : 1));
  const part = join(folder, `${fileName}.part`);
  const file = await open(part, 'w');
  try {
    await file.writeFile(JSON.stringify({ version, sources: sorted }));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, join(folder, fileName));
}

async function readWhole(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
