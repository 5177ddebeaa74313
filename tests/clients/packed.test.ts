import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const workspaces = ['packages/http-kit', 'clients/webhooks', 'clients/zoho', 'clients/hubspot'];
let folder: string;
type Packed = { name: string; filename: string; unpackedSize: number; files: { path: string }[] };
const packed: Packed[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-packed-'));
  for (const workspace of workspaces) {
    const options = { cwd: join(root, workspace) };
    const { stdout } = await run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], options);
    const [one]: Packed[] = JSON.parse(stdout);
    if (one === undefined) throw new Error(`npm packed nothing of ${workspace}.`);
    packed.push(one);
    const place = join(folder, 'node_modules', one.name);
    mkdirSync(place, { recursive: true });
    await run('tar', ['-xzf', join(folder, one.filename), '--strip-components=1', '-C', place]);
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('npm gets one file of code per package, its types, and no test', () => {
  for (const { files } of packed) {
    const paths = files.map(({ path }) => path);
    expect(paths.filter((path) => path.endsWith('.js'))).toEqual(['dist/index.js']);
    expect(paths).toContain('dist/index.d.ts');
    expect(
      paths.filter((path) => !/^(?:dist\/.*\.d\.ts|dist\/index\.js|package\.json|LICENSE|README\.md)$/.test(path)),
    ).toEqual([]);
  }
  expect(packed.reduce((sum, { unpackedSize }) => sum + unpackedSize, 0)).toBeLessThan(1_048_576);
});

test('what was joined works, with one ClientError for all, and brings no third-party code', async () => {
  writeFileSync(
    join(folder, 'program.mjs'),
    `import { coqlText, createDeskKeySet } from '@baton/client-zoho';
     import { ClientError, createHttp } from '@baton/http-kit';
     import { verifySharedSecret } from '@baton/client-webhooks';
     try { coqlText("'"); } catch (error) { console.log(error instanceof ClientError, verifySharedSecret({ given: '', expected: '' })); }
     createDeskKeySet({ http: createHttp(), deskUrl: 'https://desk.zoho.in' });`,
  );
  const { stdout } = await run(process.execPath, ['program.mjs'], { cwd: folder });
  expect(stdout).toBe('true false\n');
  for (const { name } of packed) {
    const code = readFileSync(join(folder, 'node_modules', name, 'dist/index.js'), 'utf8');
    const imported = [...code.matchAll(/^(?:import|export) .*? from "([^"]+)"/gm)].map(
      ([, specifier = '']) => specifier,
    );
    expect(imported.filter((specifier) => !/^(?:node:|@baton\/)/.test(specifier))).toEqual([]);
  }
});

test('the build is as it was', () => {
  for (const workspace of workspaces)
    expect(readFileSync(join(root, workspace, 'dist/index.js'), 'utf8')).toContain('sourceMappingURL');
});
