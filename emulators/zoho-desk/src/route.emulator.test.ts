import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../kit/testing/calls.ts';
import { startTestHost, type TestHost } from '../../zoho-accounts/testing/test-host.ts';
import { registerDesk } from './register.ts';

let bench: TestHost;
let token: string;
beforeEach(async () => {
  bench = await startTestHost(registerDesk);
  token = await bench.signIn();
});
afterEach(() => bench.host.close());

const list = (more: { headers?: Record<string, string>; query?: Record<string, string> } = {}): Promise<Answer> =>
  bench.call({ path: '/api/v1/departments', token, ...more });

it('takes the organisation from header or query, and wants it only when told so', async () => {
  expect((await list()).status).toBe(200);
  expect((await list({ headers: { orgId: '70041234567' } })).status).toBe(200);
  expect((await list({ query: { orgId: '70041234567' } })).status).toBe(200);
  expect((await list({ query: { orgId: '1' } })).body).toMatchObject({ errorCode: 'OAUTH_ORG_MISMATCH' });
  await bench.control('/desk/settings', { requireOrgId: true });
  expect((await list({ headers: { 'x-orgn-id': '70041234567' } })).status).toBe(403);
  expect((await bench.call({ path: '/api/v1/organizations', token })).status).toBe(200);
});

it('fails with its own words, with nothing, or with a page, as the fault wants', async () => {
  const fault = { vendor: 'desk', operation: 'desk.departments.list', kind: 'status', times: 1, status: 500 };
  await bench.control('/faults', fault);
  expect((await list()).body).toMatchObject({ errorCode: 'INTERNAL_SERVER_ERROR' });
  await bench.control('/faults', { ...fault, body: 'empty' });
  expect(await list()).toMatchObject({ status: 500, body: null });
  await bench.control('/faults', { ...fault, body: 'html' });
  expect(await list()).toMatchObject({ status: 500, body: expect.stringContaining('<h1>') });
  expect((await bench.control('/faults', { ...fault, body: 'xml' })).status).toBe(400);
  expect((await list()).status).toBe(200);
});

it('forgets credits, settings and records at a reset, and keeps the credentials', async () => {
  await bench.control('/desk/settings', { requireOrgId: true });
  const before = bench.host.connection();
  await bench.control('/reset');
  expect(bench.host.connection()).toEqual(before);
  token = await bench.signIn();
  expect(await list()).toMatchObject({ status: 200, headers: { 'x-rate-limit-remaining-v3': '74999' } });
});
