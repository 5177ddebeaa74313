import { describe, expect, test } from 'vitest';
import { fakeHttp, fixedToken } from '../../../packages/http-kit/testing/fake-http.ts';
import { createTestClock } from '../../../packages/http-kit/testing/test-clock.ts';
import { answerOf, compareRequests, listingProblems, loadFixture } from '../testing/fixtures.ts';
import {
  type ChannelAccountBody,
  type ChannelBody,
  createHubSpotClient,
  createHubSpotConsentUrl,
  createHubSpotOAuth,
  type HubSpotClient,
  type HubSpotOAuth,
  type HubSpotVersions,
  type Publication,
  readHubSpotConsent,
} from './index.ts';

const channelId = '1184502';
const accountId = '2390417756';
const threadId = '9471120385';
const outgoingId = 'e1d2c3b4a5968778695a4b3c2d1e0f10';
const clientId = '3f6c1e52-0a4b-4d7e-9c1a-5b8e2f7d9a10';
const clientSecret = 'fixture-client-secret-not-a-real-one';
const redirectUri = 'https://handoff.example.test/oauth/hubspot/callback';
const identifier = { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: 'tnt_demo:861204933' } as const;
const scopes = [
  'oauth',
  'conversations.custom_channels.read',
  'conversations.custom_channels.write',
  'conversations.read',
  'conversations.write',
  'crm.objects.contacts.read',
];

/** Bodies in HubSpot's own words are handed over as they are. */
const bodyOf = <Body>(name: string): Body => JSON.parse(JSON.stringify(loadFixture(name).request?.json));
const publish = (name: string) => (hubspot: HubSpotClient) =>
  hubspot.messages.publish(channelId, bodyOf<Publication>(name));
const getThread = (hubspot: HubSpotClient) => hubspot.threads.get(threadId);
const setStatus = (type: 'SENT' | 'READ' | 'FAILED', errorMessage?: string) => (hubspot: HubSpotClient) =>
  hubspot.messages.setStatus(channelId, outgoingId, { type, ...(errorMessage === undefined ? {} : { errorMessage }) });

type Case = {
  call(hubspot: HubSpotClient): Promise<unknown>;
  value?: unknown;
  error?: object;
  requests?: number;
  versions?: Partial<HubSpotVersions>;
};

const channel = {
  id: channelId,
  name: 'Bot handoff',
  webhookUrl: 'https://handoff.example.test/webhooks/hubspot/tnt_demo',
  capabilities: expect.objectContaining({ threadingModel: 'INTEGRATION_THREAD_ID', allowConversationStart: false }),
  createdAt: new Date('2026-11-20T10:15:30.412Z'),
};
const account = {
  id: accountId,
  channelId,
  inboxId: '861204933',
  isAuthorised: true,
  isActive: true,
  isArchived: false,
  deliveryIdentifier: identifier,
};
const thread = {
  id: threadId,
  status: 'OPEN',
  inboxId: '861204933',
  associatedContactId: '50117',
  assignedTo: 'A-30114422',
  channelId,
  channelAccountId: accountId,
  isArchived: false,
};
const incoming = {
  threadId,
  direction: 'INCOMING',
  channelAccountId: accountId,
  createdBy: 'V-50117',
  isTruncated: false,
};
const dana = { id: '50117', email: 'dana@example.test', firstName: 'Dana', lastName: 'Visitor' };
const newToken = { code: 'unauthorised', retryable: false, status: 401 };
const correlationId = '0f8fad5b-d9cb-469f-a165-70867728950e';

