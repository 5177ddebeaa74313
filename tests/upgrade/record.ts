import { randomUUID } from 'node:crypto';
import { createDatabase, startPostgres } from '@baton/testkit';
import pg from 'pg';
import { adminKey, type EmulatedVendors, type Row, startEmulators } from '../support/emulators.ts';
import { FlatChat, sendFlat } from '../support/flat-chat.ts';
import { end, type Running, startBaton, until } from '../support/processes.ts';
import { dumpDatabase, type Sql } from './database.ts';
import { type RecordedChat, type Recording, writeRecording } from './fixture.ts';

/**
 * Records an installation of the version that is built here, for the upgrade test of later ones: brings one chat to each phase, kills
 * the gateway in the middle of it, and writes what database and vendors hold into `fixtures/upgrade/<version>/`. Retries grow longer with
 * each failure, and the test waits for them, so the kill comes within seconds of the first.
 * Usage: `npm run record:upgrade -- v0.2`
 */
const secretKey = Buffer.alloc(32, 7).toString('base64');
const chats: Record<string, RecordedChat> = {};
const emailOf = (phase: string): string => `${phase}@company.com`;

type Place = { vendors: EmulatedVendors; sql: Sql; gateway: Gateway };

async function record(version: string): Promise<string> {
  const recordedFrom = new Date().toISOString();
  const server = await startPostgres({ path: process.env['PATH'] ?? '' });
  const databaseUrl = await createDatabase(server.url);
  const vendors = await startEmulators();
  const client = new pg.Client({ connectionString: databaseUrl });
  const gateway = new Gateway(vendors, databaseUrl);
  try {
    await client.connect();
    const sql: Sql = {
      run: async (script) => void (await client.query(script)),
      query: async (text, values) => (await client.query<Row>(text, values)).rows,
    };
    const place = { vendors, sql, gateway };
    await vendors.control('/salesiq/settings', { waitMs: patientSeconds * 1_000 });
    await vendors.addCustomers(['waiting-for-code', 'code-under-way', 'pending-answer'].map(emailOf));
    await gateway.start(patientSeconds);
    await bringBotChats(place);
    await bringRinging(place);
    await bringConnected(place);
    await bringVisitors(place);
    await bringUnderWay(place);
    await killMidway(place);
    const killedAt = new Date().toISOString();
    const database = await dumpDatabase(sql);
    const emulators = (await vendors.control('/snapshot')) as Recording['emulators'];
    return writeRecording(version, { recordedFrom, killedAt, secretKey, chats, database, emulators });
  } finally {
    await gateway.kill();
    await client.end();
    await vendors.stop();
    await server.stop();
  }
}

/** How long nobody loses patience, and how long it takes where that is to happen soon after the kill. */
const patientSeconds = 900;
const impatientSeconds = 20;

class Gateway {
  private readonly vendors: EmulatedVendors;
  private readonly databaseUrl: string;
  private node: Running | undefined;

  constructor(vendors: EmulatedVendors, databaseUrl: string) {
    this.vendors = vendors;
    this.databaseUrl = databaseUrl;
  }

  url(): string {
    return this.node?.ready[0] ?? '';
  }

  async start(handoffTimeoutSeconds: number): Promise<void> {
    this.node = await startBaton({
      command: ['serve'],
      environment: {
        ...this.vendors.settings,
        DATABASE_URL: this.databaseUrl,
        BATON_SECRET_KEY: secretKey,
        HANDOFF_TIMEOUT_SECONDS: String(handoffTimeoutSeconds),
      },
      ready: /ready gateway=(\S+)/,
    });
    await this.vendors.pointTo(this.url());
  }

  kill(): Promise<void> {
    return end(this.node, 'SIGKILL');
  }
}

/** A customer who talks through the webhook; the same one for the same phase. */
function flat({ gateway }: Place, phase: string): FlatChat {
  const email = emailOf(phase);
  const chatId = `flat-${phase}`;
  chats[phase] = { chatId, email };
  return new FlatChat({ chatId, email, gatewayUrl: () => gateway.url(), journal: [] });
}

