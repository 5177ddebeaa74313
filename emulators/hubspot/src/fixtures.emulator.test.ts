import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Call } from '../../kit/testing/calls.ts';
import { answerDifferences, type Comparison, listingProblems, shapeDifferences } from '../../kit/testing/fixtures.ts';
import { type Bench, bodyOf, type Receiver, startBench, startReceiver } from '../testing/bench.ts';
import { callIn, loadSample } from '../testing/samples.ts';

let bench: Bench;
let receiver: Receiver;
/** The emulator's values for the invented ones. */
let ids: Record<string, string>;
const threadId = '9471120385';
const channels = '/conversations/v3/custom-channels';

beforeEach(async () => {
  bench = await startBench();
  receiver = await startReceiver();
  const { appId = '', developerKey = '', inboxId = '', helpDeskInboxId = '', clientId = '' } = bench.connection;
  const { clientSecret = '', refreshToken = '' } = bench.connection;
  const [agent] = await bench.rows('agents');
  const [contact] = await bench.rows('contacts');
  ids = {
    'https://handoff.example.test/webhooks/hubspot/tnt_demo': receiver.url,
    'fixture-developer-key': developerKey,
    '7654321': appId,
    '861204933': inboxId,
    '861204990': helpDeskInboxId,
    '30114422': String(agent?.['id']),
    '50117': String(contact?.['id']),
    '3f6c1e52-0a4b-4d7e-9c1a-5b8e2f7d9a10': clientId,
    'fixture-client-secret-not-a-real-one': clientSecret,
    'fixture-refresh-token-1': refreshToken,
  };
});
afterEach(async () => {
  await receiver.close();
  await bench.host.close();
});

/** A sample's call, with the token or the key that the sample would have. */
async function replay(name: string, adapt: (call: Call) => Call = (call) => call): Promise<Answer> {
  const call = adapt(callIn(loadSample(name, ids)));
  const needsToken = !(call.path.startsWith('/oauth') || call.query?.['hapikey'] !== undefined);
  return needsToken ? bench.ask(call) : bench.call(call);
}

async function register(): Promise<void> {
  ids['1184502'] = String(bodyOf(await replay('channel-register'))['id']);
  await bench.advance(3_000);
}
async function connect(): Promise<void> {
  await register();
  ids['2390417756'] = String(bodyOf(await replay('channel-account-create'))['id']);
}
async function open(): Promise<void> {
  await connect();
  const body = bodyOf(await replay('message-publish-incoming-first'));
  ids[threadId] = String(body['conversationsThreadId']);
  ids['4b1f0c2d9e8a47d6b3c5a7f1e2d40911'] = String(body['id']);
}
const act = (action: string, more: object = {}): Promise<Answer> =>
  bench.control('/hubspot/agent', { threadId: ids[threadId], action, ...more });
async function answered(): Promise<void> {
  await open();
  ids['e1d2c3b4a5968778695a4b3c2d1e0f10'] = String(bodyOf(await act('reply', { text: 'We are on it' }))['id']);
}
async function assigned(): Promise<void> {
  await open();
  await act('assign');
}
async function closed(): Promise<void> {
  await assigned();
  await act('close');
}

const multipart = (fields: Record<string, string>, fileName: string): Pick<Call, 'raw' | 'headers'> => {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const type = fileName.endsWith('.png') ? 'image/png' : 'application/pdf';
  const file = `--b\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: ${type}\r\n\r\nbytes\r\n--b--\r\n`;
  return { raw: parts.join('') + file, headers: { 'content-type': 'multipart/form-data; boundary=b' } };
};
const asUpload = (call: Call): Call => ({
  ...{ ...call, method: 'POST', path: '/files/v3/files' },
  ...multipart({ fileName: 'invoice.pdf', folderPath: '/bot', options: '{"access":"PRIVATE"}' }, 'invoice.pdf'),
});
const upload = async (): Promise<string> => String(bodyOf(await replay('file-upload', asUpload))['id']);
const bearer = async (call: Call): Promise<Call> => {
  const { access_token: token } = bodyOf(await bench.refresh());
  return { ...call, form: { ...call.form, token: String(token) } };
};

