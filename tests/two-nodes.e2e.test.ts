import { createDatabase } from '@baton/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type EmulatedVendors, startEmulators } from './support/emulators.ts';
import { type Exchange, FlatChat } from './support/flat-chat.ts';
import { end, type Running, startBaton, until } from './support/processes.ts';

let vendors: EmulatedVendors;
let databaseUrl: string;
let nodes: Running[] = [];
const journal: Exchange[] = [];

const startNode = (): Promise<Running> =>
  startBaton({
    command: ['serve'],
    environment: {
      ...vendors.settings,
      DATABASE_URL: databaseUrl,
      BATON_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      HANDOFF_TIMEOUT_SECONDS: '900',
    },
    ready: /ready gateway=(\S+)/,
  });

const urlOf = (node: Running | undefined): string => node?.ready[0] ?? '';
/** Each request goes to another node, as behind a load balancer; a dead one is left out. */
let turn = 0;
const anyNode = (): string => {
  turn += 1;
  const living = nodes.filter(({ child }) => child.exitCode === null && child.signalCode === null);
  return urlOf(living[turn % living.length]);
};

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  vendors = await startEmulators();
  databaseUrl = await createDatabase(inject('postgresUrl'));
  nodes = await Promise.all([startNode(), startNode()]);
  await vendors.pointTo(urlOf(nodes[0]));
});

afterAll(async () => {
  for (const node of nodes) await end(node, 'SIGTERM');
  await vendors?.stop();
});

it('plays chats on two nodes in order and does nothing twice', async () => {
  const chats = Array.from({ length: 12 }, () => new FlatChat({ gatewayUrl: anyNode, journal }));
  await Promise.all(
    chats.map(async (chat) => {
      for (const text of ['set up my monitor', '1', 'no', 'no', 'talk to a human', 'one', 'two', 'three'])
        await chat.say(text);
      await until('the ticket', async () => ((await chat.poll()).ticket_created ? true : undefined));
    }),
  );
  const tickets = await vendors.rows('desk/tickets');
  expect(tickets).toHaveLength(chats.length);
  for (const chat of chats) {
    const stored = await query(
      `select text from messages join conversations c on c.id = conversation_id
       where c.chat_id = '${chat.chatId}' and author = 'customer' order by seq`,
    );
    expect(stored.map(({ text }) => text)).toEqual([
      'set up my monitor',
      '1',
      'no',
      'no',
      'talk to a human',
      'one',
      'two',
      'three',
    ]);
    const heard = chat.heard();
    expect(heard.filter((text) => text.startsWith('What do you want to set up'))).toHaveLength(1);
    expect(heard.filter((text) => text.startsWith('Your request has been logged'))).toHaveLength(1);
  }
  const sent = await until('the relayed words at the desk', async () => {
    const messages = (await vendors.rows('salesiq/messages')).filter((row) =>
      ['one', 'two', 'three'].includes(String(row['text'])),
    );
    return messages.length >= chats.length * 3 ? messages : undefined;
  });
  const byChat = new Map<unknown, unknown[]>();
  for (const row of sent)
    byChat.set(row['conversation_id'], [...(byChat.get(row['conversation_id']) ?? []), row['text']]);
  expect(byChat.size).toBe(chats.length);
  for (const texts of byChat.values()) expect(texts).toEqual(['one', 'two', 'three']);
});

it('takes over within 30 s what a killed node had begun', async () => {
  const before = (await vendors.rows('desk/tickets')).length;
  // The node that creates the ticket is held up in the middle of it and killed there.
  await vendors.fault({ vendor: 'desk', operation: 'desk.tickets.create', kind: 'slow', delayMs: 60_000 });
  const chat = new FlatChat({ gatewayUrl: anyNode, journal });
  for (const text of ['set up my monitor', '1', 'no', 'no']) await chat.say(text);
  const [held] = await until('the claim of the ticket lane', async () => {
    const rows = await query(`select e.id, l.token from effects e join lanes l on l.kind = 'effect' and l.lane = e.lane
      where e.kind = 'create-ticket' and e.status = 'waiting' and l.token is not null`);
    return rows.length === 1 ? rows : undefined;
  });
  expect(held).toBeDefined();
  // Which of the two holds it cannot be seen from outside, so both die, one after the other, and a new one takes over.
  const doomed = nodes;
  nodes = [await startNode()];
  for (const node of doomed) await end(node, 'SIGKILL');
  const killedAt = Date.now();
  await until('the ticket', async () => ((await chat.poll()).ticket_created ? true : undefined), {
    withinMs: 30_000,
    everyMs: 300,
  });
  expect(Date.now() - killedAt).toBeLessThan(30_000);
  expect(await vendors.rows('desk/tickets')).toHaveLength(before + 1);
});

it('keeps its work, and every node, when the database breaks all connections again and again', async () => {
  const living = nodes.filter(({ child }) => child.exitCode === null && child.signalCode === null);
  const chats = Array.from({ length: 6 }, () => new FlatChat({ gatewayUrl: anyNode, journal }));
  const talks = chats.map(async (chat) => {
    for (const text of ['set up my monitor', '1', 'no', 'no']) await chat.say(text);
    return until('the ticket', async () => ((await chat.poll()).ticket_created ? true : undefined));
  });
  for (const pauseMs of [0, 40, 80, 120, 200]) {
    await query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  await Promise.all(talks);
  expect(living.filter(({ child }) => child.exitCode === null && child.signalCode === null)).toEqual(living);
  const keys = new Set((await vendors.rows('desk/tickets')).map((ticket) => JSON.stringify(ticket['cf'])));
  expect(keys.size).toBe((await vendors.rows('desk/tickets')).length);
});