/** A visitor in the vendor's own widget. */
function visitor({ vendors }: Place, phase: string) {
  const email = emailOf(phase);
  let conversation: string | null = null;
  return {
    id: () => conversation ?? '',
    say: async (text: string): Promise<Row> => {
      const body = { visitor: { name: 'John Doe', email }, text, ...(conversation === null ? {} : { conversation }) };
      const shown = (await vendors.control('/salesiq/visitor-message', body)) as Row;
      conversation ??= String(shown['conversation_id']);
      chats[phase] = { chatId: conversation, email };
      return shown;
    },
  };
}

const monitor = ['set up my monitor', '1', 'no', 'no'];

async function sayAll(chat: FlatChat, texts: string[]): Promise<void> {
  for (const text of texts) await chat.say(text);
}

/** The conversation at the desk in which these words are. */
function deskChat({ vendors }: Place, words: string): Promise<string> {
  return until(`"${words}" at the desk`, async () => {
    const row = (await vendors.rows('salesiq/messages')).find(({ text }) => String(text).includes(words));
    return row === undefined ? undefined : String(row['conversation_id']);
  });
}

async function bringBotChats(place: Place): Promise<void> {
  const { vendors, gateway } = place;
  const settled = flat(place, 'settled');
  await sayAll(settled, monitor);
  await until('the ticket', async () => ((await settled.poll()).ticket_created ? true : undefined));
  await sayAll(flat(place, 'mid-workflow'), monitor.slice(0, 2));
  await sayAll(flat(place, 'waiting-for-code'), ['I forgot my password', emailOf('waiting-for-code')]);
  await until('the code', async () =>
    (await vendors.rows('mail/messages')).find(({ to }) => to === emailOf('waiting-for-code')),
  );
  await vendors.fault({ vendor: 'desk', operation: 'desk.tickets.create', kind: 'status', status: 422 });
  await sayAll(flat(place, 'refused-ticket'), monitor);
  await until('the dead letter', async () => {
    const headers = { authorization: `Bearer ${adminKey}` };
    const answer = await fetch(`${gateway.url()}/api/dead-letters`, { headers });
    return ((await answer.json()) as { items: unknown[] }).items.length === 1 ? true : undefined;
  });
}

async function bringRinging(place: Place): Promise<void> {
  for (const phase of ['ringing', 'ringing-missed', 'ringing-cancelled']) {
    await sayAll(flat(place, phase), ['talk to a human', `first words, ${phase}`]);
    await deskChat(place, `first words, ${phase}`);
  }
}

async function bringConnected(place: Place): Promise<void> {
  const chat = flat(place, 'connected');
  await sayAll(chat, ['talk to a human', 'first words, connected']);
  const id = await deskChat(place, 'first words, connected');
  await place.vendors.operate({ conversation_id: id, action: 'join' });
  await place.vendors.operate({ conversation_id: id, action: 'reply', text: 'Hello, how can I help?' });
  await until('the operator', async () => {
    await chat.poll();
    return chat.heard().includes('Hello, how can I help?') ? true : undefined;
  });
}

/** Chats in the vendor's own widget: with an operator, over, and ringing for so long that our own patience ends soon. */
async function bringVisitors(place: Place): Promise<void> {
  const { vendors, gateway } = place;
  const connected = visitor(place, 'widget-connected');
  await connected.say('talk to a human');
  await vendors.operate({ conversation_id: connected.id(), action: 'join' });
  await vendors.operate({ conversation_id: connected.id(), action: 'reply', text: 'Hello in the widget' });
  await connected.say('thanks for coming');
  const closed = visitor(place, 'widget-closed');
  await closed.say('hello');
  await vendors.control('/salesiq/visitor-end', { conversation_id: closed.id() });
  await until('all events at the gateway', async () =>
    (await vendors.rows('salesiq/deliveries')).every(({ status }) => status === 'delivered') ? true : undefined,
  );
  await gateway.kill();
  await gateway.start(impatientSeconds);
  await visitor(place, 'widget-unanswered').say('talk to a human');
  await gateway.kill();
  await gateway.start(patientSeconds);
}

const forEver = { kind: 'status', status: 503, times: -1 };

