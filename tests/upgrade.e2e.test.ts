import { createDatabase } from '@baton/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { adminKey, type EmulatedVendors, type Row, startEmulators } from './support/emulators.ts';
import { FlatChat, sendFlat } from './support/flat-chat.ts';
import { end, type Running, startBaton, until } from './support/processes.ts';
import { loadDatabase } from './upgrade/database.ts';
import { type RecordedChat, type Recording, readRecording } from './upgrade/fixture.ts';

/**
 * An installation of an earlier version, killed with open chats in every phase, opens in this one, and every chat goes on to its right
 * end. Seen from outside only: what customers hear, what operators read, which tickets and mails there are.
 */
let recording: Recording;
let vendors: EmulatedVendors;
let node: Running;

beforeAll(async () => {
  const databaseUrl = await createDatabase(inject('postgresUrl'));
  recording = readRecording('v0.1', new Date());
  vendors = await startEmulators({}, recording.emulators);
  await fill(databaseUrl);
  node = await startBaton({
    command: ['serve'],
    environment: {
      ...vendors.settings,
      DATABASE_URL: databaseUrl,
      BATON_SECRET_KEY: recording.secretKey,
      HANDOFF_TIMEOUT_SECONDS: '900',
    },
    ready: /ready gateway=(\S+)/,
  });
  await vendors.pointTo(gatewayUrl());
});

afterAll(async () => {
  await end(node, 'SIGTERM');
  await vendors?.stop();
});

async function fill(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const sql = {
      run: async (script: string): Promise<void> => void (await client.query(script)),
      query: async (text: string, values?: unknown[]) => (await client.query<Row>(text, values)).rows,
    };
    await loadDatabase(sql, recording.database);
  } finally {
    await client.end();
  }
}

const gatewayUrl = (): string => node.ready[0] ?? '';

function recorded(phase: string): RecordedChat {
  const chat = recording.chats[phase];
  if (chat === undefined) throw new Error(`the recording has no chat "${phase}"`);
  return chat;
}

function goOn(phase: string): FlatChat {
  const { chatId, email } = recorded(phase);
  return new FlatChat({ chatId, email, gatewayUrl, journal: [] });
}

const ticketsOf = async (phase: string): Promise<Row[]> =>
  (await vendors.rows('desk/tickets')).filter(
    (ticket) => (ticket['cf'] as Row)['cf_salesiq_chat_id'] === recorded(phase).chatId,
  );
const mailsTo = async (phase: string): Promise<Row[]> =>
  (await vendors.rows('mail/messages')).filter((mail) => mail['to'] === recorded(phase).email);

/** Polls until the customer has heard these words; they come once. */
async function hears(chat: FlatChat, words: string): Promise<void> {
  await until(`"${words}"`, async () => {
    await chat.poll();
    return chat.heard().some((text) => text.includes(words)) ? true : undefined;
  });
  expect(chat.heard().filter((text) => text.includes(words))).toHaveLength(1);
}

/** Waits for the mail about the ticket, and for everything about it to be there once. */
async function getsTicket(phase: string, count = 1): Promise<string> {
  const tickets = await until(`${count} tickets of ${phase}`, async () => {
    const found = await ticketsOf(phase);
    return found.length >= count ? found : undefined;
  });
  const number = String(tickets.at(-1)?.['ticketNumber']);
  await until(`the mails about ticket ${number}`, async () => {
    const mails = await vendors.rows('mail/messages');
    const told = mails.filter(({ subject }) => String(subject).includes(`#${number}`)).map(({ to }) => to);
    const everyone = [recorded(phase).email, 'support@company.com', 'it-manager@company.com'];
    return everyone.every((to) => told.includes(to)) ? true : undefined;
  });
  expect(await ticketsOf(phase)).toHaveLength(count);
  return number;
}

async function readCode(phase: string): Promise<string> {
  return until('the code', async () =>
    (await mailsTo(phase)).map(({ text }) => /\b\d{8}\b/.exec(String(text))?.[0]).find((code) => code !== undefined),
  );
}

const atDesk = async (conversation: string): Promise<Row[]> =>
  (await vendors.rows('salesiq/messages')).filter((row) => row['conversation_id'] === conversation);

