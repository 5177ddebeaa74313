import { createServer, type Server } from 'node:http';
import {
  createCrmClient,
  createDeskClient,
  createSalesIqClient,
  createTokenSource,
  type StoredToken,
} from '@baton/client-zoho';
import { deskConversationId } from '@baton/core';
import { createEmulator, type Emulator } from '@baton/emulators';
import { createHttp } from '@baton/http-kit';
import {
  describeChannel,
  describeDesk,
  describeIdentityDirectory,
  describeTicketSystem,
  newDeskOpening,
  newTicketRequest,
  unwrap,
} from '@baton/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCrmDirectory } from './crm-directory.ts';
import { createDeskTicketSystem } from './desk-ticket-system.ts';
import { createSalesIqChannel } from './salesiq-channel.ts';
import { createSalesIqDesk } from './salesiq-desk.ts';
import { createSalesIqFiles } from './salesiq-files.ts';

const john = {
  firstName: 'John',
  lastName: 'Doe',
  email: 'john@company.com',
  phone: '555-1234',
  company: 'Company Inc',
};
const shared = 'family@company.com';
const family = ['Ann', 'Ben'].map((firstName) => ({ firstName, lastName: 'Roe', email: shared }));

let emulator: Emulator;
let bot: Server;
let botUrl = '';
const requestIds: string[] = [];

/** A bot that always asks for time. */
function startBot(): Promise<string> {
  bot = createServer((incoming, answer) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    incoming.on('end', () => {
      const id = /"request":\{[^}]*"id":"([^"]+)"/.exec(body)?.[1];
      if (id !== undefined) requestIds.push(id);
      answer
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"action":"pending","replies":["one moment"]}');
    });
  });
  return new Promise((resolve) => {
    bot.listen(0, '127.0.0.1', () => {
      const address = bot.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
    });
  });
}

beforeAll(async () => {
  emulator = await createEmulator({ seed: { crm: { contacts: [john, ...family] } } });
  botUrl = await startBot();
  await emulator.configureGateway({ zobotUrl: botUrl, webhookUrl: botUrl });
  // The widget's driver waits so long for an answer that was promised; here it comes only after the driver has gone.
  await control('salesiq/settings', { callbackWaitMs: 10 });
});
afterAll(async () => {
  await emulator.close();
  bot.close();
});

function connect() {
  const connection = emulator.connection();
  const text = (name: string): string => String(connection[name]);
  const http = createHttp();
  const source = (name: string) => {
    let kept: StoredToken | null = null;
    return createTokenSource({
      http,
      accountsUrl: emulator.url,
      clientId: text('clientId'),
      clientSecret: text('clientSecret'),
      refreshToken: text(name),
      now: () => new Date(),
      store: {
        read: async () => kept,
        write: async (token) => {
          kept = token;
        },
        lock: (work) => work(),
      },
    });
  };
  return { http, text, tokens: source('userRefreshToken'), orgTokens: source('orgRefreshToken') };
}

let salesIq: ReturnType<typeof createSalesIqClient> | undefined;
/** One client for all tests: Zoho allows ten new tokens in ten minutes. */
function salesIqClient() {
  const { http, tokens, orgTokens, text } = connect();
  salesIq ??= createSalesIqClient({ http, baseUrl: emulator.url, tokens, orgTokens, screenName: text('screenName') });
  return salesIq;
}

const salesIqFiles = () => createSalesIqFiles({ client: salesIqClient(), baseUrl: emulator.url });

let ticketSystem: ReturnType<typeof createDeskTicketSystem> | undefined;
async function openTickets() {
  const { http, tokens, text } = connect();
  const client = createDeskClient({
    http,
    baseUrl: `${emulator.url}/api/v1`,
    tokens,
    organizationId: text('deskOrgId'),
  });
  ticketSystem ??= createDeskTicketSystem({ client, departments: { ticket: 'Support', callback: 'Callbacks' } });
  return ticketSystem;
}

