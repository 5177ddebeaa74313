import { createHash } from 'node:crypto';
import type { InboundAdapter, JsonObject, ParsedDelivery } from '@baton/core';
import { createMemoryStore } from '@baton/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAdapters, signBody, startGateway } from '../../testing/start-gateway.ts';
import { createSecretBox } from '../secret-box.ts';

type Gateway = Awaited<ReturnType<typeof startGateway>>;
let gateway: Gateway;
let store: ReturnType<typeof createMemoryStore>;
let nowMs = Date.parse('2026-03-02T10:00:00Z');
afterEach(() => gateway.stop());

async function start(overrides: Parameters<typeof startGateway>[1] = {}): Promise<void> {
  store = createMemoryStore({ now: () => nowMs });
  gateway = await startGateway(store, { now: () => new Date(nowMs), ...overrides });
}

const post = async (payload: string, headers: Record<string, string> = {}, url = '/webhook/salesiq') => {
  const answer = await gateway.server.inject({ method: 'POST', url, payload, headers });
  return { status: answer.statusCode, body: answer.json() as JsonObject };
};
const flat = (message: string, ids: object = {}) => post(JSON.stringify({ chat_id: 'c', message, ...ids }));
const rows = () => [...store.tables.deliveries.values()];
const until = <Value>(look: () => Value | Promise<Value>) => vi.waitFor(look, { timeout: 5_000, interval: 5 });

describe('what is stored of a request', () => {
  const payload = '{ "chat_id": "c",\n "message": "hello", "unknown": [1] }';
  const secretBox = createSecretBox(Buffer.alloc(32, 1));
  /** Nothing is processed, so that what was stored can be looked at. */
  const asleep = () => start({ answerWithinMs: 10, isAtOnce: false, ids: { next: () => 'id' } });

  it('is its bytes as they came, sealed, and their hash', async () => {
    await asleep();
    const added = vi.spyOn(store.inbox, 'add');
    await post(payload);
    const [row] = added.mock.calls[0] ?? [];
    const body = Buffer.from(row?.body ?? []);
    expect(row?.hash).toBe(createHash('sha256').update(payload).digest('hex'));
    expect(body.includes('hello')).toBe(false);
    const opened = secretBox.open(body).toString('utf8');
    expect(opened.slice(opened.indexOf('\n') + 1)).toBe(payload);
    expect(JSON.stringify(row?.redacted)).not.toContain('hello');
  });

  it('can be read again by a corrected parser', async () => {
    const adapters = createAdapters();
    let isBroken = true;
    const adapter = adapters[1] as InboundAdapter;
    // At its second reading, when it is processed, the broken parser gets it wrong.
    let readings = 0;
    const mended: InboundAdapter = {
      ...adapter,
      parse: (request, covers) => {
        readings += 1;
        if (isBroken && readings > 1) throw new RangeError('the parser of then');
        return adapter.parse(request, covers);
      },
    };
    await start({ adapters: [mended], answerWithinMs: 10, isAtOnce: false });
    const { session } = (await flat('hello')).body;
    await until(() => expect(rows()[0]).toMatchObject({ status: 'rejected', reason: 'body-unreadable' }));
    expect(gateway.counters.render()).toContain(
      'baton_deliveries_rejected_total{kind="flat",reason="body-unreadable"} 1',
    );
    isBroken = false;
    const [letter] = await store.operations.listDeadLetters();
    await store.operations.replayDeadLetter(letter?.id ?? '');
    await until(() => expect(rows()[0]?.status).toBe('processed'));
    expect((await flat('', { session })).body['response']).toContain('Hello');
  });
});