const cases: Record<string, Case> = {
  'actor-agent': {
    call: (hubspot) => hubspot.actors.get('A-30114422'),
    value: { id: 'A-30114422', type: 'AGENT', name: 'Sam Agent', email: 'sam@example.test' },
  },
  'actor-visitor': {
    call: (hubspot) => hubspot.actors.get('V-50117'),
    value: { type: 'VISITOR', name: 'Dana Visitor' },
  },
  'actor-batch': {
    call: (hubspot) => hubspot.actors.getMany(['A-30114422', 'S-hubspot']),
    value: [
      { id: 'A-30114422', name: 'Sam Agent' },
      { id: 'S-hubspot', type: 'SYSTEM', name: null },
    ],
  },
  'channel-account-create': {
    call: (hubspot) => hubspot.channelAccounts.create(channelId, bodyOf<ChannelAccountBody>('channel-account-create')),
    value: account,
  },
  'channel-account-list': { call: (hubspot) => hubspot.channelAccounts.list(channelId).all(), value: [account] },
  'channel-account-update': {
    call: (hubspot) => hubspot.channelAccounts.update(channelId, accountId, { isAuthorised: false }),
    value: { ...account, isAuthorised: false, isActive: false },
  },
  'channel-account-staging-token-update': {
    call: (hubspot) =>
      hubspot.channelAccounts.nameStaged(channelId, 'fixture-account-token', {
        accountName: 'Bot handoff - Support',
        deliveryIdentifier: identifier,
      }),
    value: { inboxId: '861204933' },
  },
  'channel-archive': { call: (hubspot) => hubspot.channels.archive(channelId) },
  'channel-list': { call: (hubspot) => hubspot.channels.list().all(), value: [channel] },
  'channel-list-not-visible-yet': { call: (hubspot) => hubspot.channels.list().all(), value: [] },
  'channel-register': {
    call: (hubspot) => hubspot.channels.register(bodyOf<ChannelBody>('channel-register')),
    value: channel,
  },
  'channel-register-dated': {
    call: (hubspot) => hubspot.channels.register(bodyOf<ChannelBody>('channel-register-dated')),
    value: channel,
    versions: { customChannels: '2026-03' },
  },
  'channel-update': {
    call: (hubspot) => hubspot.channels.update(channelId, bodyOf<ChannelBody>('channel-update')),
    value: { ...channel, webhookUrl: `${channel.webhookUrl}/v2` },
  },
  'contact-search-email': { call: (hubspot) => hubspot.contacts.findByEmail('Dana@example.test'), value: [dana] },
  'contact-search-phone': {
    call: (hubspot) => hubspot.contacts.findByPhone('+12025550123'),
    value: [{ ...dana, phone: '+1 202-555-0123', mobilePhone: null }],
  },
  'contact-search-none': { call: (hubspot) => hubspot.contacts.findByPhone('+12025550199'), value: [] },
  'file-signed-url': {
    call: (hubspot) => hubspot.files.signedUrl('190045679999', { expirationSeconds: 3_600 }),
    value: { name: 'how-to', extension: 'png', sizeBytes: 20_311, expiresAt: new Date('2026-11-20T11:15:30.000Z') },
  },
  'file-upload': {
    call: (hubspot) =>
      hubspot.files.upload({ fileName: 'invoice.pdf', content: 'bytes', folderPath: '/bot-handoff/tnt_demo' }),
    value: { id: '190045671234', name: 'invoice', extension: 'pdf', sizeBytes: 48_213 },
  },
  'inbox-list': {
    call: (hubspot) => hubspot.inboxes.list().all(),
    value: [
      { id: '861204933', name: 'Support', type: 'INBOX', isArchived: false },
      { id: '861204990', name: 'Help Desk', type: 'HELP_DESK' },
    ],
  },
  'message-get': {
    call: (hubspot) => hubspot.messages.get(channelId, '4b1f0c2d9e8a47d6b3c5a7f1e2d40911'),
    value: { ...incoming, status: 'RECEIVED', appId: '7654321', clientType: 'INTEGRATION' },
  },
  'message-publish-incoming-first': {
    call: publish('message-publish-incoming-first'),
    value: {
      ...incoming,
      senders: [
        { actorId: 'V-50117', name: 'Dana Visitor', identifier: { type: 'HS_PHONE_NUMBER', value: '+12025550123' } },
      ],
    },
  },
  'message-publish-incoming-followup': {
    call: publish('message-publish-incoming-followup'),
    value: { ...incoming, text: 'Are you there?' },
  },
  'message-publish-incoming-minimal': {
    call: publish('message-publish-incoming-minimal'),
    value: { ...incoming, text: 'hello' },
  },
  'message-publish-incoming-file': {
    call: publish('message-publish-incoming-file'),
    value: {
      ...incoming,
      attachments: [{ type: 'FILE', fileId: '190045671234', name: 'invoice.pdf', usage: 'OTHER' }],
    },
  },
  'message-publish-outgoing-sync': {
    call: publish('message-publish-outgoing-sync'),
    value: { direction: 'OUTGOING', createdBy: 'A-30114422', status: 'SENT' },
  },
  'message-status-sent': { call: setStatus('SENT'), value: { id: outgoingId, status: 'SENT' } },
  'message-status-read': { call: setStatus('READ'), value: { id: outgoingId, status: 'READ' } },
  'message-status-failed': {
    call: setStatus('FAILED', 'Visitor left the chat'),
    value: { id: outgoingId, status: 'FAILED' },
  },
  'thread-archive': { call: (hubspot) => hubspot.threads.archive(threadId) },
  'thread-assign': { call: (hubspot) => hubspot.threads.assign(threadId, 'A-30114422'), value: thread },
  'thread-close': {
    call: (hubspot) => hubspot.threads.close(threadId),
    value: { ...thread, status: 'CLOSED', closedAt: new Date('2026-11-20T11:00:00.000Z') },
  },
  'thread-comment-post': {
    call: (hubspot) => hubspot.threads.comment(threadId, { text: 'Bot transcript: …' }),
    value: { type: 'COMMENT', threadId, direction: null, text: 'Bot transcript: …' },
  },
  'thread-get': { call: getThread, value: { ...thread, ticketId: '610045', closedAt: null } },
  'thread-list-by-contact': {
    call: (hubspot) => hubspot.threads.list({ contactId: '50117', status: 'OPEN' }).first(1),
    value: [thread],
  },
  'thread-messages': {
    call: (hubspot) => hubspot.threads.entries(threadId).all(),
    value: [
      { type: 'MESSAGE', direction: 'INCOMING' },
      { type: 'ASSIGNMENT', assignedTo: 'A-30114422' },
      { type: 'MESSAGE', direction: 'OUTGOING', text: 'Hi Dana, this is Sam from support' },
      { type: 'COMMENT', text: 'internal note' },
      { type: 'THREAD_STATUS_CHANGE', newStatus: 'CLOSED' },
    ],
  },
  'thread-reopen': { call: (hubspot) => hubspot.threads.reopen(threadId), value: thread },
  'thread-restore': { call: (hubspot) => hubspot.threads.restore(threadId), value: thread },
  'visitor-identification-token': {
    call: async (hubspot) => ({
      token: await hubspot.visitorTokens.create({ email: 'dana@example.test', firstName: 'Dana', lastName: 'Visitor' }),
    }),
    value: { token: 'fixture-visitor-token' },
  },
  'error-400-validation': {
    call: getThread,
    error: { code: 'invalid', retryable: false, fields: [{ field: 'seats', problem: 'INVALID_INTEGER' }] },
  },
  'error-401-expired-token': {
    call: getThread,
    error: { ...newToken, vendorCode: 'EXPIRED_AUTHENTICATION' },
    requests: 2,
  },
  'error-401-invalid-token': {
    call: getThread,
    error: { ...newToken, vendorCode: 'INVALID_AUTHENTICATION' },
    requests: 2,
  },
  'error-403-missing-scopes': {
    call: publish('message-publish-incoming-first'),
    error: { code: 'forbidden', fix: expect.stringContaining('conversations.custom_channels.write') },
  },
  'error-404-not-found': {
    call: getThread,
    error: { code: 'not-found', vendorCode: 'OBJECT_NOT_FOUND', requestId: correlationId },
  },
  'error-423-locked': { call: getThread, error: { code: 'unavailable', retryable: true, retryAfterMs: 2_000 } },
  'error-429-daily': { call: getThread, error: { code: 'throttled', vendorCode: 'DAILY', retryAfterMs: 3_600_000 } },
  'error-429-secondly-search': { call: getThread, error: { code: 'throttled', retryAfterMs: 1_000 } },
  'error-429-ten-secondly': { call: getThread, error: { code: 'throttled', retryable: true, retryAfterMs: 10_000 } },
  'error-477-migrating': { call: getThread, error: { code: 'unavailable', retryable: true, retryAfterMs: 3_600_000 } },
  'error-502-html': { call: getThread, error: { code: 'unavailable', retryable: true, vendorCode: null } },
  'error-channel-invalid-capability': {
    call: (hubspot) => hubspot.channels.register(bodyOf<ChannelBody>('channel-register')),
    error: {
      code: 'invalid',
      vendorCode: 'CustomChannelsError.INVALID_CHANNEL_CAPABILITY_VALUES',
      fields: [{ field: 'capabilityKeysAndValues', problem: 'invalid' }],
    },
  },
  'error-developer-key': {
    call: (hubspot) => hubspot.channels.list().all(),
    error: { code: 'misconfigured', retryable: false, fix: expect.stringContaining('Development → Keys') },
  },
  'error-message-unknown-channel-account': {
    call: publish('message-publish-incoming-first'),
    error: { code: 'invalid', retryable: false, isAmbiguous: false },
  },
};

