import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../kit/testing/calls.ts';
import {
  answerDifferences,
  type Comparison,
  callOf,
  listingProblems,
  loadFixture,
  shapeDifferences,
} from '../../kit/testing/fixtures.ts';
import { startTestHost, type TestHost } from '../../zoho-accounts/testing/test-host.ts';
import { registerDesk } from './register.ts';

let bench: TestHost;
let token: string;
/** The emulator's values for the invented ones. */
let ids: Record<string, string>;
const ticketId = '401928000000512034';
const contactId = '401928000000310007';

beforeEach(async () => {
  bench = await startTestHost(registerDesk);
  token = await bench.signIn();
  const [support, callbacks] = await bench.rows('desk/departments');
  const [gateway, sarah] = await bench.rows('desk/agents');
  ids = {
    '401928000000010001': String(support?.['id']),
    '401928000000010009': String(callbacks?.['id']),
    '401928000000020003': String(gateway?.['id']),
    '401928000000020008': String(sarah?.['id']),
    'support@example.com': 'support@company.com',
  };
  const { body } = await bench.call(callOf(loadFixture('desk', 'ticket.create.inline-contact', ids), token));
  ids[ticketId] = String(Object(body).id);
  ids[contactId] = String(Object(body).contactId);
  await bench.advance(2_000);
});
afterEach(() => bench.host.close());

const replay = (name: string) => bench.call(callOf(loadFixture('desk', name, ids), token));
const fault = (status: number, body?: string) => () =>
  bench.control('/faults', { vendor: 'desk', kind: 'status', times: 1, status, body });
const settings = (values: object) => () => bench.control('/desk/settings', values);
const file = (call: Call): Call => {
  const { json: _json, headers, ...rest } = call;
  const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="screen.png"\r\n\r\nbytes\r\n--b--\r\n';
  return { ...rest, raw: part, headers: { ...headers, 'content-type': 'multipart/form-data; boundary=b' } };
};

type Case = Comparison & {
  prepare?: () => Promise<unknown>;
  token?: () => Promise<string> | undefined;
  adapt?: (call: Call) => Call;
};
const ticket = { open: ['/cf', '/customFields'] };
const cases: Record<string, Case> = {
  'attachment.create.ok': { adapt: file },
  'comment.create.ok': {},
  'comment.create.too-long': {
    adapt: (call) => ({ ...call, json: { ...Object(call.json), content: 'x'.repeat(32_001) } }),
  },
  'comment.list.ok': { prepare: () => replay('comment.create.ok') },
  'contact.create.duplicate': { prepare: settings({ uniqueContactEmail: true }) },
  'contact.create.missing-lastname': {},
  'contact.create.ok': {},
  'contact.list.unknown-param': {},
  'contact.search.lookalike': {},
  'contact.search.none': {},
  'contact.search.ok': {},
  'conversation.list.ok': {
    prepare: () => replay('comment.create.ok'),
  },
  'departments.list.ok': {},
  'error.empty-401': { prepare: fault(401, 'empty') },
  'error.forbidden': { prepare: fault(403) },
  'error.internal': { prepare: fault(500) },
  'error.invalid-oauth': { token: () => Promise.resolve('1000.expired') },
  'error.org-mismatch': { adapt: (call) => ({ ...call, headers: { orgId: '1' } }) },
  'error.scope-mismatch': { token: () => bench.tokenFor('Desk.contacts.READ') },
  'error.threshold-exceeded': { prepare: settings({ creditsPerDay: 0 }) },
  'error.too-many-requests': { prepare: fault(429) },
  'error.unauthorized.no-token': { token: () => undefined },
  'metrics.ok': {
    prepare: () => bench.control('/desk/agent', { ticketId: ids[ticketId], action: 'reply', text: 'Hi' }),
  },
  'organizations.list.ok': {},
  'reply.send.email': {},
  'tag.associate.ok': {},
  'thread.list.ok': {},
  'ticket.create.callback': ticket,
  'ticket.create.inline-contact': ticket,
  'ticket.create.invalid-department': {},
  'ticket.create.missing-contact': {},
  'ticket.create.ok': ticket,
  'ticket.create.unknown-member': {},
  'ticket.get.not-found': {},
  'ticket.get.ok': ticket,
  'ticket.list.ok': {},
  'ticket.search.by-gateway-key': ticket,
  'ticket.search.none': {},
  'ticket.update.ok': ticket,
  'ticket.update.put-rejected': {},
  'upload.ok': { adapt: file },
};
const webhooks = ['webhook.create.ok', 'webhook.validation'];
const events = ['webhook.event.ticket-comment-add', 'webhook.event.ticket-thread-add', 'webhook.event.ticket-update'];
const notCovered = {
  'error.license':
    'The sample shows the refusal on reading a ticket; the emulator gives it for a sixth webhook, which desk.emulator.test.ts asserts.',
};