const control = (path: string, body: object): Promise<Response> =>
  fetch(`${emulator.url}/__emulator/${path}`, {
    ...{ method: 'POST', body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json' },
  });

const state = async (collection: string): Promise<Record<string, unknown>[]> =>
  (await (await fetch(`${emulator.url}/__emulator/state/${collection}`)).json()) as Record<string, unknown>[];

describe('Zoho Desk as ticket system', () => {
  describeTicketSystem(openTickets);

  it("tells agents' public comments and mails once, in their order, and never a private comment", async () => {
    const tickets = await openTickets();
    const { id } = unwrap(await tickets.create(newTicketRequest()));
    const act = (body: object) => control('desk/agent', { ticketId: id, ...body });
    unwrap(await tickets.addNote(id, { marker: 'm1', text: 'the chat' }));
    await act({ action: 'comment', isPublic: true, text: '<div>Please <b>restart</b> it.</div>' });
    await act({ action: 'comment', isPublic: false, text: 'a difficult customer' });
    await act({ action: 'reply', text: 'Did it help?' });
    await act({ action: 'customer-reply', text: 'Yes' });
    const { replies } = unwrap(await tickets.readNews(id, { knownReplies: [] }));
    expect(replies.map(({ text }) => text)).toEqual(['Please restart it.', 'Did it help?']);
    expect(replies.every(({ agentName }) => agentName !== null && agentName !== '')).toBe(true);
    await act({ action: 'close' });
    const [first = { id: '' }] = replies;
    const later = unwrap(await tickets.readNews(id, { knownReplies: [first.id] }));
    expect(later).toMatchObject({ status: 'closed', replies: [{ text: 'Did it help?' }] });
  });

  it('writes what customers said as text, the key of the case, and the department by its name', async () => {
    const tickets = await openTickets();
    const dueAt = '2026-03-03T14:00:00.000Z';
    const request = newTicketRequest({ descriptionLines: ['<script>alert(1)</script>'], kind: 'callback', dueAt });
    const { id } = unwrap(await tickets.create(request));
    const ticket = (await state('desk/tickets')).find((row) => row['id'] === id);
    const departments = await state('desk/departments');
    expect(ticket).toMatchObject({ priority: 'Low', status: 'Open', cf: { cf_gateway_key: request.caseKey } });
    expect(String(ticket?.['description'])).not.toContain('<script>');
    expect(departments.find((row) => row['id'] === ticket?.['departmentId'])).toMatchObject({ name: 'Callbacks' });
    expect(ticket?.['dueDate']).toBe(dueAt);
    unwrap(await tickets.addNote(id, { marker: 'm1', text: 'private words' }));
    expect((await state('desk/comments')).at(-1)).toMatchObject({ isPublic: false, contentType: 'plainText' });
  });

  it('uses the contact that is there', async () => {
    const tickets = await openTickets();
    const first = newTicketRequest();
    unwrap(await tickets.create(first));
    const before = (await state('desk/contacts')).length;
    // The search index of Zoho Desk lags behind.
    await control('clock', { advanceMs: 120_000 });
    unwrap(await tickets.create(newTicketRequest({ contact: first.contact })));
    expect(await state('desk/contacts')).toHaveLength(before);
  });
});

describe('Zoho SalesIQ as desk', () => {
  const openDesk = async () => {
    const { text } = connect();
    const [appId, departmentId] = [text('appId'), text('salesiqDepartmentId')];
    return createSalesIqDesk({ client: salesIqClient(), appId, departmentId, files: salesIqFiles() });
  };
  describeDesk(openDesk, {
    offerFile: async (_desk, conversation, { name, contentType, bytes }) => {
      await salesIqClient().chats.sendFile(conversation, { fileName: name, contentType, content: bytes });
      const [file] = (await state('salesiq/files')).slice(-1);
      const query = new URLSearchParams({ file_name: name, chat_id: 'LD_1', purpose: 'chat_attachment' });
      return `/api/v2/${connect().text('screenName')}/attachments/${String(file?.['id'])}?${query}`;
    },
  });

  it('shows what is known of the case beside the chat', async () => {
    const desk = await openDesk();
    const opening = newDeskOpening();
    const id = unwrap(await desk.open(opening));
    const row = (await state('salesiq/conversations')).find((one) => one['id'] === id);
    expect(row?.['customer_info'] ?? row?.['customerInfo']).toMatchObject({ username: 'ann', Identity: 'claimed' });
  });

  it('takes a chat that the bot has for one that no human is in', async () => {
    const desk = await openDesk();
    const said = await control('salesiq/visitor-message', { visitor: { name: 'Ann' }, text: 'hello' });
    const { conversation_id: id } = (await said.json()) as { conversation_id: string };
    expect((await state('salesiq/conversations')).find((row) => row['id'] === id)).toBeDefined();
    expect(unwrap(await desk.readStanding(deskConversationId(id)))).toBe('over');
  });
});

describe('Zoho SalesIQ as channel', () => {
  describeChannel(async () => {
    const conversations = new Map<string, string>();
    return {
      channel: createSalesIqChannel({ client: salesIqClient(), files: salesIqFiles() }),
      startPending: async () => {
        const visitor = { name: 'Ann', email: 'ann@example.com' };
        const answer = await control('salesiq/visitor-message', { visitor, text: 'hello' });
        const shown = (await answer.json()) as { conversation_id: string };
        const id = requestIds.at(-1) ?? '';
        conversations.set(id, shown.conversation_id);
        return id;
      },
      heard: async (id) =>
        (await state('salesiq/messages'))
          .filter((row) => row['conversation_id'] === conversations.get(id) && row['side'] === 'bot')
          .map((row) => String(row['text']))
          .filter((text) => text !== 'one moment'),
      brought: async () => [],
    };
  });
});

describe('Zoho CRM as register of customers', () => {
  const { directory } = { directory: { current: undefined as ReturnType<typeof createCrmDirectory> | undefined } };
  describeIdentityDirectory(async () => {
    const { http, tokens } = connect();
    directory.current ??= createCrmDirectory({
      client: createCrmClient({ http, baseUrl: `${emulator.url}/crm/v8`, tokens }),
      usernameField: 'Username',
    });
    const { email, phone, company } = john;
    const person = { recordId: '', name: 'John Doe', email, phone, company };
    return { directory: directory.current, person, shared };
  });
});
