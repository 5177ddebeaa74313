import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../kit/testing/calls.ts';
import {
  type Bench,
  bodyOf,
  type Connected,
  connectChannel,
  resultsOf,
  startBench,
  visitor,
} from '../testing/bench.ts';

let bench: Bench;
let channel: Connected;
beforeEach(async () => {
  bench = await startBench();
  // Nobody listens there: what is sent stays pending.
  channel = await connectChannel(bench, 'http://127.0.0.1:9/nobody');
});
afterEach(() => bench.host.close());

const threads = '/conversations/v3/conversations/threads';
const thread = async (id: string): Promise<Record<string, unknown>> =>
  bodyOf(await bench.ask({ path: `${threads}/${id}` }));
const history = async (id: string): Promise<Record<string, unknown>[]> =>
  resultsOf(await bench.ask({ path: `${threads}/${id}/messages`, query: { limit: '100' } }));
const party = (type: string, value: string): object => ({ senders: [{ deliveryIdentifier: { type, value } }] });

describe('channels', () => {
  const list = (path: string): Promise<Answer> => bench.develop({ path });

  it.each([
    ...['/conversations/v3/custom-channels', '/conversations/v3/custom-channels/', '/conversations/custom-channels/v3'],
    ...['2025-09', '2026-03', '2026-09/'].map((version) => `/conversations/custom-channels/${version}`),
  ])('are listed at %s', async (path) => {
    expect(resultsOf(await list(path)).map(({ id }) => id)).toEqual([channel.channelId]);
  });

  it('cannot be connected before they are visible', async () => {
    await bench.settings({ channelVisibilityMs: 75_000 });
    const path = '/conversations/v3/custom-channels';
    const json = { name: 'New', capabilities: {} };
    const { id } = bodyOf(await bench.develop({ method: 'POST', path, json }));
    const account = { inboxId: bench.connection['inboxId'], name: 'A', authorized: true };
    const connect = (): Promise<Answer> => bench.post(`${path}/${id}/channel-accounts`, account);
    expect((await connect()).status).toBe(404);
    expect((await list(`${path}/${id}`)).status).toBe(200);
    await bench.advance(75_000);
    expect((await connect()).status).toBe(201);
  });

  it('are paged', async () => {
    const path = '/conversations/v3/custom-channels';
    for (const name of ['B', 'C']) await bench.develop({ method: 'POST', path, json: { name, capabilities: {} } });
    await bench.advance(3_000);
    const names: unknown[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const answer = await bench.develop({ path, query: { limit: '2', ...(after === '' ? {} : { after }) } });
      names.push(...resultsOf(answer).map(({ name }) => name));
      after = Object(bodyOf(answer)['paging']).next?.after;
    }
    expect(names).toEqual(['Bot handoff', 'B', 'C']);
  });

  it('need a subscription that is high enough', async () => {
    await bench.settings({ isTierHighEnough: false });
    expect(await channel.publish('Help')).toMatchObject({ status: 403, body: { category: 'MISSING_SCOPES' } });
    expect((await bench.ask({ path: threads })).status).toBe(200);
  });

  it('are connected by an administrator once', async () => {
    const { accountToken } = bodyOf(await bench.control('/hubspot/connect', { channelId: channel.channelId }));
    const path = `/conversations/v3/custom-channels/${channel.channelId}`;
    const json = { accountName: 'By hand', deliveryIdentifier: { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: 'other' } };
    const fill = (): Promise<Answer> => bench.patch(`${path}/channel-account-staging-tokens/${accountToken}`, json);
    expect([(await fill()).status, (await fill()).status]).toEqual([200, 409]);
    const accounts = resultsOf(await bench.ask({ path: `${path}/channel-accounts` }));
    expect(accounts.map(({ name }) => name)).toEqual(['Support', 'By hand']);
  });
});

