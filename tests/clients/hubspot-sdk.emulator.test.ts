import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createEmulator, type Emulator } from '@baton/emulators';
import { afterAll, beforeAll, expect, test } from 'vitest';

const script = fileURLToPath(new URL('./support/hubspot-sdk.mjs', import.meta.url));
let emulator: Emulator;

beforeAll(async () => {
  emulator = await createEmulator({ vendors: ['hubspot'] });
});
afterAll(() => emulator.close());

test('HubSpot’s own client grants, searches, uploads and subscribes, and finds every webhook signed', async () => {
  const connection = emulator.connection()['hubspot'] as Record<string, string>;
  const given = [script, emulator.url, JSON.stringify(connection)];
  const { stdout } = await promisify(execFile)(process.execPath, given, { timeout: 50_000 });
  const tour = JSON.parse(stdout);
  const { id } = tour.created;
  expect(tour).toMatchObject({
    refused: { status: 400, category: 'BAD_REFRESH_TOKEN' },
    granted: { type: 'bearer', expiresIn: 1800, isSame: true },
    info: { hubId: Number(connection['portalId']), appId: Number(connection['appId']), scopes: 11 },
    created: { id: expect.stringMatching(/^\d+$/), email: 'jane.rivera@example.com', createdAt: expect.any(String) },
    twice: { status: 409, category: 'CONFLICT' },
    byEmail: id,
    nobody: { status: 404, category: 'OBJECT_NOT_FOUND' },
    found: { total: 1, rows: [{ id, firstname: 'Jay' }] },
    page: { count: 1, hasNext: true },
    gone: { status: 404 },
    file: { name: 'invoice', extension: 'pdf', size: 5, content: 'hello', expiresAt: expect.any(String) },
    visitorToken: expect.any(Number),
    settings: 5,
    subscriptions: { before: 7, active: true },
    thread: { status: 'OPEN', inboxId: connection['inboxId'] },
    afterRevoke: { status: 401, category: 'INVALID_AUTHENTICATION' },
  });
  expect(tour.webhooks.length).toBeGreaterThanOrEqual(3);
  for (const { isApp, isV3, isV1 } of tour.webhooks) expect([isV3, isV1]).toEqual([true, isApp ? true : null]);
});
