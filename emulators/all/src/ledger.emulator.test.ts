import { existsSync, readFileSync } from 'node:fs';
import { createEmulatorHost, type EmulatorHost } from '@baton/emulator-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerVendors } from './register-vendors.ts';

/** People's pages; they speak no vendor's language. */
const pages = ['/', '/visitor', '/operator', '/hubspot-inbox', '/mailbox', '/tickets', '/journal', '/widget-demo'];

let host: EmulatorHost;
beforeEach(async () => {
  host = await createEmulatorHost({ dataDir: null });
  await registerVendors(host);
});
afterEach(() => host.close());

/** What is only in the ledger or only on the server. */
async function differences(): Promise<string[]> {
  const answer = await host.app.inject({ url: '/__emulator/ledger', headers: { host: 'localhost' } });
  const ledger: { method: string; path: string }[] = answer.json();
  const listed = ledger.map(({ method, path }) => `${method} ${path}`);
  const served = host.routes
    .filter(({ path }) => !(path.startsWith('/__emulator/') || pages.includes(path)))
    .map(({ method, path }) => `${method} ${path}`);
  return [
    ...listed.filter((route) => !served.includes(route)).map((route) => `only in the ledger: ${route}`),
    ...served.filter((route) => !listed.includes(route)).map((route) => `not in the ledger: ${route}`),
  ];
}

describe('the fidelity ledger', () => {
  it('lists exactly the routes that are registered', async () => {
    expect(host.routes.length).toBeGreaterThan(50);
    expect(await differences()).toEqual([]);
  });

  it('is found out when a route is missing in it, and when it lists one that is not there', async () => {
    host.app.get('/api/v1/planted', () => ({}));
    const [first] = host.operations;
    if (first !== undefined)
      Object.assign(host.operations, { [host.operations.length]: { ...first, path: '/api/v1/gone' } });
    expect(await differences()).toEqual([
      `only in the ledger: ${first?.method} /api/v1/gone`,
      'not in the ledger: GET /api/v1/planted',
    ]);
  });

  it('gives every operation a name of its own, a status and a source', () => {
    const names = host.operations.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    for (const { name, vendor, fidelity, source } of host.operations) {
      expect(name, name).toMatch(new RegExp(`^${vendor}\\.`));
      expect(['documented', 'seed', 'guess'], name).toContain(fidelity);
      expect(source, name).not.toBe('');
    }
  });

  it('names sections of contracts that exist', () => {
    const missing = host.operations.flatMap(({ name, source }) => {
      const [, file = '', sections = ''] = /^([\w-]+\.md) (§.+)$/.exec(source) ?? [];
      if (file === '') return /^seed 00\d/.test(source) ? [] : [`${name}: ${source}`];
      const path = new URL(`../../../docs/contracts/${file}`, import.meta.url);
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      const unknown = [...sections.matchAll(/§([\d.]+\d|\d)/g)].filter(
        ([, number = '']) => !new RegExp(`^#{2,4} ${number.replaceAll('.', '\\.')}\\.? `, 'm').test(text),
      );
      return unknown.map(([section]) => `${name}: ${file} has no ${section}`);
    });
    expect(missing).toEqual([]);
  });
});
