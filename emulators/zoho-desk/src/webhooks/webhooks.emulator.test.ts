import { createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../../kit/testing/calls.ts';
import { bodyOf, type DeskBench, dataOf, type Fields, startDeskBench } from '../../testing/desk-bench.ts';

type Delivery = { headers: IncomingHttpHeaders; events: Fields[] };
let bench: DeskBench;
let server: Server;
let url: string;
let seen: string[];
let deliveries: Delivery[];
let statuses: Record<string, number>;
beforeEach(async () => {
  bench = await startDeskBench();
  seen = [];
  deliveries = [];
  statuses = {};
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    request.on('end', () => {
      seen.push(`${request.method}`);
      if (text.length > 2) deliveries.push({ headers: request.headers, events: JSON.parse(text) as Fields[] });
      response.writeHead(statuses[`${request.method}`] ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/desk`;
});
afterEach(async () => {
  await bench.host.close();
  await new Promise((resolve) => server.close(resolve));
});

const subscribe = (subscriptions: Fields): Promise<Answer> =>
  bench.post('/webhooks', { name: 'gateway', url, subscriptions });
const settle = (): Promise<Answer> => bench.control('/desk/settle');
const eventsOf = (): unknown[] => deliveries.flatMap(({ events }) => events.map(({ eventType }) => eventType));

it('asks the address first, by POST when GET is refused', async () => {
  expect((await subscribe({ Ticket_Add: null })).status).toBe(200);
  statuses = { GET: 404 };
  expect((await subscribe({ Ticket_Add: null })).status).toBe(200);
  statuses = { GET: 404, POST: 500 };
  expect(await subscribe({ Ticket_Add: null })).toMatchObject({
    status: 422,
    body: { errors: [{ fieldName: '/url' }] },
  });
  expect(seen).toEqual(['GET', 'GET', 'POST', 'GET', 'POST']);
  expect(await bench.rows('desk/webhooks')).toHaveLength(2);
});

it('sends what was asked for, signed by a token that does not cover the body', async () => {
  const id = await bench.open();
  const webhook = bodyOf(
    await subscribe({
      Ticket_Update: { departmentIds: [bench.department], fields: ['status'], includePrevState: true },
      Ticket_Comment_Add: { departmentIds: ['1'] },
      Ticket_Thread_Add: { direction: 'out' },
    }),
  );
  await bench.patch(`/tickets/${id}`, { priority: 'Low' });
  await bench.post(`/tickets/${id}/comments`, { content: 'c' });
  await bench.control('/desk/agent', { ticketId: id, action: 'reply', text: 'Hello' });
  await bench.control('/desk/agent', { ticketId: id, action: 'close' });
  await settle();
  expect(eventsOf().sort()).toEqual(['Ticket_Thread_Add', 'Ticket_Update']);
  const update = deliveries.find(({ events }) => events[0]?.['eventType'] === 'Ticket_Update');
  expect(update?.events).toMatchObject([
    { payload: { id, status: 'Closed' }, prevState: { id, status: 'Open', closedTime: null } },
  ]);
  const [head = '', claims = '', signature = ''] = String(update?.headers['x-zdesk-jwt']).split('.');
  const keys = bodyOf(await bench.call({ path: '/.well-known/jwks.json' }))['keys'] as Fields[];
  const key = createPublicKey({ key: keys[0] as { kty: string }, format: 'jwk' });
  expect(verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    iss: 'orgId:70041234567',
    aud: `webhookId:${webhook['id']}`,
  });
  const [delivery] = await bench.rows('desk/deliveries');
  expect(delivery).toMatchObject({ status: 'delivered', httpStatus: 200 });
  await bench.control('/desk/replay', { deliveryId: delivery?.['id'], body: [{ eventType: 'Ticket_Delete' }] });
  expect(deliveries.at(-1)).toMatchObject({ events: [{ eventType: 'Ticket_Delete' }] });
});

it('tries once, and 410 ends the subscription', async () => {
  await subscribe({ Ticket_Add: null });
  statuses = { POST: 500 };
  await bench.open();
  await settle();
  expect(await bench.rows('desk/deliveries')).toMatchObject([{ status: 'failed', httpStatus: 500 }]);
  expect(deliveries).toHaveLength(1);
  statuses = { POST: 410 };
  await bench.open();
  await settle();
  expect(await bench.rows('desk/webhooks')).toEqual([]);
});

it('delivers twice and out of order when told to', async () => {
  await subscribe({ Ticket_Add: null });
  const fault = { vendor: 'desk', operation: 'desk.webhook.deliver', times: 1 };
  await bench.control('/faults', { ...fault, kind: 'duplicate-delivery' });
  await bench.open({ subject: 'one' });
  await bench.control('/faults', { ...fault, kind: 'reorder' });
  await bench.open({ subject: 'two' });
  await bench.open({ subject: 'three' });
  await settle();
  const subjects = deliveries.map(({ events }) => Object(events[0]?.['payload']).subject as string);
  expect(subjects).toEqual(['one', 'one', 'three', 'two']);
});

it('loses one, and sends another later when told to', async () => {
  await subscribe({ Ticket_Add: null });
  const fault = { vendor: 'desk', operation: 'desk.webhook.deliver' };
  await bench.control('/faults', { ...fault, kind: 'webhook-loss' });
  await bench.open({ subject: 'lost' });
  await bench.control('/faults', { ...fault, kind: 'webhook-delay', delayMs: 60_000 });
  await bench.open({ subject: 'late' });
  await bench.open({ subject: 'in time' });
  await settle();
  const subjects = (): unknown[] => deliveries.map(({ events }) => Object(events[0]?.['payload']).subject as unknown);
  expect(subjects()).toEqual(['in time']);
  await bench.advance(60_000);
  await settle();
  expect(subjects()).toEqual(['in time', 'late']);
  const statesOf = (await bench.rows('desk/deliveries')).map(({ status }) => status);
  expect(statesOf).toEqual(['lost', 'delivered', 'delivered']);
});

it('is changed and deleted, and refuses what it does not know', async () => {
  const id = String(bodyOf(await subscribe({ Ticket_Add: null }))['id']);
  await bench.patch(`/webhooks/${id}`, { isEnabled: false });
  await bench.open();
  await settle();
  expect(deliveries).toEqual([]);
  expect(dataOf(await bench.ask({ path: '/webhooks' }))).toMatchObject([{ id, isEnabled: false, name: 'gateway' }]);
  const tooMany = { fields: ['a', 'b', 'c', 'd', 'e', 'f'] };
  for (const wrong of [{ Nothing: null }, { Ticket_Update: tooMany }, { Ticket_Delete: { departmentIds: [] } }, {}])
    expect((await subscribe(wrong as Fields)).status).toBe(422);
  await bench.ask({ method: 'DELETE', path: `/webhooks/${id}` });
  expect((await bench.ask({ path: `/webhooks/${id}` })).status).toBe(404);
});

it('allows five of them', async () => {
  for (let count = 0; count < 5; count += 1) expect((await subscribe({ Ticket_Add: null })).status).toBe(200);
  expect(await subscribe({ Ticket_Add: null })).toMatchObject({
    status: 403,
    body: { errorCode: 'LICENSE_ACCESS_LIMITED' },
  });
});
