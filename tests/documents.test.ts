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
const groups = readdirSync(root).filter((name) => !name.startsWith('.') && statSync(join(root, name)).isDirectory());

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8');

  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => !link.includes('://') && !existsSync(join(root, dirname(document), link)));
    expect(broken).toEqual([]);
  });

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
