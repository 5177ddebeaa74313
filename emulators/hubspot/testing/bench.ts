import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulatorHost, type EmulatorHost, readShape } from '@baton/emulator-kit';
import { type Answer, type Call, inject } from '../../kit/testing/calls.ts';
import { registerHubSpot } from '../src/index.ts';
import { hubSpotSeed } from '../src/seed.ts';

export type Fields = Record<string, unknown>;

export const bodyOf = ({ body }: Answer): Fields => Object(body) as Fields;
export const resultsOf = ({ body }: Answer): Fields[] => Object(body).results ?? [];

const agent = { name: 'Sam Agent', email: 'sam@example.test' };
export const visitor = { type: 'HS_PHONE_NUMBER', value: '+12025550123' };

/** A webhook that was received. */
export type Heard = { headers: Record<string, unknown>; raw: string; body: unknown };

/** The account of the samples: one agent, two inboxes, one contact; called with all scopes unless told otherwise. */
export type Bench = {
  host: EmulatorHost;
  connection: Record<string, string>;
  call(call: Call): Promise<Answer>;
  /** With a bearer token. */
  ask(call: Call): Promise<Answer>;
  post(path: string, json: unknown): Promise<Answer>;
  patch(path: string, json: unknown): Promise<Answer>;
  /** With the developer's key. */
  develop(call: Call): Promise<Answer>;
  control(path: string, json?: object): Promise<Answer>;
  rows(collection: string): Promise<Fields[]>;
  settings(values: object): Promise<Answer>;
  fault(fault: object): Promise<Answer>;
  advance(ms: number): Promise<void>;
  /** Sends what is collected and waits until it was answered. */
  settle(): Promise<void>;
  tokenFor(scopes: string[]): Promise<string>;
  refresh(): Promise<Answer>;
};

export async function startBench(dataDir: string | null = null): Promise<Bench> {
  const host = await createEmulatorHost({ dataDir });
  const contact = { firstName: 'Dana', lastName: 'Visitor', email: 'dana@example.test', phone: '+1 202-555-0123' };
  const seed = { inboxes: [{ name: 'Support' }, { name: 'Help Desk', type: 'HELP_DESK' }], agents: [agent] };
  registerHubSpot(host, { seed: readShape(hubSpotSeed, { ...seed, contacts: [contact] }, 'seed') });
  const connection = host.connection()['hubspot'] as Record<string, string>;
  const call = (given: Call): Promise<Answer> => inject(host, given);
  const form = (fields: Record<string, string>): Promise<Answer> => {
    const { clientId = '', clientSecret = '' } = connection;
    const all = { client_id: clientId, client_secret: clientSecret, ...fields };
    return call({ method: 'POST', path: '/oauth/2026-03/token', form: all });
  };
  const refresh = (): Promise<Answer> =>
    form({ grant_type: 'refresh_token', refresh_token: connection['refreshToken'] ?? '' });
  const token = String(bodyOf(await refresh())['access_token']);
  const ask = ({ headers, ...given }: Call): Promise<Answer> =>
    call({ headers: { authorization: `Bearer ${token}`, ...headers }, ...given });
  const control = (path: string, json: object = {}): Promise<Answer> =>
    call({ method: 'POST', path: `/__emulator${path}`, json });
  return {
    ...{ host, connection, call, ask, control, refresh },
    post: (path, json) => ask({ method: 'POST', path, json }),
    patch: (path, json) => ask({ method: 'PATCH', path, json }),
    develop: ({ query, ...given }) => {
      const { developerKey = '', appId = '' } = connection;
      return call({ query: { hapikey: developerKey, appId, ...query }, ...given });
    },
    rows: async (collection) => {
      const { body } = await call({ path: `/__emulator/state/hubspot/${collection}` });
      return Array.isArray(body) ? body : [];
    },
    settings: (values) => control('/hubspot/settings', values),
    fault: (fault) => control('/faults', { vendor: 'hubspot', ...fault }),
    advance: (ms) => host.clock.advance(ms),
    settle: async () => {
      await control('/hubspot/settle');
    },
    tokenFor: async (scopes) => {
      const redirect = 'https://handoff.example.test/oauth/hubspot/callback';
      const query = { client_id: connection['clientId'] ?? '', redirect_uri: redirect, answer: 'accept' };
      const { headers } = await call({ path: '/oauth/authorize', query: { ...query, scope: scopes.join(' ') } });
      const code = new URL(String(headers['location'])).searchParams.get('code') ?? '';
      const answer = await form({ grant_type: 'authorization_code', redirect_uri: redirect, code });
      return String(bodyOf(answer)['access_token']);
    },
  };
}

export type Receiver = { url: string; heard: Heard[]; answers: number[]; close(): Promise<void> };

/** A web server that keeps what it is told; it answers with `answers` in turn, and then with 200. */
export async function startReceiver(): Promise<Receiver> {
  const heard: Heard[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      heard.push({ headers: request.headers, raw, body: JSON.parse(raw) });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}/webhooks/hubspot`, heard, answers },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

const capabilities = {
  deliveryIdentifierTypes: ['HS_PHONE_NUMBER', 'HS_EMAIL_ADDRESS', 'CHANNEL_SPECIFIC_OPAQUE_ID'],
  threadingModel: 'INTEGRATION_THREAD_ID',
  richText: [],
  allowInlineImages: true,
  allowOutgoingMessages: true,
  allowConversationStart: true,
  allowMultipleRecipients: false,
  outgoingAttachmentTypes: ['FILE'],
  maxFileAttachmentCount: 2,
};

export type Connected = {
  channelId: string;
  accountId: string;
  publish(text: string, more?: object): Promise<Answer>;
  /** Opens a thread and returns its id. */
  open(text?: string): Promise<string>;
  act(threadId: string, action: string, more?: object): Promise<Answer>;
};

/** Registers a channel and connects it with the first inbox. */
export async function connectChannel(bench: Bench, webhookUrl: string): Promise<Connected> {
  const path = '/conversations/v3/custom-channels';
  const connectUrl = 'https://handoff.example.test/hubspot/connect';
  const channel = { name: 'Bot handoff', webhookUrl, capabilities, channelAccountConnectionRedirectUrl: connectUrl };
  const channelId = String(bodyOf(await bench.develop({ method: 'POST', path, json: channel }))['id']);
  await bench.advance(3_000);
  const deliveryIdentifier = { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: 'tnt_demo' };
  const account = { inboxId: bench.connection['inboxId'], name: 'Support', authorized: true, deliveryIdentifier };
  const accountId = String(bodyOf(await bench.post(`${path}/${channelId}/channel-accounts`, account))['id']);
  const publish = (text: string, more: object = {}): Promise<Answer> =>
    bench.post(`${path}/${channelId}/messages`, {
      ...{ messageDirection: 'INCOMING', channelAccountId: accountId, integrationThreadId: 'session-1', text },
      ...{ senders: [{ name: 'Dana Visitor', deliveryIdentifier: visitor }], ...more },
    });
  return {
    ...{ channelId, accountId, publish },
    open: async (text = 'Help') => String(bodyOf(await publish(text))['conversationsThreadId']),
    act: (threadId, action, more = {}) => bench.control('/hubspot/agent', { threadId, action, ...more }),
  };
}
