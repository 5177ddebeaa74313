import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createEmulatorHost, type EmulatorHost } from '@baton/emulator-kit';
import { registerAccounts } from '@baton/emulator-zoho-accounts';
import { registerSalesIq, type SalesIqEmulator, type SalesIqSettings } from '../src/register.ts';
import type { JsonMap } from '../src/values.ts';

/** What the tests of this folder stand on: a host with SalesIQ on it, a receiver that plays the gateway, and small callers. */
export interface Bench {
  host: EmulatorHost;
  salesiq: SalesIqEmulator;
  url: string;
  close(): Promise<void>;
}

export async function startBench(
  options: { dataDir?: string; settings?: Partial<SalesIqSettings> } = {},
): Promise<Bench> {
  const host = await createEmulatorHost({ dataDir: options.dataDir ?? null });
  registerAccounts(host);
  const salesiq = registerSalesIq(host, { settings: options.settings ?? {} });
  const url = await host.listen(0);
  return { host, salesiq, url, close: () => host.close() };
}

export interface Received {
  raw: Buffer;
  body: JsonMap;
  headers: IncomingHttpHeaders;
}

/** A gateway's place: keeps what it gets, answers HEAD with 200 and POST as told. */
export interface Receiver {
  url: string;
  events: Received[];
  botCalls: Received[];
  /** Status for event webhooks; 200 at first. */
  eventStatus: number;
  /** The bot: its answer, or `null` to stay silent. */
  bot(call: JsonMap): unknown;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'HEAD') {
        response.end();
        return;
      }
      const raw = Buffer.concat(chunks);
      const body: JsonMap = JSON.parse(raw.toString('utf8'));
      const received = { raw, body, headers: request.headers };
      if (request.url === '/bot') answerBot(received);
      else {
        receiver.events.push(received);
        response.statusCode = receiver.eventStatus;
        response.end('{}');
      }
    });
    const answerBot = (received: Received) => {
      receiver.botCalls.push(received);
      const answer = receiver.bot(received.body);
      if (answer === null) return;
      response.setHeader('content-type', 'application/json');
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    };
  });
  const port = await listen(server);
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}`,
    events: [],
    botCalls: [],
    eventStatus: 200,
    bot: () => ({ action: 'reply', replies: ['Hello'] }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return receiver;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

export interface Answered {
  status: number;
  body: JsonMap;
}

/** A JSON call to the emulator. */
export async function callJson(
  url: string,
  options: { method?: string; body?: unknown; token?: string } = {},
): Promise<Answered> {
  const response = await fetch(url, {
    method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.token === undefined ? {} : { authorization: `Zoho-oauthtoken ${options.token}` }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

/** The whole of a state collection. */
export async function stateOf(bench: Bench, name: string): Promise<JsonMap[]> {
  const response = await fetch(`${bench.url}/__emulator/state/salesiq/${name}`);
  const rows: JsonMap[] = JSON.parse(await response.text());
  return rows;
}

export const JOHN = { name: 'John Doe', email: 'john@company.com', phone: '555-1234' };

/** The visitor writes; resolves with what the widget shows. */
export function write(bench: Bench, text: string, conversation?: string): Promise<Answered> {
  const body = { visitor: JOHN, text, ...(conversation === undefined ? {} : { conversation }) };
  return callJson(`${bench.url}/__emulator/salesiq/visitor-message`, { body });
}

export function operate(
  bench: Bench,
  conversationId: string,
  step: { action: string; text?: string },
): Promise<Answered> {
  return callJson(`${bench.url}/__emulator/salesiq/operator`, { body: { conversation_id: conversationId, ...step } });
}

/** Points the emulator at the receiver: events at `/events`, the bot at `/bot`. */
export function link(bench: Bench, receiver: Receiver): Promise<void> {
  return bench.salesiq.configureGateway({ webhookUrl: `${receiver.url}/events`, zobotUrl: `${receiver.url}/bot` });
}

export async function control(bench: Bench, path: string, body: unknown): Promise<Answered> {
  return callJson(`${bench.url}/__emulator${path}`, { body });
}

/** An access token of the demo's user or organisation, fetched as a client does. */
export async function signIn(bench: Bench, kind: 'user' | 'org'): Promise<string> {
  const { clientId, clientSecret, userRefreshToken, orgRefreshToken } = bench.host.connection();
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: String(clientId),
    client_secret: String(clientSecret),
    refresh_token: String(kind === 'user' ? userRefreshToken : orgRefreshToken),
  });
  const response = await fetch(`${bench.url}/oauth/v2/token`, { method: 'POST', body: form });
  const body: JsonMap = JSON.parse(await response.text());
  return String(body['access_token']);
}

/** Paths that the sample has and the other lacks or holds in another type. */
export function missingKeys(sample: unknown, other: unknown, path = ''): string[] {
  if (Array.isArray(sample)) {
    if (!Array.isArray(other)) return [path];
    return sample.length > 0 && other.length > 0 ? missingKeys(sample[0], other[0], `${path}/0`) : [];
  }
  if (typeof sample !== 'object' || sample === null) return typeof sample === typeof other ? [] : [path];
  if (typeof other !== 'object' || other === null) return [path];
  const entries = new Map<string, unknown>(Object.entries(other));
  return Object.entries(sample).flatMap(([key, value]) => missingKeys(value, entries.get(key), `${path}/${key}`));
}

/** A sample of `fixtures/salesiq`. */
export function fixture(name: string): JsonMap {
  const file = new URL(`../../../fixtures/salesiq/${name}.json`, import.meta.url);
  const sample: JsonMap = JSON.parse(readFileSync(file, 'utf8'));
  return sample;
}
