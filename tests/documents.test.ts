import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/processes.ts';

/** What people read first: the map, the pages of the jobs, and what each group of folders says of itself. */
const documents = [
  ...['README.md', 'AGENTS.md', 'docs/architecture.md'],
  ...readdirSync(join(root, 'docs/contributing')).map((name) => `docs/contributing/${name}`),
  ...readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'AGENTS.md')))
    .map((name) => `${name}/AGENTS.md`),
];
/** Pages for readers: of these the links alone, since they name files of the reader, too. */
const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name))
  .filter((name) => !documents.includes(name));
const groups = readdirSync(root).filter((name) => !name.startsWith('.') && statSync(join(root, name)).isDirectory());

it.each([...documents, ...pages])('%s links to what is there', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const links = [...text.matchAll(/\]\(([^)\s]*)\)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !link.includes('://') && !isTarget(document, link))).toEqual([]);
});

/** A file or folder, and when a heading is named, one that is in it. */
function isTarget(document: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? join(root, document) : join(root, dirname(document), path);
  if (!existsSync(target)) return false;
  if (heading === undefined) return true;
  const titles = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => toAnchor(title));
  return titles.includes(heading);
}

/** As GitHub makes them. */
const toAnchor = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8');

  it('names files and folders that are there', () => {
    const inside = document.endsWith('/AGENTS.md') ? dirname(document) : '.';
    expect(listPaths(text, inside).filter((path) => !placesOf(path, inside).some(isThere))).toEqual([]);
  });
});

it('has a page of its own in every group of folders that people work in', () => {
  const quiet = new Set(['node_modules', 'dist', 'data', 'coverage', 'docs', 'fixtures', 'bench']);
  const without = groups.filter((name) => !quiet.has(name) && !existsSync(join(root, name, 'AGENTS.md')));
  expect(without).toEqual([]);
});

/** What is written as code and begins with a folder that is there. `{a,b}` is two; from a `*` or `<` on it may be anything. */
function listPaths(text: string, inside: string): string[] {
  const code = [...text.matchAll(/`([^`\s]+)`/g)].map(([, words = '']) => words);
  return code
    .filter((words) => /^[\w-]+\//.test(words) && placesOf(words.split('/')[0] ?? '', inside).some(isThere))
    .flatMap(expand)
    .map((path) => path.replace(/[*<].*$/, ''));
}

function expand(path: string): string[] {
  const [, before = '', choices = '', after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(path) ?? [];
  return choices === '' ? [path] : choices.split(',').map((choice) => `${before}${choice}${after}`);
}

/** A path counts from the root or, on the page of a group of folders, from there. */
const placesOf = (path: string, inside: string): string[] => [path, join(inside, path)];
const isThere = (path: string): boolean => existsSync(join(root, path));