/** The one conversation at the desk in which the customer's words are, once. */
async function findAtDesk(words: string): Promise<string> {
  const isMeant = ({ text }: Row): boolean => String(text) === words;
  const row = await until(`"${words}" at the desk`, async () => (await vendors.rows('salesiq/messages')).find(isMeant));
  expect((await vendors.rows('salesiq/messages')).filter(isMeant)).toHaveLength(1);
  return String(row['conversation_id']);
}

/** An operator comes, both talk, the operator closes the chat, and the assistant is back. */
async function talkWithOperator(phase: string, conversation: string): Promise<void> {
  const chat = goOn(phase);
  await vendors.operate({ conversation_id: conversation, action: 'reply', text: `the answer, ${phase}` });
  await hears(chat, `the answer, ${phase}`);
  await chat.say(`last words, ${phase}`);
  expect(await findAtDesk(`last words, ${phase}`)).toBe(conversation);
  await vendors.operate({ conversation_id: conversation, action: 'close' });
  await until('the hand-back', async () => ((await chat.poll()).escalate ? undefined : true));
  await isWithAssistant(chat);
}

async function isWithAssistant(chat: FlatChat): Promise<void> {
  const asked = await chat.say('set up my monitor');
  expect(asked).toMatchObject({ escalate: false, response: expect.stringContaining('What do you want to set up') });
}

it('asks for what the running workflow waits for, and files the ticket', async () => {
  const chat = goOn('mid-workflow');
  expect((await chat.say('no')).response).toContain('another cable');
  await chat.say('no');
  await hears(chat, await getsTicket('mid-workflow'));
});

it.each(['waiting-for-code', 'code-under-way'])('knows the code of a customer who is %s', async (phase) => {
  const chat = goOn(phase);
  const code = await readCode(phase);
  expect((await chat.say(code === '00000000' ? '00000001' : '00000000')).response).toContain('not right');
  await chat.say(code);
  await hears(chat, await getsTicket(phase));
  expect(chat.heard().filter((text) => text.includes('right code'))).toHaveLength(1);
  expect((await mailsTo(phase)).filter(({ subject }) => subject === 'Your verification code')).toHaveLength(1);
});

it('gives a new ticket to a new wish', async () => {
  const chat = goOn('settled');
  const before = await chat.poll();
  expect(before).toMatchObject({ ticket_created: true, replies: [] });
  for (const text of ['set up my monitor', '1', 'no', 'no']) await chat.say(text);
  const number = await getsTicket('settled', 2);
  expect(number).not.toBe(before.ticket_number);
  await hears(chat, number);
});

it('finds the ticket whose making it never heard the end of', async () => {
  await hears(goOn('unclear-ticket'), await getsTicket('unclear-ticket'));
});

it('makes the late ticket, and goes on with what the customer asked meanwhile', async () => {
  const chat = goOn('late-ticket');
  await hears(chat, await getsTicket('late-ticket'));
  for (const text of ['1', 'no', 'no']) await chat.say(text);
  await hears(chat, await getsTicket('late-ticket', 2));
});

it('still offers a refused ticket to an operator', async () => {
  const headers = { authorization: `Bearer ${adminKey}` };
  const list = async (): Promise<Row[]> => {
    const answer = await fetch(`${gatewayUrl()}/api/dead-letters`, { headers });
    return ((await answer.json()) as { items: Row[] }).items;
  };
  const letters = await list();
  expect(letters).toMatchObject([{ kind: 'create-ticket' }]);
  expect(await ticketsOf('refused-ticket')).toEqual([]);
  const url = `${gatewayUrl()}/api/dead-letters/${String(letters[0]?.['id'])}/replay`;
  expect((await fetch(url, { method: 'POST', headers })).status).toBe(200);
  await hears(goOn('refused-ticket'), await getsTicket('refused-ticket'));
  expect(await list()).toEqual([]);
});

it.each(['opening', 'unclear-opening', 'ringing'])('brings a customer who is %s to an operator', async (phase) => {
  const conversation = await findAtDesk(`first words, ${phase}`);
  const opened = (await vendors.rows('salesiq/messages')).filter(({ text }) =>
    String(text).startsWith(`John Doe <${recorded(phase).email}>`),
  );
  expect(opened.map((row) => row['conversation_id'])).toEqual([conversation]);
  await talkWithOperator(phase, conversation);
});

