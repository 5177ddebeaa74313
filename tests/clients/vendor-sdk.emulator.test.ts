import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulated, startEmulated } from './support/emulated.ts';

const script = fileURLToPath(new URL('./support/vendor-sdk.mjs', import.meta.url));
let emulated: Emulated;
let folder: string;

beforeAll(async () => {
  emulated = await startEmulated();
  folder = mkdtempSync(join(tmpdir(), 'baton-sdk-'));
});
afterAll(async () => {
  await emulated.emulator.close();
  rmSync(folder, { recursive: true });
});

test('Zoho’s own SDK creates, upserts, searches and refreshes, and understands every answer', async () => {
  const { clientId = '', clientSecret = '', userRefreshToken = '' } = emulated.connection;
  const given = [script, emulated.url, clientId, clientSecret, userRefreshToken, folder];
  const { stdout } = await promisify(execFile)(process.execPath, given, { cwd: folder, timeout: 50_000 });
  const tour = JSON.parse(stdout);
  const [lead] = await emulated.state('crm/leads');
  const id = lead?.['id'];
  const done = (message: string) => [{ kind: 'SuccessResponse', status: 'success', code: 'SUCCESS', message, id }];
  const found = { status: 200, rows: [{ id, name: 'Rivera', phone: '+15550100123' }], isMore: false };
  expect(tour).toMatchObject({
    created: { status: 201, kind: 'ActionWrapper', rows: done('record added') },
    refused: { status: 400, rows: [{ kind: 'APIException', status: 'error', code: 'MANDATORY_NOT_FOUND' }] },
    upserted: { status: 200, kind: 'ActionWrapper', rows: done('record updated') },
    found,
    nobody: { status: 204, rows: [], isMore: null },
    afterRefresh: found,
    isRefreshed: true,
  });
  expect(await emulated.state('crm/leads')).toMatchObject([
    { Last_Name: 'Rivera', Company: 'Example Corp', Phone: '+15550100123' },
  ]);
  expect(await emulated.state('crm/automations')).toEqual([]);
  const journal = await emulated.journal();
  const tokenRequests = journal.filter(
    ({ operation, body }) => operation === 'accounts.token' && String(body).includes('form-data; name="refresh_token"'),
  );
  expect(tokenRequests).toHaveLength(2);
  expect(JSON.stringify(journal)).not.toContain(userRefreshToken);
});
