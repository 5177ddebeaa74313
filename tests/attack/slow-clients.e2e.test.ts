import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '@baton/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type EmulatedVendors, flatSecret, startEmulators } from '../support/emulators.ts';
import { report } from '../support/figures.ts';
import { FlatChat, sendFlat } from '../support/flat-chat.ts';
import { end, type Running, startBaton, until } from '../support/processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-slow-'));
let vendors: EmulatedVendors;
let node: Running;
const url = (): string => node.ready[0] ?? '';

beforeAll(async () => {
  vendors = await startEmulators();
});
afterAll(async () => {
  await end(node, 'SIGKILL');
  await vendors?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (environment: Record<string, string>): Promise<void> => {
  node = await startBaton({
    command: ['serve'],
    environment: { ...vendors.settings, ...environment },
    ready: /ready gateway=(\S+)/,
  });
};

type Slow = { isClosed(): boolean; destroy(): void };

/** A connection that sends this much and then nothing. */
function openSlow(text: string): Promise<Slow> {
  const { hostname, port } = new URL(url());
  const socket: Socket = connect(Number(port), hostname);
  let isClosed = false;
  socket.on('error', () => undefined);
  socket.on('data', () => undefined);
  socket.once('close', () => {
    isClosed = true;
  });
  const slow = { isClosed: () => isClosed, destroy: () => void socket.destroy() };
  return new Promise((resolve) => socket.once('connect', () => socket.write(text || '', () => resolve(slow))));
}

const request = `POST /webhook/salesiq HTTP/1.1\r\nhost: x\r\nx-baton-secret: ${flatSecret}\r\ncontent-length: 900\r\n`;
const slowTexts = ['', request, `${request}\r\n{"chat_id":"slow"`];
const slowCount = 600;
const bound = 256;

/** How long the customer waits for the answers to a few words, in milliseconds, sorted. */
async function measure(chatId: string): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < 20; index += 1) {
    const from = performance.now();
    await sendFlat(url(), { chatId, messageId: `${index}`, text: 'hello' });
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b);
}

describe('six hundred connections that send slowly', () => {
  let slow: Slow[] = [];
  beforeAll(() => start({ BATON_DATA_DIR: folder }));
  afterAll(() => {
    for (const { destroy } of slow) destroy();
  });

  it('hold no more than their bound, keep nobody else waiting, and are closed', async () => {
    const before = await measure('before');
    slow = await Promise.all(
      Array.from({ length: slowCount }, (_value, index) => openSlow(slowTexts[index % 3] ?? '')),
    );
    await until('the bound', async () =>
      slow.filter(({ isClosed }) => !isClosed()).length <= bound ? true : undefined,
    );
    const meanwhile = await measure('meanwhile');
    const through = slow.filter(({ isClosed }) => !isClosed()).length;
    const note = `held beyond the bound of ${bound}; an answer takes ${Math.round(meanwhile[10] ?? 0)} ms meanwhile, ${Math.round(before[10] ?? 0)} ms before`;
    report({ attack: 'slow connections', tried: slowCount, through: Math.max(0, through - bound), note });
    expect(meanwhile[10]).toBeLessThan((before[10] ?? 0) * 5 + 100);
    expect(meanwhile.at(-1)).toBeLessThan(2_000);
    await until('their end', async () => (slow.every(({ isClosed }) => isClosed()) ? true : undefined));
    const metrics = await (await fetch(`${url()}/metrics`)).text();
    expect(metrics).toMatch(/baton_connections_refused_total\{reason="crowded"\} [1-9]/);
    expect(metrics).toMatch(/baton_connections_refused_total\{reason="request-timeout"\} [1-9]/);
  });

  it('do not keep it from ending: after ten seconds they are closed, and it ends well', async () => {
    slow = await Promise.all(slowTexts.map(openSlow));
    const from = performance.now();
    await end(node, 'SIGTERM');
    expect(node.child.exitCode).toBe(0);
    expect(performance.now() - from).toBeLessThan(18_000);
    expect(node.errors()).not.toContain('"level":"error"');
  });
});

describe('work in hand when it ends', () => {
  it('is handed back at once, however long a vendor takes, and somebody else goes on with it', async () => {
    const DATABASE_URL = await createDatabase(inject('postgresUrl'));
    const environment = { DATABASE_URL, BATON_SECRET_KEY: Buffer.alloc(32, 5).toString('base64') };
    await start(environment);
    const client = new pg.Client({ connectionString: DATABASE_URL });
    await client.connect();
    const leases = async (): Promise<number> =>
      Number((await client.query('select count(*) from lanes where token is not null')).rows[0].count);
    await vendors.fault({
      vendor: 'desk',
      operation: 'desk.tickets.create',
      kind: 'timeout',
      delayMs: 60_000,
      times: 1,
    });
    const chat = new FlatChat({ gatewayUrl: url, journal: [] });
    for (const text of ['set up my monitor', '1', 'no', 'no']) await chat.say(text);
    await until('the call', async () => ((await leases()) > 0 ? true : undefined));
    await end(node, 'SIGTERM');
    expect([node.child.exitCode, await leases()]).toEqual([0, 0]);
    await client.end();
    await start(environment);
    const reply = await until('the ticket', async () => {
      const { ticket_number } = await chat.poll();
      return ticket_number ?? undefined;
    });
    expect((await vendors.rows('desk/tickets')).filter(({ ticketNumber }) => ticketNumber === reply)).toHaveLength(1);
  });
});