it('covers every fixture or says why not', () => {
  expect(listingProblems('desk', [...Object.keys(cases), ...webhooks, ...events], notCovered)).toEqual([]);
});

it.each(Object.entries(cases))('answers as %s', async (name, { prepare, token: other, adapt, ...how }) => {
  await prepare?.();
  const fixture = loadFixture('desk', name, ids);
  const call = callOf(fixture, other === undefined ? token : await other());
  expect(answerDifferences(fixture, await bench.call(adapt?.(call) ?? call), how)).toEqual([]);
});

describe('event subscriptions', () => {
  let server: Server;
  let seen: { method: string; headers: IncomingHttpHeaders; body: unknown }[];
  beforeEach(async () => {
    seen = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null');
        seen.push({ method: String(request.method), headers: request.headers, body });
        response.writeHead(request.method === 'GET' ? 404 : 200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ids['https://gateway.example.com'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('answers as webhook.create.ok, after the probes of webhook.validation', async () => {
    const fixture = loadFixture('desk', 'webhook.create.ok', ids);
    expect(answerDifferences(fixture, await bench.call(callOf(fixture, token)))).toEqual([]);
    const { delivery } = loadFixture('desk', 'webhook.validation', ids);
    const probes = (delivery as { method: string; body?: unknown }[]).map(({ method, body = null }) => ({
      method,
      body,
    }));
    expect(seen.map(({ method, body }) => ({ method, body }))).toEqual(probes);
  });

  it.each(events)('delivers as %s', async (name) => {
    await replay('webhook.create.ok');
    const id = ids[ticketId];
    await bench.control('/desk/agent', { ticketId: id, action: 'comment', text: 'Sent.', isPublic: true });
    await bench.control('/desk/agent', { ticketId: id, action: 'reply', text: 'Sent.' });
    await bench.control('/desk/agent', { ticketId: id, action: 'close' });
    await bench.control('/desk/settle');
    const { delivery } = loadFixture('desk', name, ids);
    const sample = delivery as {
      headers: object;
      jwt: { header: object; claims: object };
      body: { eventType: string }[];
    };
    const [event] = sample.body;
    const sent = seen.find(({ body }) => Array.isArray(body) && Object(body[0]).eventType === event?.eventType);
    expect(shapeDifferences(sample.body, sent?.body, { open: ['/cf', '/customFields', '/prevState'] })).toEqual([]);
    for (const header of Object.keys(sample.headers)) expect(sent?.headers).toHaveProperty(header.toLowerCase());
    const parts = String(sent?.headers['x-zdesk-jwt']).split('.').slice(0, 2);
    const [head, claims] = parts.map((part): unknown => JSON.parse(Buffer.from(part, 'base64url').toString()));
    expect(shapeDifferences(sample.jwt.header, head)).toEqual([]);
    expect(shapeDifferences(sample.jwt.claims, claims)).toEqual([]);
  });
});
