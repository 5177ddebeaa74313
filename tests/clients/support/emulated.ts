import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createAccountsClient,
  createCrmClient,
  createDeskClient,
  createMemoryTokenStore,
  createSalesIqClient,
  createTokenSource,
  type TokenSource,
} from '@baton/client-zoho';
import { createEmulator, type Emulator } from '@baton/emulators';
import { type CallReport, createHttp, type RetryPolicy } from '@baton/http-kit';

export type Row = Record<string, unknown>;

/** Every scope that some operation of the clients names. */
const scopes = [
  ...['tickets', 'contacts', 'basic', 'settings', 'webhooks'].map((name) => `Desk.${name}.ALL`),
  'Desk.search.READ',
  ...['modules', 'settings', 'org', 'users'].map((name) => `ZohoCRM.${name}.ALL`),
  'ZohoCRM.coql.READ',
  'ZohoSearch.securesearch.READ',
  ...['conversations', 'chats', 'operators', 'departments', 'apps', 'settings', 'portals', 'webhooks', 'visitors'].map(
    (name) => `SalesIQ.${name}.ALL`,
  ),
  ...['feedbacks', 'callbacks', 'tags', 'analytics', 'chatroutingrules'].map((name) => `SalesIQ.${name}.ALL`),
].join(',');

export type Emulated = Awaited<ReturnType<typeof startEmulated>>;

/** An emulator, and clients of it with tokens for everything. */
export async function startEmulated() {
  const emulator = await createEmulator();
  const connection = Object.fromEntries(
    Object.entries(emulator.connection()).map(([key, value]) => [key, String(value)]),
  );
  const post = async (path: string, body: unknown): Promise<Row> => {
    const answer = await fetch(`${emulator.url}/__emulator${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return Object(await answer.json());
  };
  const get = async (path: string): Promise<Row[]> => {
    const answer = await fetch(`${emulator.url}/__emulator${path}`);
    const rows: unknown = await answer.json();
    if (!Array.isArray(rows)) throw new Error(`${path}: ${JSON.stringify(rows)}`);
    return rows;
  };
  let passedMs = 0;
  const now = (): Date => new Date(Date.now() + passedMs);
  const { tokens, orgTokens } = await signIn(emulator, connection, now);
  return {
    emulator,
    url: emulator.url,
    connection,
    tokens,
    orgTokens,
    post,
    /** What `GET /__emulator/state/…` shows. */
    state: (collection: string) => get(`/state/${collection}`),
    journal: () => get('/journal'),
    ledger: () => get('/ledger'),
    advance: (advanceMs: number) => post('/clock', { advanceMs }),
    /** Moves the emulator's clock and that of the token sources. */
    pass: (ms: number) => {
      passedMs += ms;
      return post('/clock', { advanceMs: ms });
    },
    clients: (more: ClientSettings = {}) => makeClients(emulator.url, connection, { tokens, orgTokens, ...more }),
  };
}

type Connection = Record<string, string>;
type Tokens = { tokens: TokenSource; orgTokens: TokenSource };
export type ClientSettings = { onCall?: (report: CallReport) => void; retry?: RetryPolicy; timeoutMs?: number };

async function signIn(emulator: Emulator, connection: Connection, now: () => Date): Promise<Tokens> {
  const http = createHttp();
  const { clientId = '', clientSecret = '', orgRefreshToken = '' } = connection;
  const accountsUrl = emulator.url;
  const answer = await fetch(`${accountsUrl}/__emulator/accounts/self-client-code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId, scope: scopes }),
  });
  const { code } = Object(await answer.json());
  const accounts = createAccountsClient({ http, accountsUrl, clientId, clientSecret });
  const { refreshToken } = await accounts.exchangeSelfClientCode(String(code));
  const source = (token: string) =>
    createTokenSource({
      http,
      accountsUrl,
      clientId,
      clientSecret,
      refreshToken: token,
      store: createMemoryTokenStore(),
      now,
    });
  return { tokens: source(refreshToken ?? ''), orgTokens: source(orgRefreshToken) };
}

function makeClients(url: string, connection: Connection, { timeoutMs = 10_000, ...more }: ClientSettings & Tokens) {
  const options = { http: createHttp({ timeoutMs }), ...more };
  const { screenName = '', deskOrgId: organizationId = '' } = connection;
  return {
    portal: createSalesIqClient({ ...options, baseUrl: url, screenName }),
    plain: createSalesIqClient({ ...options, baseUrl: url }),
    desk: createDeskClient({ ...options, baseUrl: `${url}/api/v1`, organizationId, canReply: true }),
    crm: createCrmClient({ ...options, baseUrl: `${url}/crm/v8` }),
    accounts: createAccountsClient({
      http: options.http,
      accountsUrl: url,
      clientId: connection['clientId'] ?? '',
      clientSecret: connection['clientSecret'] ?? '',
    }),
  };
}

export type Receiver = { url: string; status: number; seen: { method: string; body: Row }[]; close(): Promise<void> };

/** Something that vendors can call; it answers with `answer`, and with `status` to everything but probes. */
export async function startReceiver(answer: () => unknown = () => ({})): Promise<Receiver> {
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const method = request.method ?? '';
      const isProbe = method === 'HEAD' || method === 'GET';
      if (!isProbe) receiver.seen.push({ method, body: Object(JSON.parse(text || '{}')) });
      response.writeHead(isProbe ? 200 : receiver.status, { 'content-type': 'application/json' });
      response.end(method === 'HEAD' ? undefined : JSON.stringify(answer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    status: 200,
    seen: [],
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
  return receiver;
}

/** The names of all methods of a client, as `resource.method`; what stands at the top has no dot. */
export const methodsOf = (client: object): string[] =>
  Object.entries(client).flatMap(([name, member]) =>
    typeof member === 'function'
      ? [name]
      : typeof member === 'object'
        ? Object.keys(member).map((method) => `${name}.${method}`)
        : [],
  );