it('acknowledges a request of several deliveries when all of them are stored', async () => {
  const parts = ['one', 'two', 'three'].map(
    (name): ParsedDelivery => ({
      key: ['batch', name],
      lane: ['batch', name],
      kind: 'batch',
      isRepeatable: true,
      redacted: {},
      intent: { type: 'desk-event', desk: 'elsewhere', reference: name, at: null, event: { type: 'missed' } },
      answer: 'received',
      requestId: null,
    }),
  );
  const batch: InboundAdapter = {
    name: 'batch',
    path: '/webhook/batch',
    keptHeaders: [],
    prepare: null,
    recognises: () => true,
    verify: () => ({ ok: true, covers: 'batch' }),
    parse: () => parts as [ParsedDelivery, ...ParsedDelivery[]],
  };
  await start({ adapters: [batch] });
  const { add } = store.inbox;
  let isDown = true;
  store.inbox.add = (delivery) =>
    isDown && delivery.key === 'batch:three' ? Promise.reject(new RangeError('down')) : add(delivery);
  expect((await post('{}', {}, '/webhook/batch')).status).toBe(500);
  isDown = false;
  expect(await post('{}', {}, '/webhook/batch')).toEqual({ status: 200, body: { received: true } });
  expect(rows().map(({ key }) => key)).toEqual(['batch:one', 'batch:two', 'batch:three']);
});

it('lets an event of a chat that nobody knows wait, and rejects it where that can be seen', async () => {
  await start();
  const message = { msgid: '1', text: 'x', sender: { type: 'lead' } };
  for (const [id, event] of ['conversation.missed', 'conversation.rated', 'conversation.visitor.replied'].entries()) {
    const payload = JSON.stringify({ event, entity_id: id, event_time: '1', entity: { id, message } });
    expect(await post(payload, signBody.rsa(payload))).toEqual({ status: 200, body: { received: true } });
  }
  await until(() => {
    nowMs += 5_000;
    expect(rows().map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
  for (const row of rows()) expect(row).toMatchObject({ reason: 'unknown-chat', body: null, postponements: 5 });
  const lines = gateway.log.filter(({ event }) => event === 'delivery-rejected').map(({ fields }) => fields);
  expect(lines).toEqual(
    rows().map(({ id, kind }) => expect.objectContaining({ deliveryId: id, kind, reason: 'unknown-chat' })),
  );
  expect(gateway.counters.render()).toContain(
    'baton_deliveries_rejected_total{kind="salesiq-event",reason="unknown-chat"} 3',
  );
});

it.each<ParsedDelivery['intent']>([{ type: 'approval-answered', token: 't', isApproved: true }])(
  'rejects visibly what has no feature yet: $type',
  async (intent) => {
    const adapter: InboundAdapter = {
      name: 'early',
      path: '/webhook/early',
      keptHeaders: [],
      prepare: null,
      recognises: () => true,
      verify: () => ({ ok: true, covers: 'early' }),
      parse: () => [
        {
          key: null,
          lane: ['early'],
          kind: 'early',
          isRepeatable: false,
          redacted: {},
          intent,
          answer: 'received',
          requestId: null,
        },
      ],
    };
    await start({ adapters: [adapter] });
    expect((await post('{}', {}, '/webhook/early')).status).toBe(200);
    await until(() => expect(rows()[0]).toMatchObject({ status: 'rejected', reason: 'not-supported-yet' }));
    expect(gateway.counters.render()).toContain(
      'baton_deliveries_rejected_total{kind="early",reason="not-supported-yet"} 1',
    );
  },
);

describe('keys that could run into one another', () => {
  it('give each chat its own answer', async () => {
    await start();
    const mine = await flat('set up my monitor', { chat_id: 'user:42', message_id: '7' });
    const other = await flat('hello', { chat_id: 'user', message_id: '42:7', visitor_id: 'v' });
    expect(other.body['conversation_id']).not.toBe(mine.body['conversation_id']);
    expect(other.body['response']).toContain('Hello');
    expect((await flat('hello', { chat_id: 'user', message_id: '42:7', visitor_id: 'v' })).body).toEqual(other.body);
  });
});
