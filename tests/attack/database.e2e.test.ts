import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, startPostgres, type TestPostgres } from '@baton/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmulatedVendors, flatSecret, startEmulators } from '../support/emulators.ts';
import { end, type Running, startBaton, until } from '../support/processes.ts';

/** What every answer has to keep to, the database being what it may. */
const answeredWithinMs = 10_000;
const orders = ['set up my monitor', '1', 'no', 'no'];
const folder = mkdtempSync(join(tmpdir(), 'baton-database-'));
let vendors: EmulatedVendors;
/** Each answer that was not what it may be. */
const faults: string[] = [];
/** How often each status was answered to a customer. */
const statuses = new Map<number, number>();

beforeAll(async () => {
  vendors = await startEmulators();
});
afterAll(async () => {
  await vendors?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(url: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
  const startedAtMs = performance.now();
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(3 * answeredWithinMs) });
  const text = await answer.text();
  const tookMs = performance.now() - startedAtMs;
  if (tookMs > answeredWithinMs) faults.push(`${url} took ${Math.round(tookMs)} ms`);
  if (answer.status !== 200) {
    const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json');
    if (answer.status !== 503 || isProblem !== true || answer.headers.get('retry-after') === null)
      faults.push(`${url} answered ${answer.status} ${text}`);
  }
  return { status: answer.status, text };
}