type Case = Comparison & {
  prepare?: () => Promise<unknown>;
  /** The call, when the sample shows none or another one. */
  call?: (call: Call) => Promise<Answer>;
};
const fault = (status: number) => () => bench.fault({ kind: 'status', status });
const anyCall = (): Promise<Answer> => bench.ask({ path: '/conversations/v3/conversations/inboxes' });
const ticket = { open: ['/threadAssociations'] };
const search = { open: ['/properties'] };

const cases: Record<string, Case> = {
  'actor-agent': { isPart: true, open: ['/never'], call: async (call) => withAvatar(await bench.ask(call)) },
  'actor-batch': {},
  'actor-visitor': {},
  'channel-account-create': { prepare: register },
  'channel-account-list': { prepare: connect },
  'channel-account-staging-token-update': {
    prepare: async () => {
      await register();
      const { accountToken } = bodyOf(await bench.control('/hubspot/connect', { channelId: ids['1184502'] }));
      ids['fixture-account-token'] = String(accountToken);
    },
  },
  'channel-account-update': { prepare: connect },
  'channel-archive': { prepare: register },
  'channel-list': { prepare: register },
  'channel-list-not-visible-yet': { prepare: () => replay('channel-register') },
  'channel-register': {},
  'channel-register-dated': {},
  'channel-update': { prepare: register },
  'contact-search-email': search,
  'contact-search-none': {
    call: () => bench.post('/crm/v3/objects/contacts/search', { filterGroups: [nobody], properties: [], limit: 2 }),
  },
  'contact-search-phone': search,
  'error-400-validation': { prepare: fault(400), call: anyCall },
  'error-401-invalid-token': {
    call: () => bench.ask({ path: channels, headers: { authorization: 'Bearer no' } }).then(otherRoute),
  },
  'error-401-expired-token': {
    prepare: () => bench.advance(1_980_000),
    call: async () => withTime(await anyCall()),
  },
  'error-403-missing-scopes': {
    prepare: connect,
    call: async () => {
      const token = await bench.tokenFor(['conversations.read']);
      const path = `${channels}/${ids['1184502']}/messages`;
      return bench.ask({ method: 'POST', path, json: {}, headers: { authorization: `Bearer ${token}` } });
    },
  },
  'error-404-not-found': { call: () => bench.ask({ path: '/conversations/v3/conversations/threads/1' }) },
  'error-423-locked': { prepare: fault(423), call: anyCall },
  'error-429-daily': {
    prepare: () => bench.settings({ callsPerDay: 1 }).then(anyCall),
    call: anyCall,
  },
  'error-429-secondly-search': {
    prepare: () => bench.settings({ searchesPerSecond: 0 }),
    call: () => replay('contact-search-email'),
  },
  'error-429-ten-secondly': { prepare: () => bench.settings({ callsPerTenSeconds: 0 }), call: anyCall },
  'error-477-migrating': { prepare: fault(477), call: anyCall },
  'error-502-html': { prepare: fault(502), call: anyCall },
  'error-channel-invalid-capability': {
    call: () => {
      const json = { name: 'x', capabilities: { deliveryIdentifierTypes: ['EMAIL'] } };
      return bench.develop({ method: 'POST', path: channels, json });
    },
  },
  'error-developer-key': { call: () => bench.develop({ path: channels, query: { hapikey: 'no' } }) },
  'error-message-unknown-channel-account': {
    prepare: connect,
    call: () => replay('message-publish-incoming-first', (call) => withJson(call, { channelAccountId: '1' })),
  },
  'error-oauth-bad-auth-code': {
    call: () => replay('oauth-token-exchange'),
  },
  'error-oauth-bad-client-id': {
    call: () => replay('oauth-token-refresh', (call) => ({ ...call, form: { ...call.form, client_id: 'no' } })),
  },
  'error-oauth-bad-refresh-token': {
    call: () => replay('oauth-token-refresh', (call) => ({ ...call, form: { ...call.form, refresh_token: 'no' } })),
  },
  'error-oauth-json-body-415': { call: async (call) => withEmptyText(await bench.call(call)) },
  'file-signed-url': {
    prepare: async () => {
      ids['190045679999'] = await upload();
    },
  },
  'file-upload': { call: (call) => bench.ask(asUpload(call)) },
  'inbox-list': {},
  'message-get': { prepare: open },
  'message-publish-incoming-file': {
    prepare: async () => {
      await connect();
      ids['190045671234'] = await upload();
    },
  },
  'message-publish-incoming-first': { prepare: connect },
  'message-publish-incoming-followup': { prepare: open },
  'message-publish-incoming-minimal': { prepare: connect },
  'message-publish-outgoing-sync': { prepare: open },
  'message-status-failed': { prepare: answered },
  'message-status-read': { prepare: answered },
  'message-status-sent': { prepare: answered },
  'oauth-introspect-access': { open: ['/signed_access_token'], call: async (call) => bench.call(await bearer(call)) },
  'oauth-revoke-refresh': {},
  'oauth-token-exchange': { prepare: () => grantCode() },
  'oauth-token-exchange-v1': { prepare: () => grantCode() },
  'oauth-token-refresh': {},
  'thread-archive': { prepare: assigned },
  'thread-assign': { prepare: open },
  'thread-close': { prepare: assigned },
  'thread-comment-post': { prepare: open },
  'thread-get': { prepare: assigned, ...ticket },
  'thread-list-by-contact': {
    prepare: async () => {
      await assigned();
      const second = { integrationThreadId: 'second', integrationIdempotencyId: 'second' };
      await replay('message-publish-incoming-first', (call) => withJson(call, second));
    },
  },
  'thread-messages': {
    prepare: async () => {
      await assigned();
      await act('reply', { text: 'Hi Dana, this is Sam from support' });
      await act('comment', { text: 'internal note' });
      await act('close');
    },
  },
  'thread-reopen': { prepare: closed },
  'thread-restore': { prepare: () => assigned().then(() => act('archive')) },
  'visitor-identification-token': {},
};
const nobody = { filters: [{ propertyName: 'email', operator: 'EQ', value: 'nobody@example.test' }] };
const withJson = (call: Call, more: object): Call => ({ ...call, json: { ...Object(call.json), ...more } });
const withAvatar = (answer: Answer): Answer => ({ ...answer, body: { avatar: '', ...bodyOf(answer) } });
const withEmptyText = (answer: Answer): Answer => ({ ...answer, body: answer.body ?? '' });
/** Channels take no token; another route does. */
const otherRoute = (): Promise<Answer> =>
  bench.ask({ path: '/conversations/v3/conversations/inboxes', headers: { authorization: 'Bearer no' } });