const oauthCases: Record<
  string,
  { call(oauth: HubSpotOAuth): Promise<unknown>; value?: unknown; error?: object; version?: 'v1' }
> = {
  'oauth-token-exchange': {
    call: (oauth) => oauth.exchangeCode({ code: 'fixture-auth-code', redirectUri }),
    value: {
      accessToken: 'fixture-access-token-1',
      refreshToken: 'fixture-refresh-token-1',
      lifeMs: 1_800_000,
      hubId: '24601357',
      userId: '30114422',
      scopes,
    },
  },
  'oauth-token-exchange-v1': {
    call: (oauth) => oauth.exchangeCode({ code: 'fixture-auth-code', redirectUri }),
    value: { accessToken: 'fixture-access-token-1', hubId: null, scopes: [] },
    version: 'v1',
  },
  'oauth-token-refresh': {
    call: (oauth) => oauth.refresh('fixture-refresh-token-1'),
    value: { accessToken: 'fixture-access-token-2', refreshToken: 'fixture-refresh-token-1' },
  },
  'oauth-introspect-access': {
    call: (oauth) => oauth.introspect({ token: 'fixture-access-token-1', type: 'access_token' }),
    value: {
      isActive: true,
      use: 'access_token',
      hubId: '24601357',
      appId: '7654321',
      expiresInSeconds: 1_741,
      scopes,
    },
  },
  'oauth-revoke-refresh': {
    call: (oauth) => oauth.revoke({ token: 'fixture-refresh-token-1', type: 'refresh_token' }),
  },
  'error-oauth-bad-auth-code': {
    call: (oauth) => oauth.exchangeCode({ code: 'used', redirectUri }),
    error: { code: 'reauth-required', vendorCode: 'BAD_AUTH_CODE' },
  },
  'error-oauth-bad-client-id': {
    call: (oauth) => oauth.refresh('r'),
    error: { code: 'misconfigured', vendorCode: 'BAD_CLIENT_ID' },
  },
  'error-oauth-bad-refresh-token': {
    call: (oauth) => oauth.refresh('r'),
    error: { code: 'reauth-required', retryable: false, vendorCode: 'BAD_REFRESH_TOKEN' },
  },
};