/** Says it until it is taken, with the same id each time, as a sender does. */
async function say(gatewayUrl: string, chatId: string, text: string): Promise<void> {
  const body = JSON.stringify({ chat_id: chatId, message: text, message_id: randomUUID(), visitor_id: chatId });
  await until(
    `an answer to "${text}"`,
    async () => {
      const { status } = await ask(`${gatewayUrl}/webhook/salesiq`, {
        method: 'POST',
        headers: { 'x-baton-secret': flatSecret },
        body,
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      return status === 200 ? true : undefined;
    },
    { withinMs: 90_000, everyMs: 100 },
  );
}

/** The whole way to a ticket. */
async function order(gatewayUrl: string, chatId: string): Promise<string> {
  for (const text of orders) await say(gatewayUrl, chatId, text);
  return chatId;
}

const orderMany = (gatewayUrl: string, many: number): Promise<string[]> =>
  Promise.all(Array.from({ length: many }, () => order(gatewayUrl, `chat-${randomUUID()}`)));

const readiness = (url: string) => ask(`${url}/readyz`);
const untilReady = (url: string) =>
  until('readiness', async () => ((await readiness(url)).status === 200 ? true : undefined));

/** The node steps out, says why, tells its figures all the same, and has nobody wait for long. */
async function expectOut(url: string, reason: RegExp): Promise<void> {
  const { text } = await until('stepping out', async () => {
    const answer = await readiness(url);
    return answer.status === 503 ? answer : undefined;
  });
  expect(JSON.parse(text)).toMatchObject({ type: 'urn:baton:problem:store-unavailable', status: 503 });
  expect(text).toMatch(reason);
  expect((await ask(`${url}/metrics`)).text).toContain('baton_ready 0');
  expect((await ask(`${url}/healthz`)).status).toBe(200);
}

/** One ticket for each chat. */
async function expectTickets(many: number): Promise<void> {
  const tickets = await until('the tickets', async () => {
    const rows = await vendors.rows('desk/tickets');
    return rows.length >= many ? rows : undefined;
  });
  expect(tickets).toHaveLength(many);
}

describe('a database server', () => {
  let postgres: TestPostgres;
  let databaseUrl: string;
  let node: Running;
  let url: string;
  /** Orders that began before a trouble each, and may end after the next. */
  const underWay: Promise<string[]>[] = [];

  beforeAll(async () => {
    const binFolder = process.env['BATON_TEST_POSTGRES_BIN'];
    postgres = await startPostgres({ path: process.env['PATH'] ?? '', ...(binFolder && { binFolder }) });
    databaseUrl = await createDatabase(postgres.url);
    node = await startBaton({
      command: ['serve'],
      environment: {
        ...vendors.settings,
        DATABASE_URL: databaseUrl,
        BATON_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      },
      ready: /ready gateway=(\S+)/,
    });
    url = node.ready[0] ?? '';
    await vendors.pointTo(url);
  });
  afterAll(async () => {
    await end(node, 'SIGTERM');
    await postgres?.stop();
  });

  const startAgain = () => postgres.startAgain();
  const gone = /cannot be reached|starting up/;
  it.each([
    {
      trouble: 'hangs',
      reason: /too long to answer|does not answer/,
      fail: () => postgres.suspend(),
      mend: () => postgres.resume(),
    },
    { trouble: 'is killed', reason: gone, fail: () => postgres.end('SIGKILL'), mend: startAgain },
    { trouble: 'is restarted', reason: gone, fail: () => postgres.end('SIGINT'), mend: startAgain },
  ])(
    'that $trouble is a 503 in time to everybody, and nothing more once it is back',
    async ({ reason, fail, mend }) => {
      statuses.clear();
      underWay.push(orderMany(url, 6));
      await until('some answers', async () => ((statuses.get(200) ?? 0) >= 6 ? true : undefined), { everyMs: 5 });
      await fail();
      try {
        await expectOut(url, reason);
        await until('a refusal', async () => ((statuses.get(503) ?? 0) > 0 ? true : undefined));
      } finally {
        await mend();
      }
      await untilReady(url);
      expect(faults).toEqual([]);
    },
  );

  it('has lost nothing and done nothing twice', async () => {
    const chats = (await Promise.all(underWay)).flat();
    await expectTickets(chats.length);
    expect(faults).toEqual([]);
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ chat: string; said: string[] }>(
      `select c.chat_id as chat, array_agg(text order by seq) as said from messages join conversations c on c.id = conversation_id
       where author = 'customer' group by c.chat_id`,
    );
    await client.end();
    expect(rows.map(({ chat }) => chat).sort()).toEqual([...chats].sort());
    for (const { said } of rows) expect(said).toEqual(orders);
    expect(node.errors()).toContain('"event":"store-lost"');
    expect(node.errors()).toContain('"event":"store-back"');
  });
});

describe('an embedded store', () => {
  it.skipIf(!canMount())('on a full disk is the same, and goes on once there is room', async () => {
    const before = (await vendors.rows('desk/tickets')).length;
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    const node = await startOnDisk(disk);
    const [url = ''] = node.ready;
    try {
      await order(url, 'before');
      const room = `/proc/${node.child.pid}/root${disk}`;
      const filler = join(room, 'filler');
      fill(filler);
      statuses.clear();
      const underWay = orderMany(url, 3);
      await expectOut(url, /disk of the database is full/);
      await until('a refusal', async () => ((statuses.get(503) ?? 0) > 0 ? true : undefined));
      rmSync(filler);
      await untilReady(url);
      await underWay;
      await expectTickets(before + 4);
      expect(faults).toEqual([]);
    } finally {
      await end(node, 'SIGTERM');
    }
  });
});

/** A node whose data lies on a file system of its own that has room for little. */
const startOnDisk = (disk: string): Promise<Running> =>
  startBaton({
    command: ['serve'],
    environment: { ...vendors.settings, BATON_DATA_DIR: join(disk, 'data') },
    ready: /ready gateway=(\S+)/,
    within: ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size=160m none "$0" && exec "$@"', disk],
  });

/** Writes to a file until there is no room left, not even for little. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  for (const bytes of [1_048_576, 4_096]) {
    const piece = Buffer.alloc(bytes, 1);
    try {
      while (writeSync(file, piece) === bytes);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
  closeSync(file);
}

/** Some containers let nobody mount. */
function canMount(): boolean {
  return spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
}