/** The one value in the words of an error that is not always the same. */
const withTime = (answer: Answer): Answer => ({
  ...answer,
  body: { ...bodyOf(answer), context: { 'expire time': ['2026-11-20T10:12:30.000Z'] } },
});

async function grantCode(): Promise<void> {
  const answer = await replay('oauth-authorize-url', (call) => ({
    ...call,
    query: { ...call.query, answer: 'accept' },
  }));
  ids['fixture-auth-code'] = new URL(String(answer.headers['location'])).searchParams.get('code') ?? '';
}

const webhooks: Record<string, { prepare: () => Promise<unknown>; is: (event: Record<string, unknown>) => boolean }> = {
  'app-webhook-assigned': { prepare: assigned, is: hasProperty('assignedTo') },
  'app-webhook-closed': { prepare: closed, is: hasProperty('status') },
  'app-webhook-created': { prepare: open, is: hasType('conversation.creation') },
  'app-webhook-deleted': { prepare: () => open().then(() => act('archive')), is: hasType('conversation.deletion') },
  'app-webhook-new-message': { prepare: open, is: hasType('conversation.newMessage') },
  'app-webhook-privacy-deleted': {
    prepare: () => open().then(() => act('purge')),
    is: hasType('conversation.privacyDeletion'),
  },
  'app-webhook-reopened': {
    prepare: () => closed().then(() => act('reopen')),
    is: (event) => event['propertyName'] === 'status' && event['propertyValue'] === 'OPEN',
  },
  'app-webhook-restored': {
    prepare: async () => {
      await open();
      await act('archive');
      await act('restore');
    },
    is: hasProperty('isArchived'),
  },
  'app-webhook-unassigned': {
    prepare: () => assigned().then(() => act('unassign')),
    is: (event) => event['propertyName'] === 'assignedTo' && event['propertyValue'] === '',
  },
  'channel-webhook-account-created': { prepare: connect, is: hasType('CHANNEL_ACCOUNT_CREATED') },
  'channel-webhook-account-purged': { prepare: () => connection('purge'), is: hasType('CHANNEL_ACCOUNT_PURGED') },
  'channel-webhook-account-updated': {
    prepare: () => connection('deauthorise'),
    is: hasType('CHANNEL_ACCOUNT_UPDATED'),
  },
  'channel-webhook-outgoing-agent-started': {
    prepare: async () => {
      await connect();
      await replay('channel-update', (call) => withJson(call, startable(call)));
      await bench.control('/hubspot/start', { deliveryIdentifier: phone, text: 'Hello' });
    },
    is: outgoing,
  },
  'channel-webhook-outgoing-file': {
    prepare: () => open().then(() => act('reply', { files: [picture] })),
    is: outgoing,
  },
  'channel-webhook-outgoing-inline-image': {
    prepare: () => open().then(() => act('reply', { text: 'See the picture', inlineImage: picture })),
    is: outgoing,
  },
  'channel-webhook-outgoing-text': { prepare: answered, is: outgoing },
};
const phone = { type: 'HS_PHONE_NUMBER', value: '+12025550123' };
const picture = { name: 'how-to.png', type: 'image/png', content: 'aGVsbG8=' };
const startable = ({ json }: Call): object => ({
  webhookUrl: receiver.url,
  capabilities: { ...Object(json).capabilities, allowConversationStart: true },
});
function hasType(type: string): (event: Record<string, unknown>) => boolean {
  return (event) => (event['subscriptionType'] ?? event['type']) === type;
}
function hasProperty(name: string): (event: Record<string, unknown>) => boolean {
  return (event) => event['propertyName'] === name;
}
function outgoing(event: Record<string, unknown>): boolean {
  return event['type'] === 'OUTGOING_CHANNEL_MESSAGE_CREATED';
}
async function connection(action: string): Promise<void> {
  await connect();
  await bench.control('/hubspot/account', { accountId: ids['2390417756'], action });
}