const ofReceiver = 'A webhook: read by the receiver in integrations/hubspot.';
const leftOut: Record<string, string> = {
  'error-oauth-json-body-415': 'The client sends forms alone.',
  'signature-vectors': 'Checked in clients/webhooks.',
  'channel-account-connect-redirect': 'A browser’s request to the gateway; the client has no part in it.',
};
const webhooks = [
  ...['assigned', 'closed', 'created', 'deleted', 'mixed-batch-out-of-order', 'new-message', 'privacy-deleted'],
  ...['redelivery', 'reopened', 'restored', 'unassigned'],
].map((name) => `app-webhook-${name}`);
for (const name of ['account-created', 'account-purged', 'account-updated', 'outgoing-agent-started', 'outgoing-file'])
  webhooks.push(`channel-webhook-${name}`);
webhooks.push('channel-webhook-outgoing-inline-image', 'channel-webhook-outgoing-text');

test('every sample is used, or left out for a reason', () => {
  const used = [...Object.keys(cases), ...Object.keys(oauthCases), 'oauth-authorize-url'];
  const reasons = { ...leftOut, ...Object.fromEntries(webhooks.map((name) => [name, ofReceiver])) };
  expect(listingProblems(used, reasons)).toEqual([]);
});

test.each(Object.entries(cases))('%s', async (name, { call, value, error, requests = 1, versions = {} }) => {
  const fixture = loadFixture(name);
  const { http, sent } = fakeHttp(answerOf(fixture));
  const tokens = fixedToken('fixture-access-token-1');
  const developer = { key: 'fixture-developer-key', appId: '7654321' };
  const given = { http, tokens, developer, versions, retry: { attemptsMax: 1 }, clock: createTestClock() };
  const outcome = await call(createHubSpotClient(given)).catch((caught: unknown) => caught);
  expect(sent).toHaveLength(requests);
  expect(tokens.refused).toHaveLength(requests - 1);
  if (fixture.request !== undefined)
    for (const one of sent) {
      const { wanted, given: told } = compareRequests(one, fixture);
      expect(told).toEqual(wanted);
    }
  if (error !== undefined) expect(outcome).toMatchObject({ name: 'ClientError', ...error });
  else if (value === undefined) expect(outcome).toBeUndefined();
  else expect(outcome).toMatchObject(Object(value));
});

