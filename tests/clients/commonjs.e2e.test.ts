import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;

beforeAll(() => {
  // Inside the repository, so that the packages are found as they are installed.
  folder = mkdtempSync(join(root, 'tests/.commonjs-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The built packages, as anybody's CommonJS program gets them: no condition, no flag. */
async function runScript(source: string): Promise<{ stdout: string; stderr: string }> {
  const file = join(folder, 'script.cjs');
  writeFileSync(file, source);
  const { NODE_OPTIONS: _options, ...environment } = process.env;
  return run(process.execPath, [file], { env: environment });
}

describe('from CommonJS', () => {
  test.each([
    ['@baton/client-zoho', 'createSalesIqClient'],
    ['@baton/client-hubspot', 'createHubSpotClient'],
    ['@baton/client-webhooks', 'verifyHubSpot'],
    ['@baton/http-kit', 'createHttp'],
  ])('require("%s") has %s', async (name, member) => {
    const { stdout } = await runScript(`process.stdout.write(typeof require('${name}').${member})`);
    expect(stdout).toBe('function');
  });

  test('a client that was required calls', async () => {
    const { stdout } = await runScript(`
      const { createCrmClient, coqlText } = require('@baton/client-zoho');
      const { createHttp, ClientError } = require('@baton/http-kit');
      const fetch = async () => new Response('{"data":[{"id":"1234567890123456789"}]}');
      const tokens = { token: async () => 't', invalidate: async () => {} };
      const crm = createCrmClient({ http: createHttp({ fetch }), baseUrl: 'https://crm.example/crm/v8', tokens });
      crm.records.get('Leads', '1').then(({ id }) => {
        try { coqlText("'"); } catch (error) { process.stdout.write(id + (error instanceof ClientError)); }
      });`);
    expect(stdout).toBe('1234567890123456789true');
  });
});

test('the types are there for CommonJS too', async () => {
  const file = join(folder, 'typed.cts');
  writeFileSync(
    file,
    `import zoho = require('@baton/client-zoho');
     import { createHttp } from '@baton/http-kit';
     import { verifySharedSecret } from '@baton/client-webhooks';
     declare const tokens: zoho.TokenSource;
     const desk = zoho.createDeskClient({ http: createHttp(), baseUrl: 'x', organizationId: '1', tokens });
     export const number: Promise<string> = desk.tickets.get('1').then((ticket) => ticket.ticketNumber);
     export const isSame: boolean = verifySharedSecret({ given: 'a', expected: 'b' });
     // @ts-expect-error: there is no such member
     desk.tickets.remove('1');`,
  );
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    'node',
  ];
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  await expect(run(process.execPath, [compiler, ...options, file])).resolves.toMatchObject({ stdout: '' });
}, 60_000);