const batches = ['app-webhook-mixed-batch-out-of-order', 'app-webhook-redelivery'];
const redirects = ['oauth-authorize-url', 'channel-account-connect-redirect'];
const notCovered = {
  index: 'The list of the samples.',
  'signature-vectors': 'Vectors for who receives; webhooks.emulator.test.ts holds the signer against them.',
};

it('covers every sample or says why not', () => {
  const covered = [...Object.keys(cases), ...Object.keys(webhooks), ...batches, ...redirects];
  expect(listingProblems('hubspot', covered, notCovered)).toEqual([]);
});

it.each(Object.entries(cases))('answers as %s', async (name, { prepare, call, ...how }) => {
  await prepare?.();
  const sample = loadSample(name, ids);
  const answer = call === undefined ? await replay(name) : await call(callIn(sample));
  // The id of a correlation is another one each time.
  const { correlationId } = bodyOf(answer);
  const { body } = sample.response;
  if (correlationId !== undefined) Object.assign(Object(body), { correlationId });
  expect(answerDifferences(sample, answer, how)).toEqual([]);
});

describe('webhooks', () => {
  beforeEach(() => bench.control('/hubspot/app-webhooks', { targetUrl: receiver.url }));

  it.each(Object.entries(webhooks))('delivers as %s', async (name, { prepare, is }) => {
    await prepare();
    await bench.settle();
    const { delivery } = loadSample(name, ids);
    const heard = receiver.heard.flatMap(({ body, headers }) =>
      [body].flat().map((event) => ({ event: Object(event), headers, isBatch: Array.isArray(body) })),
    );
    const sent = heard.findLast(({ event }) => is(event));
    const [event] = [delivery?.json].flat();
    expect(sent?.isBatch).toBe(Array.isArray(delivery?.json));
    expect(shapeDifferences(event, sent?.event)).toEqual([]);
    for (const header of Object.keys(delivery?.headers ?? {})) expect(sent?.headers).toHaveProperty(header);
  });

  it('delivers as app-webhook-mixed-batch-out-of-order', async () => {
    await bench.settings({ batchOrder: 'newest-first', hasForeignEvents: true });
    await assigned();
    await act('close');
    await bench.settle();
    const { delivery } = loadSample('app-webhook-mixed-batch-out-of-order', ids);
    const batch = receiver.heard.map(({ body }) => body).find(Array.isArray) ?? [];
    const kindsOf = (events: unknown): string[] =>
      [events].flat().map((event) => `${Object(event).subscriptionType} ${Object(event).propertyName ?? ''}`);
    expect(kindsOf(batch)).toEqual(expect.arrayContaining(kindsOf(delivery?.json)));
    const times = batch.map((event) => Number(Object(event).occurredAt));
    expect(times).toEqual([...times].sort((left, right) => right - left));
    const objects = new Set(batch.map((event) => Object(event).objectId));
    expect(objects.size).toBeGreaterThan(2);
  });

  it('delivers as app-webhook-redelivery', async () => {
    receiver.answers.push(200, 500, 503, 500);
    await closed();
    await bench.settle();
    for (let retry = 0; retry < 3; retry += 1) {
      await bench.advance(1_800_000);
      await bench.settle();
    }
    const { delivery } = loadSample('app-webhook-redelivery', ids);
    const tries = receiver.heard.filter(({ body }) => Array.isArray(body));
    const last = tries.at(-1);
    const event = [last?.body].flat().find((one) => Object(one).propertyName === 'status');
    expect(Object(event)).toMatchObject({ attemptNumber: 3, propertyValue: 'CLOSED' });
    const [sample] = [delivery?.json].flat();
    // This sample shows no source, the one of a first try does.
    expect(shapeDifferences({ ...Object(sample), changeSource: 'USER' }, event)).toEqual([]);
    expect(new Set(tries.map(({ headers }) => headers['x-hubspot-signature-v3'])).size).toBe(4);
  });
});