test.each(Object.entries(oauthCases))('%s', async (name, { call, value, error, version }) => {
  const fixture = loadFixture(name);
  const { http, sent } = fakeHttp(answerOf(fixture));
  const oauth = createHubSpotOAuth({ http, clientId, clientSecret, ...(version === undefined ? {} : { version }) });
  const outcome = await call(oauth).catch((caught: unknown) => caught);
  const [one] = sent;
  expect(sent).toHaveLength(1);
  if (fixture.request !== undefined && one !== undefined) {
    const { wanted, given } = compareRequests(one, fixture);
    expect(given).toEqual(wanted);
  }
  if (error !== undefined) expect(outcome).toMatchObject({ name: 'ClientError', ...error });
  else if (value === undefined) expect(outcome).toBeUndefined();
  else expect(outcome).toMatchObject(Object(value));
});

describe('oauth-authorize-url', () => {
  const { request, redirects = {} } = loadFixture('oauth-authorize-url');
  const query = request?.query ?? {};
  const state = query['state'] ?? '';

  test('is what the consent starts with', () => {
    const url = new URL(
      createHubSpotConsentUrl({
        clientId,
        redirectUri,
        scopes: scopes,
        optionalScopes: ['files.read', 'files.write', 'crm.objects.contacts.write'],
        state,
      }),
    );
    expect(`${url.origin}${url.pathname}`).toBe(request?.url);
    expect(Object.fromEntries(url.searchParams)).toEqual(query);
  });

  test.each([
    ['success', { type: 'code', code: 'fixture-auth-code' }],
    ['denied', { type: 'denied', error: 'access_denied' }],
  ])('comes back as %s', (name, expected) => {
    const { searchParams } = new URL(redirects[name] ?? '');
    expect(readHubSpotConsent(searchParams, { state })).toEqual(expected);
    for (const other of ['', 'another', `${state}x`])
      expect(() => readHubSpotConsent(searchParams, { state: other })).toThrow(/another state/);
  });
});
