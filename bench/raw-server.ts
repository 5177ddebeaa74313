import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { z } from 'zod';
import { openEmbedded } from '../packages/store/src/drivers/embedded.ts';
import { openServer } from '../packages/store/src/drivers/server.ts';

/**
 * What the gateway is compared with: bare `node:http` that writes the same rows and answers. `/`: one insert per request. `/turn`: the rows
 * of a bot's turn in one transaction of six statements. Started as a process of its own with `embedded <folder>` or `server <url>`;
 * prints its address.
 */
const [engine, place = ''] = process.argv.slice(2);
const database = engine === 'server' ? await openServer(place) : await openEmbedded(place);
await database.runScript(`
  create table if not exists raw_deliveries (id bigserial primary key, key text not null unique, lane text not null, kind text not null,
    body bytea, hash text not null, redacted jsonb not null, response jsonb, received_at timestamptz not null default now());
  create table if not exists raw_conversations (chat_id text primary key, version integer not null default 0, state jsonb not null);
  create table if not exists raw_messages (chat_id text not null, seq integer not null, author text not null, text text not null,
    at timestamptz not null default now(), primary key (chat_id, seq));
  create table if not exists raw_events (chat_id text not null, version integer not null, type text not null, data jsonb not null,
    at timestamptz not null default now(), primary key (chat_id, version))`);

const insertDelivery = `
  insert into raw_deliveries (key, lane, kind, body, hash, redacted, response)
  values ($1, $2, $3, decode($4, 'hex'), $5, $6::text::jsonb, $7::text::jsonb)`;
const takeConversation = `
  insert into raw_conversations (chat_id, state) values ($1, '{}')
  on conflict (chat_id) do update set version = raw_conversations.version + 1 returning version`;
const insertMessage = 'insert into raw_messages (chat_id, seq, author, text) values ($1, $2::integer, $3, $4)';
const insertEvent =
  'insert into raw_events (chat_id, version, type, data) values ($1, $2::integer, $3, $4::text::jsonb)';
const writeState = 'update raw_conversations set state = $2::text::jsonb where chat_id = $1';

const answer = JSON.stringify({ replies: [{ text: 'Hello! How can I help you?' }] });
/** About as long as the state of a conversation that has just begun. */
const state = JSON.stringify({ status: 'open', notes: 'x'.repeat(1_000) });
const turn = z.object({ chat_id: z.string(), message: z.string(), message_id: z.string() });

const describeDelivery = (body: Buffer, key: string, lane: string): string[] => [
  ...[key, lane, 'kind', body.toString('hex'), createHash('sha256').update(body).digest('hex'), '{}'],
];

async function insertOne(body: Buffer): Promise<string> {
  await database.query(insertDelivery, [...describeDelivery(body, randomUUID(), 'lane'), null]);
  return '{"received":true}';
}

async function takeTurn(body: Buffer): Promise<string> {
  const { chat_id: chat, message, message_id: key } = turn.parse(JSON.parse(body.toString()));
  await database.transaction(async ({ query }) => {
    await query(insertDelivery, [...describeDelivery(body, key, chat), answer]);
    const [row] = await query(takeConversation, [chat]);
    const version = Number(row?.['version']);
    await query(insertMessage, [chat, version * 2 + 1, 'customer', message]);
    await query(insertMessage, [chat, version * 2 + 2, 'bot', answer]);
    await query(insertEvent, [chat, version, 'message-recorded', JSON.stringify({ message })]);
    await query(writeState, [chat, state]);
  });
  return answer;
}

const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const work = incoming.url === '/turn' ? takeTurn : insertOne;
    work(Buffer.concat(chunks)).then(
      (said) => outgoing.end(said),
      () => outgoing.writeHead(503).end(),
    );
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`ready raw=http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}\n`);
});
