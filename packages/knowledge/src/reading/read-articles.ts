import { parse as parseCsv } from 'csv-parse/sync';
import { marked } from 'marked';
import { z } from 'zod';
import type { Article } from '../article.ts';
import { readHtml } from './read-html.ts';

export type ArticlesReading = { type: 'read'; articles: Article[] } | { type: 'refused'; problem: string };

const readers: Record<string, (id: string, text: string) => Article[]> = {
  md: (id, text) => [readMarkdown(id, text)],
  markdown: (id, text) => [readMarkdown(id, text)],
  html: (id, text) => [toArticle(id, readHtml(text))],
  htm: (id, text) => [toArticle(id, readHtml(text))],
  txt: (id, text) => [{ id, title: nameOf(id), sections: [{ heading: '', text: text.replaceAll('\r\n', '\n') }] }],
  csv: readTable,
  jsonl: readLines,
};

/** The endings of files that are read. */
export const readableEndings: string[] = Object.keys(readers);

/** Reads the articles of a file, by its ending. A table or a file of lines has one in each row. */
export function readArticles(id: string, text: string): ArticlesReading {
  const read = readers[endingOf(id)];
  if (read === undefined) {
    const problem = `${id}: files ending like this are not read. Use one of ${readableEndings.join(', ')}.`;
    return { type: 'refused', problem };
  }
  try {
    const articles = read(id, text.replace(/^\uFEFF/, ''));
    return {
      type: 'read',
      articles: articles.filter(({ sections }) => sections.some((each) => each.text.trim() !== '')),
    };
  } catch (error) {
    return { type: 'refused', problem: `${id}: ${error instanceof Error ? error.message : 'cannot be read'}` };
  }
}

export const endingOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';

function readMarkdown(id: string, text: string): Article {
  const [matter = ''] = /^---\r?\n[\s\S]*?\r?\n---\r?\n/.exec(text) ?? [];
  const title = /^title:\s*["']?(.+?)["']?\s*$/m.exec(matter)?.[1];
  const page = readHtml(marked.parse(text.slice(matter.length), { async: false }));
  return toArticle(id, title === undefined ? page : { ...page, title });
}

function toArticle(id: string, { title, sections }: ReturnType<typeof readHtml>): Article {
  return { id, title: title === '' ? nameOf(id) : title, sections };
}

const questionNames = ['question', 'title', 'name', 'frage', 'pregunta'];
const answerNames = ['answer', 'content', 'text', 'body', 'antwort', 'respuesta'];

/** One article per row: a column for its title or question, one for its text, and `id` if it has one. */
function readTable(id: string, text: string): Article[] {
  const rows = z.array(z.record(z.string(), z.string())).parse(
    parseCsv(text, {
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      bom: true,
      relax_column_count: true,
    }),
  );
  return rows.map((row, index) => {
    const answer = pick(row, answerNames);
    if (answer === undefined) {
      throw new Error(
        `row ${index + 1} has no column named one of ${answerNames.join(', ')}. Name it in the first line.`,
      );
    }
    return {
      id: `${id}#${row['id'] ?? index + 1}`,
      title: pick(row, questionNames) ?? `${nameOf(id)} ${index + 1}`,
      sections: [{ heading: '', text: answer }],
    };
  });
}

const lineSchema = z.object({ id: z.string().min(1), title: z.string().default(''), content: z.string() });

/** One article per line of JSON: `id`, `title` and `content`, which is Markdown. */
function readLines(id: string, text: string): Article[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => {
      const parsed = lineSchema.safeParse(parseJson(line));
      if (!parsed.success) throw new Error(`line ${number} is not {"id","title","content"}. Correct it.`);
      const { title, content } = parsed.data;
      const article = readMarkdown(`${id}#${parsed.data.id}`, content);
      return title === '' ? article : { ...article, title };
    });
}

const pick = (row: Record<string, string>, names: string[]): string | undefined =>
  names.map((name) => row[name]).find((value) => value !== undefined);

const nameOf = (id: string): string => (id.split('/').at(-1) ?? id).replace(/\.[^.]+$/, '').replaceAll(/[-_]+/g, ' ');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