describe('publishing', () => {
  it('keeps one thread for one thread id, and one message for one idempotency id', async () => {
    const first = bodyOf(await channel.publish('One', { integrationIdempotencyId: 'a' }));
    expect(bodyOf(await channel.publish('One', { integrationIdempotencyId: 'a' }))).toEqual(first);
    await channel.publish('Two', { integrationIdempotencyId: 'b' });
    await channel.publish('Other', { integrationThreadId: 'session-2' });
    expect((await bench.rows('threads')).length).toBe(2);
    const texts = (await history(String(first['conversationsThreadId']))).map(({ text }) => text);
    expect(texts).toEqual(['One', 'Two']);
    await bench.settings({ onDuplicate: 'conflict' });
    expect((await channel.publish('Two', { integrationIdempotencyId: 'b' })).status).toBe(409);
  });

  it('finds the contact by phone or e-mail, and makes a visitor of anybody else', async () => {
    const [contact] = await bench.rows('contacts');
    const contactOf = async (session: string, type: string, value: string): Promise<unknown> => {
      const answer = await channel.publish('Hi', { integrationThreadId: session, ...party(type, value) });
      return (await thread(String(bodyOf(answer)['conversationsThreadId'])))['associatedContactId'];
    };
    expect(await contactOf('a', visitor.type, visitor.value)).toBe(contact?.['id']);
    expect(await contactOf('b', 'HS_EMAIL_ADDRESS', 'dana@example.test')).toBe(contact?.['id']);
    const stranger = String(await contactOf('c', 'CHANNEL_SPECIFIC_OPAQUE_ID', 'v-17'));
    expect(stranger).not.toBe(contact?.['id']);
    expect((await bench.ask({ path: `/crm/v3/objects/contacts/${stranger}` })).status).toBe(404);
    const actor = await bench.ask({ path: `/conversations/v3/conversations/actors/V-${stranger}` });
    expect(actor).toMatchObject({ status: 200, body: { type: 'VISITOR' } });
    const named = await channel.publish('Hi', {
      ...{ integrationThreadId: 'd', associateWithContactId: Number(contact?.['id']) },
      ...party('CHANNEL_SPECIFIC_OPAQUE_ID', 'v-18'),
    });
    const { conversationsThreadId } = bodyOf(named);
    expect(await thread(String(conversationsThreadId))).toMatchObject({ associatedContactId: contact?.['id'] });
  });

  it.each([
    ['a phone number that is not E.164', party('HS_PHONE_NUMBER', '555-1234')],
    ['an e-mail address in capitals', party('HS_EMAIL_ADDRESS', 'Dana@Example.test')],
    ['an unknown kind of identifier', party('EMAIL', 'dana@example.test')],
    ['no sender', { senders: [] }],
    ['no thread id', { integrationThreadId: undefined }],
    ['no text', { text: '' }],
    ['a file that is not there', { attachments: [{ type: 'FILE', fileId: '1' }] }],
    ['an unknown contact', { associateWithContactId: 1 }],
    ['a wrong time', { timestamp: 'yesterday' }],
    ['no direction', { messageDirection: 'SIDEWAYS' }],
  ])('refuses %s', async (_what, more) => {
    expect(await channel.publish('Hi', more)).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' } });
    expect(await bench.rows('threads')).toEqual([]);
  });

  it('wants everything in a strict account', async () => {
    await bench.settings({ isStrict: true });
    expect((await channel.publish('Hi')).status).toBe(400);
    const all = { recipients: [{ deliveryIdentifier: { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: 'tnt_demo' } }] };
    const more = { ...all, timestamp: bench.host.clock.now().toISOString(), attachments: [] };
    expect((await channel.publish('Hi', more)).status).toBe(201);
  });

  it('is refused for an account that is disconnected, to agents too', async () => {
    const id = await channel.open();
    await bench.control('/hubspot/account', { accountId: channel.accountId, action: 'deauthorise' });
    expect((await channel.publish('Hi')).status).toBe(403);
    expect((await channel.act(id, 'reply', { text: 'Hi' })).status).toBe(409);
  });

  it('opens a closed thread again, or not', async () => {
    const id = await channel.open();
    await channel.act(id, 'close');
    await channel.publish('Still there?');
    expect(await thread(id)).toMatchObject({ status: 'OPEN' });
    await bench.settings({ reopensOnPublish: false });
    await channel.act(id, 'close');
    await channel.publish('And now?');
    expect(await thread(id)).toMatchObject({ status: 'CLOSED', closedAt: expect.any(String) });
  });

  it('happens although the answer is lost', async () => {
    const url = await bench.host.listen(0);
    const authorization = `Bearer ${await bench.tokenFor(['conversations.custom_channels.write'])}`;
    const body = {
      ...{ messageDirection: 'INCOMING', channelAccountId: channel.accountId, integrationThreadId: 'session-1' },
      ...{ text: 'Hi', integrationIdempotencyId: 'a', senders: [{ deliveryIdentifier: visitor }] },
    };
    await bench.fault({ kind: 'drop-response', operation: 'hubspot.messages.publish' });
    const path = `${url}/conversations/v3/custom-channels/${channel.channelId}/messages`;
    const sent = fetch(path, { method: 'POST', headers: { authorization }, body: JSON.stringify(body) });
    await expect(sent).rejects.toThrow();
    const { id } = bodyOf(await channel.publish('Hi', { integrationIdempotencyId: 'a' }));
    expect((await bench.rows('messages')).map((row) => row['id'])).toEqual([id]);
  });
});

