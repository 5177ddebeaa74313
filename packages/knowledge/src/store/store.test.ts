import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addSources } from './add-sources.ts';
import { readIndex, type Source, writeIndex } from './index-folder.ts';

let folder: string;
let articles: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-knowledge-'));
  articles = join(folder, 'faq');
  mkdirSync(join(articles, 'deep'), { recursive: true });
  writeFileSync(join(articles, 'a.md'), 'Alpha.');
  writeFileSync(join(articles, 'deep/b.txt'), 'Beta.');
  writeFileSync(join(articles, 'image.png'), 'no text');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const open = async (): Promise<Source[]> => {
  const reading = await readIndex(join(folder, 'index'));
  if (reading.type === 'refused') throw new Error(reading.problem);
  return reading.sources;
};
const add = async (path: string) => {
  const { sources, ...counts } = await addSources(await open(), path);
  await writeIndex(join(folder, 'index'), sources);
  return counts;
};
const listIds = async () => (await open()).flatMap((source) => source.articles.map(({ id }) => id));

it('reads a folder once, then what has changed, and forgets what is gone', async () => {
  expect(await add(articles)).toEqual({ changed: 2, unchanged: 0, gone: 0, problems: [] });
  expect(await listIds()).toEqual(['faq/a.md', 'faq/deep/b.txt']);

  writeFileSync(join(articles, 'a.md'), 'Alpha is other now.');
  rmSync(join(articles, 'deep/b.txt'));
  writeFileSync(join(folder, 'c.txt'), 'Gamma.');
  expect(await add(join(folder, 'c.txt'))).toMatchObject({ changed: 1, gone: 0 });
  expect(await add(articles)).toEqual({ changed: 1, unchanged: 0, gone: 1, problems: [] });
  expect(await listIds()).toEqual(['c.txt', 'faq/a.md']);
  expect(await add(articles)).toEqual({ changed: 0, unchanged: 1, gone: 0, problems: [] });
});

it('keeps what it knew of a file that cannot be read any more', async () => {
  writeFileSync(join(articles, 'table.csv'), 'question,answer\nWhen?,Now.\n');
  await add(articles);
  writeFileSync(join(articles, 'table.csv'), 'nothing\nof,use\n');
  expect(await add(articles)).toMatchObject({ problems: [expect.stringContaining('faq/table.csv: row 1')] });
  expect(await listIds()).toContain('faq/table.csv#1');
});

it('leaves the index as it was when writing was broken off, and nothing lying about afterwards', async () => {
  await add(articles);
  writeFileSync(join(folder, 'index/articles.json.part'), '{"version":1,"sour');
  expect(await listIds()).toHaveLength(2);
  await add(articles);
  expect(readdirSync(join(folder, 'index'))).toEqual(['articles.json']);
});

it.each(['nonsense', '{"version":2,"sources":[]}'])('refuses an index that says %j', async (text) => {
  mkdirSync(join(folder, 'index'));
  writeFileSync(join(folder, 'index/articles.json'), text);
  expect(await readIndex(join(folder, 'index'))).toMatchObject({ type: 'refused' });
});