it('tells a customer whom nobody takes, and files the ticket', async () => {
  const chat = goOn('ringing-missed');
  const conversation = await findAtDesk('first words, ringing-missed');
  await vendors.operate({ conversation_id: conversation, action: 'miss' });
  await hears(chat, 'none of my colleagues could take the chat');
  await hears(chat, await getsTicket('ringing-missed'));
  await isWithAssistant(chat);
});

it('lets a customer who waits take the wish back', async () => {
  const chat = goOn('ringing-cancelled');
  expect(await chat.say('cancel')).toMatchObject({ escalate: false });
  await isWithAssistant(chat);
  expect(await ticketsOf('ringing-cancelled')).toEqual([]);
});

it('keeps a customer and an operator together, with the words that were under way', async () => {
  const conversation = await findAtDesk('words under way');
  expect((await atDesk(conversation)).map(({ text }) => text).slice(-2)).toEqual([
    'Hello, how can I help?',
    'words under way',
  ]);
  const chat = goOn('connected');
  expect(await chat.say('are you there?')).toMatchObject({ escalate: true, replies: [] });
  await talkWithOperator('connected', conversation);
});

/** A visitor's words in the vendor's widget, and what is shown for them. */
const visit = (phase: string, text: string): Promise<Row> => {
  const { chatId, email } = recorded(phase);
  const visitor = { name: 'John Doe', email };
  return vendors.control('/salesiq/visitor-message', { visitor, conversation: chatId, text }) as Promise<Row>;
};
const botWords = async (phase: string): Promise<string[]> =>
  (await atDesk(recorded(phase).chatId)).filter(({ side }) => side === 'bot').map(({ text }) => String(text));

it('is silent in the widget while an operator talks there, and answers afterwards', async () => {
  const said = await botWords('widget-connected');
  const { chatId } = recorded('widget-connected');
  await vendors.operate({ conversation_id: chatId, action: 'reply', text: 'anything else?' });
  expect(await visit('widget-connected', 'no, bye')).toMatchObject({ status: 'connected', replies: [] });
  expect(await botWords('widget-connected')).toEqual(said);
  await vendors.operate({ conversation_id: chatId, action: 'close' });
  await until('the news of the end at the gateway', async () => {
    const news = (await vendors.rows('salesiq/deliveries')).filter((row) => JSON.stringify(row).includes(chatId));
    return news.every(({ status }) => status === 'delivered') ? true : undefined;
  });
  const back = await visit('widget-connected', 'set up my monitor');
  expect(back).toMatchObject({ status: 'bot', replies: [expect.stringContaining('What do you want to set up')] });
});

it('answers in the widget after a chat that was over', async () => {
  const back = await visit('widget-closed', 'set up my monitor');
  expect(back).toMatchObject({ status: 'bot', replies: [expect.stringContaining('What do you want to set up')] });
});

it('finishes the answer that the widget was promised, once', async () => {
  const isQuestion = (text: string): boolean => text.includes('8-digit code');
  await until('the question for the code', async () =>
    (await botWords('pending-answer')).some(isQuestion) ? true : undefined,
  );
  const done = await visit('pending-answer', await readCode('pending-answer'));
  const number = await getsTicket('pending-answer');
  expect(done['status']).toBe('bot');
  await until('the number in the widget', async () =>
    (await botWords('pending-answer')).some((text) => text.includes(number)) ? true : undefined,
  );
  expect((await botWords('pending-answer')).filter(isQuestion)).toHaveLength(1);
});

it('answers the request that was stored and not answered', async () => {
  const { chatId, email, unanswered } = recorded('unanswered');
  const request = { chatId, email, messageId: unanswered?.messageId ?? '', text: unanswered?.text ?? '' };
  const chat = goOn('unanswered');
  // A worker that was killed holds the chat for some seconds; until then the answer is a request for patience.
  const heard = (await sendFlat(gatewayUrl(), request)).replies.filter((text) => !text.startsWith('One moment'));
  await until('the question', async () => {
    heard.push(...(await chat.poll()).replies);
    return heard.length > 0 ? true : undefined;
  });
  // Taken twice, it would be taken for an answer to the question, too.
  await sendFlat(gatewayUrl(), request);
  heard.push(...(await chat.poll()).replies);
  expect(heard).toEqual([expect.stringContaining('What do you want to set up')]);
  expect((await chat.say('1')).response).toContain('video cable');
});

it('loses patience when it said it would, and files the ticket', async () => {
  await getsTicket('widget-unanswered');
});