describe('threads', () => {
  it('are filtered, sorted and paged', async () => {
    for (const session of ['a', 'b', 'c']) await channel.publish(session, { integrationThreadId: session });
    const [first] = await bench.rows('threads');
    await channel.act(String(first?.['id']), 'close');
    const ask = async (query: Record<string, string>): Promise<Answer> => bench.ask({ path: threads, query });
    expect(resultsOf(await ask({ threadStatus: 'OPEN' }))).toHaveLength(2);
    expect(resultsOf(await ask({ inboxId: '1' }))).toEqual([]);
    expect(resultsOf(await ask({ sort: '-id' })).at(-1)).toMatchObject({ id: first?.['id'] });
    const page = await ask({ limit: '2' });
    const { after, link } = Object(bodyOf(page)['paging']).next;
    expect(link).toContain(`after=${after}`);
    expect(resultsOf(await ask({ limit: '2', after }))).toHaveLength(1);
    expect((await ask({ limit: '2', after: '???' })).status).toBe(400);
  });

  it('are assigned to agents alone, archived, restored and closed through the API', async () => {
    const id = await channel.open();
    const assignee = `/conversations/conversations/v3/threads/${id}/assignee`;
    const put = (actorId: string): Promise<Answer> => bench.ask({ method: 'PUT', path: assignee, json: { actorId } });
    const [agent] = await bench.rows('agents');
    expect((await put('V-50117')).status).toBe(400);
    expect((await put(`A-${agent?.['id']}`)).body).toMatchObject({ assignedTo: `A-${agent?.['id']}` });
    expect((await bench.ask({ method: 'DELETE', path: assignee })).status).toBe(204);
    expect(await thread(id)).not.toHaveProperty('assignedTo');
    expect((await bench.ask({ method: 'DELETE', path: `${threads}/${id}` })).status).toBe(204);
    expect((await bench.ask({ path: `${threads}/${id}` })).status).toBe(404);
    const restore = {
      method: 'PATCH',
      path: `${threads}/${id}`,
      query: { archived: 'true' },
      json: { archived: false },
    };
    expect((await bench.ask(restore)).body).toMatchObject({ archived: false });
    expect((await bench.patch(`${threads}/${id}`, { status: 'CLOSED' })).body).toMatchObject({ status: 'CLOSED' });
    expect((await bench.patch(`${threads}/${id}`, { status: 'CLOSED', archived: false })).status).toBe(400);
    expect((await history(id)).map(({ type }) => type)).toEqual([
      ...['MESSAGE', 'ASSIGNMENT', 'ASSIGNMENT', 'THREAD_STATUS_CHANGE'],
    ]);
  });

  it('show the whole of a text that was cut', async () => {
    await bench.settings({ truncateAt: 10 });
    const answer = bodyOf(await channel.publish('A text of more than ten letters'));
    expect(answer).toMatchObject({ text: 'A text of ', truncationStatus: 'TRUNCATED' });
    const path = `${threads}/${answer['conversationsThreadId']}/messages/${answer['id']}/original-content`;
    expect((await bench.ask({ path })).body).toMatchObject({ text: 'A text of more than ten letters' });
  });

  it('tell of unknown actors beside known ones', async () => {
    const [agent] = await bench.rows('agents');
    const inputs = [`A-${agent?.['id']}`, 'A-1'];
    const answer = await bench.post('/conversations/v3/conversations/actors/batch/read', { inputs });
    expect(answer).toMatchObject({ status: 207, body: { numErrors: 1, results: [{ name: 'Sam Agent' }] } });
  });

  it('take a message of an agent through the API, which goes out through the channel', async () => {
    const id = await channel.open();
    const [agent] = await bench.rows('agents');
    const json = {
      ...{ type: 'MESSAGE', text: 'Hello', attachments: [], senderActorId: `A-${agent?.['id']}`, recipients: [] },
      ...{ channelId: channel.channelId, channelAccountId: channel.accountId },
    };
    expect((await bench.post(`${threads}/${id}/messages`, json)).body).toMatchObject({ direction: 'OUTGOING' });
    const deliveries = await bench.rows('deliveries');
    expect(deliveries.at(-1)).toMatchObject({ body: { type: 'OUTGOING_CHANNEL_MESSAGE_CREATED' } });
  });
});

