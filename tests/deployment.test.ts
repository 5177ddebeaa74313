import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './support/processes.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const all = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name = '']) => name)),
];

it('alerts on metrics that the gateway has', () => {
  const named = all(read('deploy/prometheus/alerts.yaml'), /\b(baton_\w+)/g);
  const known = read('docs/reference/http.md') + read('docs/troubleshooting.md');
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !known.includes(`\`${name}`))).toEqual([]);
});

it('sets what are settings', () => {
  const files = ['systemd/baton.service', 'container/Dockerfile', 'nginx/baton.conf'].map((name) =>
    read(`deploy/${name}`),
  );
  const named = all([...files, read('docs/guides/deployment.md')].join('\n'), /\b(BATON_[A-Z_]+|DATABASE_URL)/g);
  expect(named).toContain('BATON_DATA_DIR');
  expect(named.filter((name) => !read('docs/reference/settings.md').includes(`| \`${name}\``))).toEqual([]);
});

it('opens to the world what vendors, chats and agents call, and nothing else', () => {
  const opened = all(read('deploy/nginx/baton.conf'), /location (\/\S*) \{\s*proxy_pass/g);
  const routes = all(read('docs/reference/http.md'), /^\| `\w+ (\/[^`]*)`/gm);
  const isOpened = (route: string): boolean => opened.some((path) => route.startsWith(path));
  expect(opened.filter((path) => !routes.some((route) => route.startsWith(path)))).toEqual([]);
  const isForThem = (route: string): boolean => !/^\/(api|healthz|readyz|metrics)\b/.test(route);
  expect(routes.filter((route) => isOpened(route) !== isForThem(route))).toEqual([]);
});