/** What has been begun and cannot be finished now. Its budgets are short, so this comes last and all at once. */
async function bringUnderWay(place: Place): Promise<void> {
  const { vendors } = place;
  await vendors.fault({ vendor: 'mail', operation: 'mail.send', ...forEver, status: 451 });
  await sayAll(flat(place, 'code-under-way'), ['I forgot my password', emailOf('code-under-way')]);
  await Promise.all([answerLate(place), fileLate(place), openLate(place)]);
}

/** Zoho Desk makes a ticket and its answer is lost; then it is down. */
async function fileLate(place: Place): Promise<void> {
  const { vendors } = place;
  const late = flat(place, 'late-ticket');
  await sayAll(late, monitor.slice(0, -1));
  await vendors.fault({ vendor: 'desk', operation: 'desk.tickets.search', ...forEver });
  await vendors.fault({ vendor: 'desk', operation: 'desk.tickets.create', kind: 'drop-response' });
  const unclear = sayAll(flat(place, 'unclear-ticket'), monitor);
  await until('the ticket of which nobody hears', async () =>
    (await vendors.rows('desk/tickets')).length > 1 ? true : undefined,
  );
  await vendors.fault({ vendor: 'desk', operation: 'desk.tickets.create', ...forEver });
  const filing = late.say('no');
  await until('the refusal', async () => {
    const calls = (await vendors.control('/journal')) as Row[];
    return calls.find(({ operation, status }) => operation === 'desk.tickets.create' && status === 503);
  });
  await Promise.all([unclear, filing, late.say('set up my monitor')]);
}

/** SalesIQ opens a chat and its answer is lost; then nothing can be opened, looked for or sent there. */
async function openLate(place: Place): Promise<void> {
  const { vendors } = place;
  await vendors.fault({ vendor: 'salesiq', operation: 'salesiq.conversations.list', ...forEver });
  await vendors.fault({ vendor: 'salesiq', operation: 'salesiq.visitor.open', kind: 'drop-response' });
  await sayAll(flat(place, 'unclear-opening'), ['talk to a human', 'first words, unclear-opening']);
  await vendors.fault({ vendor: 'salesiq', operation: 'salesiq.visitor.send', ...forEver });
  await vendors.fault({ vendor: 'salesiq', operation: 'salesiq.visitor.open', ...forEver });
  await sayAll(flat(place, 'opening'), ['talk to a human', 'first words, opening']);
  await flat(place, 'connected').say('words under way');
}

/** The customer register is slow, so that the widget is told to wait. Resolves when it was. */
async function answerLate(place: Place): Promise<void> {
  const customer = visitor(place, 'pending-answer');
  await customer.say('I forgot my password');
  await place.vendors.fault({ vendor: 'crm', kind: 'slow', delayMs: 60_000, times: -1 });
  customer.say(emailOf('pending-answer')).catch(() => undefined);
  await until('the words that ask for patience', async () => {
    const rows = await place.vendors.rows('salesiq/messages');
    const said = rows.filter((row) => row['conversation_id'] === customer.id() && row['side'] === 'bot');
    return said.length > 1 ? true : undefined;
  });
}

/** A request is stored and cannot go on, because the table of conversations is locked. Then everything that runs is killed. */
async function killMidway(place: Place): Promise<void> {
  const { sql, gateway } = place;
  const [chatId, text, messageId] = ['flat-unanswered', 'set up my monitor', randomUUID()];
  chats['unanswered'] = { chatId, email: emailOf('unanswered'), unanswered: { messageId, text } };
  await sql.run('begin; lock table conversations in exclusive mode');
  sendFlat(gateway.url(), { chatId, messageId, text, email: emailOf('unanswered') }).catch(() => undefined);
  await until('the stored request', async () => {
    const waiting = await sql.query(
      "select id from deliveries where status = 'waiting' and lane like '%flat-unanswered%'",
    );
    return waiting.length > 0 ? true : undefined;
  });
  await gateway.kill();
  await sql.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await sql.run('rollback');
}

const [, , version] = process.argv;
if (version === undefined || !/^v\d+\.\d+$/.test(version))
  throw new Error('Name the version: npm run record:upgrade -- v0.2');
process.stdout.write(`${await record(version)}\n`);
