import { readFileSync } from 'node:fs';
import { createEmulatorHost, type EmulatorHost } from '@baton/emulator-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inject } from '../../kit/testing/calls.ts';
import { shapeDifferences } from '../../kit/testing/fixtures.ts';
import { registerBotpress } from './register.ts';

type Sample = {
  operation: string;
  request: { method: string; path: string; body?: Record<string, unknown> };
  response: { status: number; body: Record<string, unknown> };
};

const samples: { calls: Sample[] } = JSON.parse(
  readFileSync(new URL('../../../fixtures/botpress/runtime-api.json', import.meta.url), 'utf8'),
);

const headers = {
  authorization: 'Bearer bp_iak_demo_not_a_real_one',
  'x-bot-id': '7c1f0f5e-3c2a-4d57-9a30-0d8c5b1a2e11',
  'x-integration-id': 'intver_01JD00000000000000000001',
  'x-integration-alias': 'desk',
};

let host: EmulatorHost;
type Sent = { json?: unknown; headers?: Record<string, string> };
const send = (method: string, path: string, { json, headers: changed = {} }: Sent) => {
  const [pathname = '', query = ''] = path.split('?');
  return inject(host, {
    ...{ method, path: pathname, headers: { ...headers, ...changed }, json },
    query: Object.fromEntries(new URLSearchParams(query)),
  });
};
const call = (method: string, path: string, json?: unknown) => send(method, path, { json });
const callAs = (changed: Record<string, string>) => send('GET', '/v1/chat/users/x', { headers: changed });
const bodyOf = (answer: { body: unknown }) => answer.body as Record<string, Record<string, unknown>>;

beforeEach(async () => {
  host = await createEmulatorHost({ dataDir: null });
  registerBotpress(host);
  host.collection('botpress', 'installations').insert({
    ...{ id: 'desk', url: null, botUserId: 'bot', webhookId: 'hook', configuration: {} },
    ...{ botId: headers['x-bot-id'], integrationId: headers['x-integration-id'] },
  } as never);
});
afterEach(() => host.close());

/** Rows under the ids that the samples name. */
async function plantSamples(): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [id, name] of [
    ['user_01JD00000000000000000000A1', 'Ana Lima'],
    ['user_01JD00000000000000000000A9', 'Olga'],
  ] as const)
    ids.set(id, String(bodyOf(await call('POST', '/v1/chat/users', { name, tags: {} }))['user']?.['id']));
  const conversation = { channel: 'hitl', tags: { id: 'ext-1' } };
  const made = bodyOf(await call('POST', '/v1/chat/conversations', conversation));
  ids.set('conv_01JD00000000000000000000C1', String(made['conversation']?.['id']));
  const message = {
    type: 'text',
    payload: { text: 'x' },
    tags: {},
    conversationId: ids.get('conv_01JD00000000000000000000C1'),
  };
  const said = await call('POST', '/v1/chat/messages', {
    ...message,
    userId: ids.get('user_01JD00000000000000000000A1'),
  });
  ids.set('msg_01JD000000000000000000000M1', String(bodyOf(said)['message']?.['id']));
  return ids;
}

describe('the runtime API', () => {
  it('answers every sample with its status and shape', async () => {
    const ids = await plantSamples();
    const wrong: string[] = [];
    for (const { operation, request, response } of samples.calls) {
      let written = JSON.stringify(request);
      for (const [invented, real] of ids) written = written.replaceAll(invented, real);
      const { method, path, body } = JSON.parse(written) as Sample['request'];
      const answer = await call(method, path, body);
      const differences = shapeDifferences(response.body, answer.body, { open: ['/tags', '/payload'], isPart: true });
      if (answer.status !== response.status) differences.push(`status ${answer.status}`);
      wrong.push(...differences.map((difference) => `${operation}: ${difference}`));
    }
    expect(wrong).toEqual([]);
  });

  it('refuses a wrong token, another bot and an unknown installation', async () => {
    expect((await callAs({ authorization: 'Bearer y' })).status).toBe(401);
    expect((await callAs({ 'x-bot-id': 'y' })).status).toBe(403);
    expect((await callAs({ 'x-integration-alias': 'y' })).status).toBe(403);
  });

  it('refuses names that are not declared, and things that do not exist', async () => {
    const statuses = [
      await call('POST', '/v1/chat/users', { tags: { shoe: '43' } }),
      await call('POST', '/v1/chat/users', { tags: { id: 'x'.repeat(501) } }),
      await call('POST', '/v1/chat/conversations', { channel: 'sms', tags: {} }),
      await call('POST', '/v1/chat/events', { type: 'hitlPaused', payload: {} }),
      await call('GET', '/v1/chat/states/user/u/session'),
      await call('POST', '/v1/chat/integrations/configure', { scheduleRegisterCall: 'now' }),
      await call('POST', '/v1/chat/events', { type: 'hitlStopped', payload: { conversationId: 'nobody' } }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 400, 404]);
  });

  it('finds what exists by either rule, and by discriminating tags under both', async () => {
    const tags = { id: 'a', email: 'a@example.org' };
    await call('POST', '/v1/chat/users', { tags });
    const created = async (given: object) =>
      bodyOf(await call('POST', '/v1/chat/users/get-or-create', given))['meta']?.['created'];
    expect(await created({ tags: { id: 'a' } })).toBe(false);
    await inject(host, { method: 'POST', path: '/__emulator/botpress/settings', json: { tagMatching: 'exact' } });
    expect(await created({ tags: { id: 'a' } })).toBe(true);
    expect(await created({ tags: { id: 'a', email: 'b@example.org' }, discriminateByTags: ['id'] })).toBe(false);
  });

  it('merges tags, and takes one away by an empty text', async () => {
    const { user } = bodyOf(await call('POST', '/v1/chat/users', { tags: { id: 'a', start: 'x' } }));
    const path = `/v1/chat/users/${String(user?.['id'])}`;
    await call('PUT', path, { tags: { start: '', email: 'a@example.org' } });
    expect(bodyOf(await call('GET', path))['user']?.['tags']).toEqual({ id: 'a', email: 'a@example.org' });
  });

  it('makes a message once when it is told by what', async () => {
    const ids = await plantSamples();
    const message = {
      ...{ type: 'text', payload: { text: 'Hello' }, tags: { externalId: 'm-9' }, discriminateByTags: ['externalId'] },
      ...{ userId: ids.get('user_01JD00000000000000000000A9') },
      ...{ conversationId: ids.get('conv_01JD00000000000000000000C1') },
    };
    const answers = [1, 2].map(() => call('POST', '/v1/chat/messages/get-or-create', message));
    const made = (await Promise.all(answers)).map(bodyOf);
    expect(made.map(({ meta }) => meta?.['created'])).toEqual([true, false]);
    expect(made[0]?.['message']?.['id']).toBe(made[1]?.['message']?.['id']);
  });

  it('fails with its own body when it is told to', async () => {
    host.faults.add({ vendor: 'botpress', operation: 'botpress.users.get', kind: 'status', times: 1, status: 429 });
    expect(await call('GET', '/v1/chat/users/x')).toMatchObject({
      status: 429,
      body: { code: 429, type: 'RateLimited' },
    });
  });
});
