import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Bench,
  control,
  link,
  operate,
  type Receiver,
  startBench,
  startReceiver,
  stateOf,
  write,
} from '../testing/bench.ts';
import { signHmac } from './signing.ts';

let bench: Bench;
let receiver: Receiver;
let dataDir: string;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'salesiq-'));
  [bench, receiver] = await Promise.all([startBench({ dataDir }), startReceiver()]);
  await link(bench, receiver);
  receiver.bot = () => ({ action: 'forward', replies: ['One moment'] });
});
afterEach(async () => {
  await bench.close();
  await receiver.close();
  rmSync(dataDir, { recursive: true });
});

const names = () => receiver.events.map(({ body }) => body['event']);
const attempts = () => receiver.events.map(({ body }) => body['attempt']);
const delivery = async (index = 0) => (await stateOf(bench, 'deliveries'))[index];

async function waiting(): Promise<string> {
  const { body } = await write(bench, 'A human, please');
  return String(body['conversation_id']);
}

describe('event webhooks', () => {
  it('retries a failed delivery three times, a minute apart, and counts the attempts', async () => {
    receiver.eventStatus = 500;
    await waiting();
    for (const tries of [1, 2, 3]) {
      await vi.waitFor(async () => {
        expect(receiver.events).toHaveLength(tries);
        expect(await delivery()).toMatchObject({ status: 'pending', attempt: tries + 1, http_status: 500 });
      });
      // The wait for an operator is over on the way: the missed conversation queues up behind.
      await control(bench, '/clock', { advanceMs: 60_000 });
    }
    await vi.waitFor(async () => expect(await delivery()).toMatchObject({ status: 'failed', attempt: 4 }));
    expect(attempts().slice(0, 4)).toEqual([1, 2, 3, 4]);
    expect(new Set(receiver.events.slice(0, 4).map(({ body }) => body['event_time'])).size).toBe(1);
  });

  it('keeps the order of a conversation while its first delivery is retried', async () => {
    receiver.eventStatus = 503;
    const id = await waiting();
    await vi.waitFor(async () => expect(await delivery()).toMatchObject({ attempt: 2 }));
    await operate(bench, id, { action: 'reply', text: 'Hi' });
    receiver.eventStatus = 200;
    await control(bench, '/clock', { advanceMs: 60_000 });
    await vi.waitFor(() =>
      expect(names()).toEqual([
        'conversation.created',
        'conversation.created',
        'conversation.attender.updated',
        'conversation.operator.replied',
      ]),
    );
  });

  it('disables a webhook that answers 410', async () => {
    receiver.eventStatus = 410;
    const id = await waiting();
    await vi.waitFor(async () => expect(await delivery()).toMatchObject({ status: 'failed', http_status: 410 }));
    await operate(bench, id, { action: 'join' });
    expect(await stateOf(bench, 'webhooks')).toMatchObject([{ status: 'disabled' }]);
    expect(await stateOf(bench, 'deliveries')).toHaveLength(1);
  });

  it('delivers twice with the fault duplicate-delivery', async () => {
    await control(bench, '/faults', { vendor: 'salesiq', kind: 'duplicate-delivery' });
    await waiting();
    await vi.waitFor(() => expect(receiver.events).toHaveLength(2));
    expect(receiver.events[0]?.raw.equals(receiver.events[1]?.raw ?? Buffer.alloc(0))).toBe(true);
  });

  it('lets a later delivery pass with the fault reorder', async () => {
    const id = await waiting();
    await vi.waitFor(() => expect(receiver.events).toHaveLength(1));
    await control(bench, '/faults', { vendor: 'salesiq', operation: 'salesiq.webhook.deliver', kind: 'reorder' });
    await operate(bench, id, { action: 'reply', text: 'Hi' });
    await vi.waitFor(() => expect(receiver.events).toHaveLength(3));
    expect(names().slice(1)).toEqual(['conversation.operator.replied', 'conversation.attender.updated']);
  });

  it('sends a lone reordered delivery after a while', async () => {
    await control(bench, '/faults', { vendor: 'salesiq', kind: 'reorder', delayMs: 30_000 });
    await waiting();
    expect(receiver.events).toEqual([]);
    await control(bench, '/clock', { advanceMs: 30_000 });
    await vi.waitFor(() => expect(names()).toEqual(['conversation.created']));
  });

  it('loses a delivery with the fault webhook-loss, and never tries again', async () => {
    await control(bench, '/faults', { vendor: 'salesiq', kind: 'webhook-loss' });
    const id = await waiting();
    expect(await delivery()).toMatchObject({ event: 'conversation.created', status: 'lost', http_status: null });
    await operate(bench, id, { action: 'join' });
    await vi.waitFor(() => expect(names()).toEqual(['conversation.attender.updated']));
    await control(bench, '/clock', { advanceMs: 3_600_000 });
    expect(await delivery()).toMatchObject({ status: 'lost' });
    expect(names()).not.toContain('conversation.created');
  });

  it('sends later with the fault webhook-delay, in order, and with another time with clock-skew', async () => {
    await control(bench, '/faults', [
      { vendor: 'salesiq', kind: 'webhook-delay', delayMs: 20_000 },
      { vendor: 'salesiq', operation: 'salesiq.webhook.deliver', kind: 'clock-skew', skewMs: 600_000 },
    ]);
    const id = await waiting();
    await operate(bench, id, { action: 'join' });
    expect(receiver.events).toEqual([]);
    await control(bench, '/clock', { advanceMs: 20_000 });
    await vi.waitFor(() => expect(names()).toEqual(['conversation.created', 'conversation.attender.updated']));
    const [first, second] = receiver.events.map(({ body }) => Number(body['event_time']));
    expect((first ?? 0) - (second ?? 0)).toBeGreaterThan(590_000);
  });

  it('writes the seed dialect with a hex signature over the compact bytes', async () => {
    await control(bench, '/salesiq/settings', { webhookDialect: 'seed' });
    const id = await waiting();
    await operate(bench, id, { action: 'reply', text: 'Hi' });
    await operate(bench, id, { action: 'close' });
    await vi.waitFor(() => expect(names()).toEqual(['chat.started', 'message.received', 'chat.ended']));
    const secret = String(bench.host.connection()['webhookHmacSecret']);
    for (const { raw, body, headers } of receiver.events) {
      expect(headers['x-salesiq-signature']).toBe(signHmac(secret, raw));
      expect(raw.toString('utf8')).toBe(JSON.stringify(body));
    }
  });

  it('goes on after a restart with what was pending, at the new address, with the same keys', async () => {
    receiver.eventStatus = 500;
    const id = await waiting();
    await vi.waitFor(async () => expect(await delivery()).toMatchObject({ attempt: 2 }));
    await operate(bench, id, { action: 'reply', text: 'Hi' });
    const keys = bench.host.connection()['webhookPublicKeys'];
    await bench.close();
    await receiver.close();

    [bench, receiver] = await Promise.all([startBench({ dataDir }), startReceiver()]);
    expect(bench.host.connection()['webhookPublicKeys']).toEqual(keys);
    expect(await stateOf(bench, 'webhooks')).toMatchObject([{ url: '' }]);
    await link(bench, receiver);
    await control(bench, '/clock', { advanceMs: 60_000 });
    await vi.waitFor(() =>
      expect(names()).toEqual([
        'conversation.created',
        'conversation.attender.updated',
        'conversation.operator.replied',
      ]),
    );
    expect(attempts()).toEqual([2, 1, 1]);
  });

  it('keeps ids and keys across a reset and forgets everything else', async () => {
    const before = bench.host.connection();
    await waiting();
    await control(bench, '/reset', {});
    expect(bench.host.connection()).toEqual(before);
    for (const name of ['conversations', 'messages', 'deliveries', 'visitors']) {
      expect(await stateOf(bench, name)).toEqual([]);
    }
    expect(await stateOf(bench, 'operators')).toMatchObject([{ first_name: 'Sarah', last_name: 'Johnson' }]);
    receiver.events.length = 0;
    await waiting();
    await vi.waitFor(() => expect(names()).toEqual(['conversation.created']));
  });
});
