import { createServer } from 'node:http';
import { Client, Signature } from '@hubspot/api-client';

/*
 * HubSpot's own client, as it comes from npm, on a tour through an emulator. It covers OAuth v1, contacts, files, visitor tokens and
 * webhook settings; the rest is asked for through its general request. Prints what it understood, one JSON document.
 */
const [basePath, json] = process.argv.slice(2);
const { appId, clientId, clientSecret, developerKey, refreshToken, inboxId } = JSON.parse(json);
const isoOf = (value) => (value instanceof Date ? value.toISOString() : value);
const refusal = async (work) => {
  try {
    return { done: await work };
  } catch (error) {
    return { status: error.code, category: error.body?.category ?? error.body?.status };
  }
};

const tour = {};
const client = new Client({ basePath, developerApiKey: developerKey });
const wrong = client.oauth.tokensApi.create('refresh_token', undefined, undefined, clientId, clientSecret, 'no');
tour.refused = await refusal(wrong);
const granted = await client.oauth.tokensApi.create(
  ...['refresh_token', undefined, undefined, clientId, clientSecret, refreshToken],
);
tour.granted = { type: granted.tokenType, expiresIn: granted.expiresIn, isSame: granted.refreshToken === refreshToken };
client.setAccessToken(granted.accessToken);
const info = await client.oauth.accessTokensApi.get(granted.accessToken);
tour.info = { hubId: info.hubId, appId: info.appId, scopes: info.scopes.length };

const { basicApi, searchApi } = client.crm.contacts;
const properties = { email: 'jane.rivera@example.com', firstname: 'Jane', phone: '+1 202-555-0188' };
const contact = await basicApi.create({ properties, associations: [] });
tour.created = { id: contact.id, email: contact.properties.email, createdAt: isoOf(contact.createdAt) };
tour.twice = await refusal(basicApi.create({ properties, associations: [] }));
const byEmail = [undefined, undefined, undefined, false, 'email'];
tour.byEmail = (await basicApi.getById('jane.rivera@example.com', ...byEmail)).id;
await basicApi.update(contact.id, { properties: { firstname: 'Jay' } });
tour.nobody = await refusal(basicApi.getById('1'));
await fetch(`${basePath}/__emulator/clock`, { method: 'POST', body: '{"advanceMs":3000}' });
const filters = [{ propertyName: 'email', operator: 'EQ', value: 'jane.rivera@example.com' }];
const search = { filterGroups: [{ filters }], properties: ['firstname'], sorts: [], limit: 2, after: '0' };
const found = await searchApi.doSearch(search);
tour.found = {
  total: found.total,
  rows: found.results.map(({ id, properties: { firstname } }) => ({ id, firstname })),
};
const page = await basicApi.getPage(1);
tour.page = { count: page.results.length, hasNext: page.paging?.next?.after !== undefined };
await basicApi.archive(contact.id);
tour.gone = await refusal(basicApi.getById(contact.id));

const { filesApi } = client.files;
const file = { data: Buffer.from('hello'), name: 'invoice.pdf' };
const uploaded = await filesApi.upload(file, undefined, '/bot', 'invoice.pdf', undefined, '{"access":"PRIVATE"}');
const signed = await filesApi.getSignedUrl(uploaded.id, undefined, 60);
const { name, extension, size } = await filesApi.getById(uploaded.id);
tour.file = {
  name,
  extension,
  size,
  content: await (await fetch(signed.url)).text(),
  expiresAt: isoOf(signed.expiresAt),
};

const visitor = { email: 'jane.rivera@example.com', firstName: 'Jane', lastName: 'Rivera', hsCustomerAgentContext: {} };
tour.visitorToken = (await client.conversations.visitorIdentification.generateApi.generateToken(visitor)).token.length;

const { settingsApi, subscriptionsApi } = client.webhooks;
const heard = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    heard.push({ headers: request.headers, body });
    response.end();
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/webhooks`;
const settings = await settingsApi.configure(appId, { targetUrl: url, throttling: { maxConcurrentRequests: 5 } });
tour.settings = settings.throttling.maxConcurrentRequests;
const existing = (await subscriptionsApi.getAll(appId)).results;
const paused = await subscriptionsApi.create(appId, { eventType: 'contact.creation', active: false });
await subscriptionsApi.update(Number(paused.id), appId, { active: true });
tour.subscriptions = {
  before: existing.length,
  active: (await subscriptionsApi.getById(Number(paused.id), appId)).active,
};

const ask = async (path, options = {}) => (await client.apiRequest({ path, ...options })).json();
const channels = '/conversations/v3/custom-channels';
const capabilities = { threadingModel: 'INTEGRATION_THREAD_ID' };
const made = { method: 'POST', body: { name: 'Tour', webhookUrl: url, capabilities } };
const channel = await ask(channels, { ...made, qs: { hapikey: developerKey, appId } });
await fetch(`${basePath}/__emulator/clock`, { method: 'POST', body: '{"advanceMs":3000}' });
const account = await ask(`${channels}/${channel.id}/channel-accounts`, {
  ...{ method: 'POST', body: { inboxId, name: 'Support', authorized: true } },
});
const sender = { deliveryIdentifier: { type: 'HS_PHONE_NUMBER', value: '+12025550134' } };
const body = { messageDirection: 'INCOMING', channelAccountId: account.id, integrationThreadId: 'tour', text: 'Hi' };
const message = await ask(`${channels}/${channel.id}/messages`, {
  method: 'POST',
  body: { ...body, senders: [sender] },
});
const thread = await ask(`/conversations/v3/conversations/threads/${message.conversationsThreadId}`);
tour.thread = { status: thread.status, inboxId: thread.inboxId };

const reply = { threadId: thread.id, action: 'reply', text: 'Grüße' };
await fetch(`${basePath}/__emulator/hubspot/agent`, { method: 'POST', body: JSON.stringify(reply) });
await fetch(`${basePath}/__emulator/hubspot/settle`, { method: 'POST', body: '{}' });
await new Promise((resolve) => server.close(resolve));
tour.webhooks = heard.map(({ headers, body: requestBody }) => {
  const shared = { method: 'POST', url, requestBody, clientSecret };
  const timestamp = Number(headers['x-hubspot-request-timestamp']);
  const signature = headers['x-hubspot-signature-v3'];
  const v1 = headers['x-hubspot-signature'];
  return {
    isApp: requestBody.startsWith('['),
    isV3: Signature.isValid({ ...shared, signatureVersion: 'v3', signature, timestamp }),
    isV1: v1 === undefined ? null : Signature.isValid({ ...shared, signatureVersion: 'v1', signature: v1 }),
  };
});
await client.oauth.refreshTokensApi.archive(refreshToken);
tour.afterRevoke = await refusal(basicApi.getPage(1));
process.stdout.write(JSON.stringify(tour));