describe('contacts and files', () => {
  it('finds a new contact once it is indexed, and refuses a second one with the address', async () => {
    const json = { properties: { email: 'ada@engine.example', firstname: 'Ada' } };
    const create = (): Promise<Answer> => bench.post('/crm/v3/objects/contacts', json);
    const { id } = bodyOf(await create());
    expect((await create()).status).toBe(409);
    const filters = [{ propertyName: 'email', operator: 'EQ', value: 'ADA@engine.example' }];
    const body = { filterGroups: [{ filters }], properties: ['email'], sorts: [], limit: 2, after: '0' };
    const find = async (): Promise<unknown[]> => resultsOf(await bench.post('/crm/v3/objects/contacts/search', body));
    expect(await find()).toEqual([]);
    await bench.advance(2_000);
    expect(await find()).toMatchObject([{ id, properties: { email: 'ada@engine.example' } }]);
    const byEmail = { path: '/crm/v3/objects/contacts/ada@engine.example', query: { idProperty: 'email' } };
    expect((await bench.ask(byEmail)).body).toMatchObject({ id });
  });

  it('gives out private files for a while, with a signature alone', async () => {
    const id = await channel.open();
    const files = [{ name: 'how-to.png', type: 'image/png', content: Buffer.from('picture').toString('base64') }];
    const [file] = Object((await channel.act(id, 'reply', { text: 'See', files })).body).attachments;
    const url = new URL(String(file.url));
    const get = (query = Object.fromEntries(url.searchParams)): Promise<Answer> =>
      bench.call({ path: url.pathname, query });
    expect(await get()).toMatchObject({ status: 200, body: 'picture', headers: { 'content-type': 'image/png' } });
    expect((await get({})).status).toBe(403);
    await bench.advance(3_600_000);
    expect((await get()).status).toBe(403);
    const tooMany = [...files, ...files, ...files];
    expect((await channel.act(id, 'reply', { text: 'See', files: tooMany })).status).toBe(409);
  });
});

describe('tokens', () => {
  it('end with a fault, and with the app', async () => {
    await bench.fault({ kind: 'token-expired' });
    expect((await bench.ask({ path: threads })).body).toMatchObject({ category: 'EXPIRED_AUTHENTICATION' });
    expect((await bench.refresh()).status).toBe(200);
    await bench.control('/hubspot/uninstall');
    expect((await bench.refresh()).body).toMatchObject({ error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' });
  });

  it('are asked for with a proof, where the consent had a challenge', async () => {
    const redirect = 'https://handoff.example.test/callback';
    const { clientId = '', clientSecret = '' } = bench.connection;
    const query = { client_id: clientId, redirect_uri: redirect, scope: 'oauth', answer: 'accept' };
    const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };
    const { headers } = await bench.call({ path: '/oauth/authorize', query: { ...query, ...challenge } });
    const code = new URL(String(headers['location'])).searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', client_id: clientId, client_secret: clientSecret };
    const exchange = (code_verifier: string): Promise<Answer> => {
      const fields = { ...form, redirect_uri: redirect, code, code_verifier };
      return bench.call({ method: 'POST', path: '/oauth/v3/token', form: fields });
    };
    expect((await exchange('wrong')).body).toMatchObject({ status: 'BAD_AUTH_CODE' });
    expect((await exchange('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).status).toBe(200);
    expect((await exchange('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).status).toBe(400);
  });

  it('cannot be had for scopes that the app does not declare, nor from v1 once that is over', async () => {
    const query = { client_id: bench.connection['clientId'] ?? '', redirect_uri: 'https://x.test/', scope: 'tickets' };
    expect((await bench.call({ path: '/oauth/authorize', query })).status).toBe(400);
    await bench.settings({ hasOauthV1: false });
    expect((await bench.call({ method: 'POST', path: '/oauth/v1/token', form: {} })).status).toBe(404);
  });

  it('are described in v1 and taken back', async () => {
    const token = await bench.tokenFor(['oauth', 'conversations.read']);
    const path = `/oauth/v1/access-tokens/${token}`;
    expect((await bench.call({ path })).body).toMatchObject({
      hub_id: 24601357,
      scopes: ['oauth', 'conversations.read'],
    });
    const refresh = `/oauth/v1/refresh-tokens/${bench.connection['refreshToken']}`;
    expect((await bench.call({ path: refresh })).body).toMatchObject({ token_type: 'refresh' });
    expect((await bench.call({ method: 'DELETE', path: refresh })).status).toBe(204);
    expect((await bench.refresh()).status).toBe(400);
  });
});

it('starts again with what it had, after a reset with what it began with', async () => {
  const id = await channel.open();
  const kept = bench.host.snapshot();
  await bench.host.reset();
  expect(await bench.rows('threads')).toEqual([]);
  expect((await bench.refresh()).status).toBe(200);
  await bench.host.restore(kept);
  expect(await thread(id)).toMatchObject({ id, status: 'OPEN' });
});
