import { createEmulatorHost, type EmulatorHost } from '@baton/emulator-kit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { registerPages } from './index.ts';

let host: EmulatorHost;
beforeEach(async () => {
  host = await createEmulatorHost({ dataDir: null });
});
afterEach(() => host.close());

const get = (url: string) => host.app.inject({ url, headers: { host: 'localhost' } });
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/** The addresses of a script and of all that it imports. */
async function graphOf(url: string, seen = new Set<string>()): Promise<Set<string>> {
  if (seen.has(url)) return seen;
  seen.add(url);
  const { statusCode, headers, body } = await get(url);
  expect([url, statusCode]).toEqual([url, 200]);
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  for (const name of all(body, /^import .* from "\.\/([a-z-]+\.js)";$/gm))
    await graphOf(`/__emulator/pages/${name}`, seen);
  return seen;
}

it('serves each page with its style sheet and the scripts that the build made of its sources', async () => {
  const paths = registerPages(host, ['desk', 'salesiq', 'mail', 'hubspot']);
  expect(paths).toEqual([
    '/visitor',
    '/operator',
    '/hubspot-inbox',
    '/mailbox',
    '/tickets',
    '/journal',
    '/widget-demo',
  ]);
  for (const path of paths) {
    const { body, headers } = await get(path);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    const [script = ''] = all(body, /<script type="module" src="([^"]+)">/g);
    expect(script).toBe(`/__emulator/pages${path}.js`);
    expect((await graphOf(script)).size).toBeGreaterThan(1);
    const ids = all(body, / id="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
  }
  const style = await get('/__emulator/pages/style.css');
  expect(style.headers['content-type']).toBe('text/css; charset=utf-8');
  expect(style.body).toContain('.transcript');
});

it('leads only to the pages whose vendor is there', async () => {
  expect(registerPages(host, ['desk'])).toEqual(['/tickets', '/journal']);
  const { body } = await get('/');
  expect(all(body, /<a class="card" href="([^"]+)"/g)).toEqual(['/tickets', '/journal']);
  expect((await get('/visitor')).statusCode).toBe(404);
});

it('serves no file that is not a script of the pages', async () => {
  registerPages(host, []);
  for (const name of ['nothing.js', 'calls.d.ts', '.tsbuildinfo', '..%2Findex.js', '%2e%2e%2f%2e%2e%2fpackage.json']) {
    const { statusCode, body } = await get(`/__emulator/pages/${name}`);
    expect([name, statusCode]).toEqual([name, 404]);
    expect(body).not.toContain('export');
  }
});
