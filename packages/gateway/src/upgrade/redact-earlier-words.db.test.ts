import { readdirSync, readFileSync } from 'node:fs';
import { conversationId, type JsonObject } from '@baton/core';
import { openStore, type Store } from '@baton/store';
import { createDatabase } from '@baton/testkit';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { secretBox } from '../../testing/secret-box.ts';
import { redactEarlierWords } from './redact-earlier-words.ts';

/*
 * A database of the version before words were redacted at rest: an operator has told two customers a password, in words that were heard, that
 * wait, that are being pushed, and in an answer that is kept.
 */
const secret = 'Kobra-77';
const said = `your new password is: ${secret}`;
const kept = 'your new password is: [redacted]';
const migrations = new URL('../../../store/migrations/', import.meta.url);

let client: pg.Client;
let store: Store | undefined;
let url: string;

beforeEach(async () => {
  url = await createDatabase(inject('postgresUrl'));
  client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create table schema_migrations (name text primary key, at timestamptz not null default now())');
  for (const name of readdirSync(migrations).filter((each) => each < '0012')) {
    await client.query(readFileSync(new URL(name, migrations), 'utf8'));
    await client.query('insert into schema_migrations (name) values ($1)', [name]);
  }
  for (const id of ['c1', 'c2'])
    await client.query(
      `insert into conversations (id, organisation, channel, chat_id, state) values ($1, 'default', 'flat', $1, '{}')`,
      [id],
    );
});
afterEach(async () => {
  await store?.close();
  await client.end();
});

type Place = { id: string; seq: number };

async function addMessage({ id, seq }: Place, state: string, deliveryId: string | null = null): Promise<void> {
  await client.query(
    `insert into messages (conversation_id, seq, author, text, suggestions, generation, is_for_customer, state, delivery_id)
     values ($1, $2, 'agent', $3, '[]', 1, true, $4, $5::bigint)`,
    [id, seq, `${said} (${seq})`, state, deliveryId],
  );
}

async function addDelivery(key: string, response: JsonObject): Promise<string> {
  const added = await client.query<{ id: string }>(
    `insert into deliveries (organisation, key, lane, kind, hash, redacted, is_repeatable, status, response)
     values ('default', $1, 'lane', 'flat', 'hash', '{}', true, 'processed', $2) returning id`,
    [key, JSON.stringify(response)],
  );
  return String(added.rows[0]?.id);
}

async function addEffect(kind: string, status: string, progress: JsonObject): Promise<void> {
  await client.query(
    `insert into effects (organisation, conversation_id, key, lane, kind, data, status, progress, run_at)
     values ('default', 'c1', $1, 'lane', $2, '{}', $3, $4, now())`,
    [`${kind}-${status}`, kind, status, JSON.stringify(progress)],
  );
}

const tables = ['messages', 'deliveries', 'effects', 'events', 'conversations', 'timers'];
async function readEverything(): Promise<string> {
  let everything = '';
  for (const table of tables) everything += JSON.stringify((await client.query(`select t::text from ${table} t`)).rows);
  return everything;
}

it('redacts once what an earlier version kept as it was said, and seals what customers have yet to get', async () => {
  const answer = { replies: ['Sarah:', `${said} (3)`], response: `Sarah:\n${said} (3)`, chat_id: 'c1' };
  const delivery = await addDelivery('key', answer);
  await addMessage({ id: 'c1', seq: 1 }, 'delivered');
  await addMessage({ id: 'c1', seq: 2 }, 'waiting');
  await addMessage({ id: 'c1', seq: 3 }, 'assigned', delivery);
  await addMessage({ id: 'c1', seq: 4 }, 'delivered');
  await addMessage({ id: 'c2', seq: 1 }, 'delivered');
  const pushed = { messages: [{ id: 'c1:4.1', author: 'agent', text: `${said} (4)`, suggestions: [] }], seqs: [4] };
  await addEffect('push-words', 'waiting', { ...pushed, generation: 1, isUnsent: false });
  await addEffect('push-words', 'done', { ...pushed, generation: 1, isUnsent: false });
  await addEffect('finish-deferred', 'done', { plan: { body: { replies: [said] }, seqs: [1], generation: 1 } });
  await addEffect('finish-deferred', 'waiting', {
    plan: { body: { replies: [`${said} (1)`] }, seqs: [], generation: 1 },
  });
  expect(await readEverything()).toContain(secret);

  store = await openStore({ url });
  expect(await redactEarlierWords(store, secretBox)).toBe(5);
  expect(await redactEarlierWords(store, secretBox)).toBe(0);

  expect(await readEverything()).not.toContain(secret);
  const messages = await store.conversations.listMessages(conversationId('c1'), { fromSeq: 1, toSeq: 9 });
  const open = (bytes: Uint8Array | null): string | null =>
    bytes === null ? null : secretBox.open(Buffer.from(bytes)).toString();
  expect(messages.map(({ text, sealed }) => [text, open(sealed)])).toEqual([
    [`${kept} (1)`, null],
    [`${kept} (2)`, `${said} (2)`],
    [`${kept} (3)`, `${said} (3)`],
    [`${kept} (4)`, `${said} (4)`],
  ]);
  const locked = await store.transaction((transaction) => transaction.lockDelivery(delivery));
  expect(locked.response).toEqual({
    ...{ replies: ['Sarah:', `${kept} (3)`], response: `Sarah:\n${kept} (3)`, chat_id: 'c1' },
  });
  expect(JSON.parse(open(locked.sealedResponse) ?? '')).toEqual(answer);
  const left = await client.query(`select kind, status, progress from effects order by id`);
  expect(left.rows.map(({ progress }) => progress)).toEqual([
    { seqs: [4], generation: 1, isUnsent: false },
    { seqs: [4], generation: 1, isUnsent: false },
    {},
    { plan: { body: { replies: [`${kept} (1)`] }, seqs: [], generation: 1 } },
  ]);
});

it('leaves words without secrets as they are', async () => {
  await client.query(
    `insert into messages (conversation_id, seq, author, text, suggestions, generation, is_for_customer, state)
     values ('c1', 1, 'agent', 'try a restart', '[]', 1, true, 'waiting')`,
  );
  store = await openStore({ url });
  expect(await redactEarlierWords(store, secretBox)).toBe(0);
  const messages = await store.conversations.listMessages(conversationId('c1'), { fromSeq: 1, toSeq: 1 });
  expect(messages).toMatchObject([{ text: 'try a restart', sealed: null, state: 'waiting' }]);
});