describe('redirects', () => {
  it('sends the browser as oauth-authorize-url', async () => {
    const sample = loadSample('oauth-authorize-url', ids) as unknown as { redirects: Record<string, string> };
    const answers = { accept: 'success', deny: 'denied' } as const;
    for (const [answer, name] of Object.entries(answers)) {
      const { headers } = await replay('oauth-authorize-url', (call) => ({
        ...call,
        query: { ...call.query, answer },
      }));
      const [given, wanted] = [new URL(String(headers['location'])), new URL(sample.redirects[name] ?? '')];
      expect([...given.searchParams.keys()].sort()).toEqual([...wanted.searchParams.keys()].sort());
      expect(given.origin + given.pathname).toBe(wanted.origin + wanted.pathname);
      expect(given.searchParams.get('state')).toBe(wanted.searchParams.get('state'));
    }
  });

  it('sends the browser as channel-account-connect-redirect', async () => {
    await register();
    const { url } = bodyOf(await bench.control('/hubspot/connect', { channelId: ids['1184502'] }));
    const { path, query = {} } = callIn(loadSample('channel-account-connect-redirect', ids));
    const given = new URL(String(url));
    expect(given.pathname).toBe(path);
    expect([...given.searchParams.keys()].sort()).toEqual(Object.keys(query).sort());
    for (const name of ['channelId', 'inboxId', 'redirectUrl']) expect(given.searchParams.get(name)).toBe(query[name]);
  });
});
