import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createConsoleActions, putAccount, Watch } from '@baton/console';
import { type InstalledStore, openStore } from '@baton/store';
import { createDatabase } from '@baton/testkit';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Agent, flatSecret, follow, type Json, newCustomer, password, until } from '../../testing/console-people.ts';
import { parseConfig } from '../config/parse-config.ts';
import { createGateway, type Gateway } from '../gateway.ts';
import { createSecretBox } from '../secret-box.ts';
import { demoAgent, makeDemoAgent } from './demo-agent.ts';
import { createToDelivery } from './to-delivery.ts';

const workflowsDir = fileURLToPath(new URL('../../../../workflows', import.meta.url));
/** Of the same password, with little work, so that signing in often costs little. */
const cheapHash = 'scrypt$10$8$1$c2FsdC1vZi10aGUtdGVzdHM$vrxLSzTcQwSmpFG0SxLIi_ykqbxVYiPAvpOHaZ9vy5Y';
const adminKey = 'key-of-those-who-run-it-01';

type Node = { gateway: Gateway; url: string; store: InstalledStore; log: string[] };
const nodes: Node[] = [];

async function startNode(databaseUrl: string, environment: Record<string, string> = {}): Promise<Node> {
  const store = await openStore({ url: databaseUrl });
  const log: string[] = [];
  const write = (event: string, fields: Record<string, unknown> = {}): void =>
    void log.push(JSON.stringify([event, fields]));
  const written = {
    BATON_CONSOLE: 'true',
    BATON_FLAT_SECRET: flatSecret,
    BATON_HANDOFF_CHAIN: 'console, ticket',
    BATON_ADMIN_KEY: adminKey,
    ...environment,
  };
  const gateway = await createGateway({
    store,
    keys: { current: Buffer.alloc(32, 7), previous: null, source: 'test' },
    configuration: parseConfig({ command: 'serve', environment: written }).configuration,
    workflowsDir,
    logger: { info: write, warn: write, error: write },
    reach: () => undefined,
  });
  const node = { gateway, url: await gateway.listen({ host: '127.0.0.1', port: 0 }), store, log };
  nodes.push(node);
  return node;
}

async function stop(node: Node): Promise<void> {
  nodes.splice(nodes.indexOf(node), 1);
  await node.gateway.close();
  await node.store.close();
}

let databaseUrl = '';
let node: Node;
beforeAll(async () => {
  databaseUrl = await createDatabase(inject('postgresUrl'));
  node = await startNode(databaseUrl);
  for (const [login, name] of [
    ['ann', 'Ann'],
    ['bob', 'Bob'],
  ] as const) {
    const account = { id: randomUUID(), login, name, role: 'agent', chatsMax: 5, password: cheapHash } as const;
    await node.store.console.agents.put('default', account);
  }
});
afterAll(async () => {
  for (const each of [...nodes]) await stop(each);
});

async function comeIn(login: string, at: Node = node): Promise<Agent> {
  const agent = new Agent(at.url);
  expect((await agent.signIn(login)).status).toBe(200);
  return agent;
}

/** A customer asks for a human and waits in the queue. */
async function askForHuman(agent: Agent, at: Node = node) {
  const customer = newCustomer(at);
  const before = await agent.queue();
  await customer.say('I have a question about my invoice');
  await customer.say('I want to talk to a human');
  const chat = await until('the queue', async () => (await agent.queue()).find((id) => !before.includes(id)));
  return { customer, chat };
}

describe('an agent at the console', () => {
  it('gets a chat with everything, answers, and hands it back', async () => {
    const ann = await comeIn('ann');
    const stream = follow(ann);
    const { customer, chat } = await askForHuman(ann);
    expect((await ann.act(chat, 'accept')).status).toBe(200);
    const { body } = await ann.call('GET', `chats/${chat}`);
    expect(body).toMatchObject({ stage: 'connected', agent: { name: 'Ann' }, customer: { name: 'Carla' } });
    expect(body['summary']).toContain('Carla');
    const history = (await ann.call('GET', `chats/${chat}/history`)).body['items'] as {
      author: string;
      text: string;
    }[];
    expect(history.filter(({ author }) => author === 'customer').map(({ text }) => text)).toEqual([
      'I have a question about my invoice',
      'I want to talk to a human',
    ]);
    expect(history.some(({ author }) => author === 'bot')).toBe(true);
    const key = randomUUID();
    const said = await Promise.all(
      [1, 2, 3].map(() => ann.act(chat, 'messages', { text: 'Which invoice is it?', key })),
    );
    expect(said.map(({ status }) => status)).toEqual([200, 200, 200]);
    await customer.hears('Which invoice is it?');
    expect(customer.heard.filter((text) => text === 'Which invoice is it?')).toHaveLength(1);
    await customer.say('Number 17, my password is Zitrone#4711');
    const words = await until('the words', async () => stream.got.find(({ data }) => data['type'] === 'customer-said'));
    expect(words.data['text']).toBe('Number 17, my password is [redacted]');
    expect((await ann.act(chat, 'notes', { text: 'Looks like a double booking' })).status).toBe(200);
    expect((await ann.act(chat, 'close')).status).toBe(200);
    await until('the bot', async () => (await customer.say('hello?')).length > 0);
    expect(customer.heard.join()).not.toContain('double booking');
    const over = (await ann.call('GET', `chats/${chat}`)).body;
    const happened = (over['timeline'] as { type: string }[]).map(({ type }) => type);
    expect(happened).toEqual(expect.arrayContaining(['requested', 'accepted', 'joined', 'first-word', 'ended']));
    const ids = stream.got.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((left, right) => left - right));
    await stream.close();
    expect(node.log.join()).not.toMatch(/invoice|Zitrone|booking/);
  });

  it('is one of two who accept at the same time', async () => {
    const [ann, bob] = [await comeIn('ann'), await comeIn('bob')];
    const { chat } = await askForHuman(ann);
    const answers = await Promise.all([ann.act(chat, 'accept'), bob.act(chat, 'accept')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const [winner, loser] = answers[0].status === 200 ? [ann, bob] : [bob, ann];
    expect((await loser.act(chat, 'messages', { text: 'me too' })).body['type']).toBe(
      'urn:baton:problem:chat-not-yours',
    );
    expect((await winner.act(chat, 'accept')).status).toBe(200);
    expect((await winner.act(chat, 'close')).status).toBe(200);
  });

  it('gives a chat to a colleague, who is told to the customer, and passes one on to a ticket', async () => {
    const [ann, bob] = [await comeIn('ann'), await comeIn('bob')];
    const { customer, chat } = await askForHuman(ann);
    await ann.act(chat, 'accept');
    await ann.act(chat, 'messages', { text: 'One moment' });
    const agents = (await ann.call('GET', 'board')).body['agents'] as { id: string; login: string }[];
    const to = agents.find(({ login }) => login === 'bob')?.id;
    expect((await ann.act(chat, 'transfer', { agent_id: to, note: 'knows invoices' })).status).toBe(200);
    await customer.hears('Bob has taken over from Ann.');
    expect((await ann.act(chat, 'transfer', { desk: 'nowhere' })).status).toBe(400);
    expect((await bob.act(chat, 'transfer', { desk: 'ticket' })).status).toBe(200);
    await customer.hears('by e-mail');
  });

  it('leaves a chat to others by signing out, and by being gone, and the customer is told', async () => {
    const [ann, bob] = [await comeIn('ann'), await comeIn('bob')];
    const { customer, chat } = await askForHuman(ann);
    await ann.act(chat, 'accept');
    await ann.call('POST', 'sign-out');
    expect(await bob.queue()).toContain(chat);
    expect((await bob.act(chat, 'accept')).status).toBe(200);
    await customer.hears('Bob');
    // Nobody has seen Bob for long, and another agent is there.
    await comeIn('ann');
    const { console } = node.store;
    const { chats, agents } = console;
    const found = await agents.findByLogin('default', 'bob');
    const gone = { ...agents, listGone: async () => (found === null ? [] : [found.agent]) };
    const toDelivery = createToDelivery('default', createSecretBox(Buffer.alloc(32, 7)));
    const actions = createConsoleActions({ store: console, organisation: 'default', toDelivery });
    const settings = { organisation: 'default', actions, filesLastMs: 1, onFailure: () => undefined };
    await new Watch({ ...settings, store: { ...console, agents: gone } }).look();
    expect(await chats.get({ organisation: 'default', chatId: chat })).toMatchObject({
      stage: 'waiting',
      agentId: null,
    });
    const again = await comeIn('ann');
    expect((await again.act(chat, 'accept')).status).toBe(200);
    await customer.hears('Ann');
    await again.act(chat, 'close');
  });

  it('brings files both ways, which nobody else can fetch', async () => {
    const ann = await comeIn('ann');
    const { chat } = await askForHuman(ann);
    await ann.act(chat, 'accept');
    const options = {
      body: Buffer.from('a manual'),
      headers: { 'idempotency-key': 'f-1', 'content-type': 'text/plain' },
    };
    const first = await ann.call('POST', `chats/${chat}/files?name=manual%20%C3%BC.txt`, options);
    expect(first.status).toBe(201);
    const again = await ann.call('POST', `chats/${chat}/files?name=manual%20%C3%BC.txt`, options);
    expect(again.body['id']).toBe(first.body['id']);
    expect((await ann.act(chat, 'messages', { files: ['nothing'] })).status).toBe(404);
    expect((await ann.act(chat, 'messages', { text: 'see', files: [first.body['id']] })).status).toBe(200);
    const fetched = await ann.call('GET', `files/${first.body['id']}`);
    expect(fetched.body['text']).toBe('a manual');
    expect(fetched.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''manual%20%C3%BC.txt");
    expect((await new Agent(node.url).call('GET', `files/${first.body['id']}`)).status).toBe(401);
    const stored = await node.store.console.files.get('default', String(first.body['id']));
    expect(Buffer.from(stored?.content ?? []).toString('latin1')).not.toContain('a manual');
    await ann.act(chat, 'close');
  });
});

describe('nobody gets in', () => {
  it('as the agent of the demo that once ran on the same data', async () => {
    await makeDemoAgent(node.store.console, 'default');
    const { login, password: known } = demoAgent;
    expect((await new Agent(node.url).signIn(login, known)).status).toBe(200);
    const real = await startNode(databaseUrl);
    expect((await new Agent(real.url).signIn(login, known)).status).toBe(401);
    await stop(real);
  });

  it('with a login that cannot be stored, or by asking for the stream without reading it', async () => {
    expect((await new Agent(node.url).signIn('a\0b')).status).toBe(400);
    const ann = await comeIn('ann');
    expect((await ann.call('HEAD', 'stream')).status).toBe(404);
  });

  it('with a wrong session, without its token, or from another origin', async () => {
    const ann = await comeIn('ann');
    const { chat } = await askForHuman(ann);
    const stranger = new Agent(node.url);
    expect((await stranger.call('GET', 'board')).status).toBe(401);
    stranger.cookie = `baton_console=${'A'.repeat(43)}`;
    expect((await stranger.call('GET', 'board')).status).toBe(401);
    const { csrf } = ann;
    ann.csrf = '';
    expect((await ann.act(chat, 'accept')).body['type']).toBe('urn:baton:problem:csrf-refused');
    ann.csrf = csrf;
    const headers = { 'idempotency-key': 'k', origin: 'https://elsewhere.example' };
    expect((await ann.call('POST', `chats/${chat}/accept`, { headers })).status).toBe(403);
    expect((await ann.call('POST', `chats/${chat}/accept`)).body['type']).toContain('idempotency-key-missing');
    expect((await ann.act(chat, 'messages', { text: 7 })).status).toBe(400);
    expect(await ann.queue()).toContain(chat);
    await ann.act(chat, 'accept');
    await ann.act(chat, 'close');
    await ann.call('POST', 'sign-out');
    expect((await ann.call('GET', 'board')).status).toBe(401);
  });

  it('by trying passwords', async () => {
    const guesser = new Agent(node.url);
    await putAccount(
      node.store.console,
      { organisation: 'default', newId: randomUUID },
      { login: 'cleo', name: 'Cleo', password, isLead: false },
    );
    const statuses = [];
    for (let turn = 0; turn < 6; turn += 1) statuses.push((await guesser.signIn('cleo', `wrong-${turn}`)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const refused = await guesser.signIn('cleo');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '900']);
    expect((await guesser.signIn('nobody')).status).toBe(401);
  });

  it('of another organisation', async () => {
    const ann = await comeIn('ann');
    const { chat } = await askForHuman(ann);
    const other = await startNode(databaseUrl, { BATON_ORGANISATION: 'other' });
    expect((await new Agent(other.url).signIn('ann')).status).toBe(401);
    const place = { organisation: 'other', newId: randomUUID };
    await putAccount(other.store.console, place, { login: 'eve', name: 'Eve', password, isLead: true });
    const eve = await comeIn('eve', other);
    expect(await eve.queue()).toEqual([]);
    expect((await eve.act(chat, 'accept')).status).toBe(404);
    expect((await eve.call('GET', `chats/${chat}`)).status).toBe(404);
    await ann.act(chat, 'accept');
    await ann.act(chat, 'close');
    await stop(other);
  });
});

describe('on several nodes', () => {
  it('an agent at one sees what came in at another, and a stream that is begun again at a third lacks nothing', async () => {
    const second = await startNode(databaseUrl);
    const ann = await comeIn('ann', second);
    const stream = follow(ann);
    const { customer, chat } = await askForHuman(ann, node);
    await ann.act(chat, 'accept');
    await customer.say('first');
    const seen = await until('the first', async () => stream.got.find(({ data }) => data['text'] === 'first'));
    await stream.close();
    await customer.say('second');
    await customer.say('third');
    await until('both', async () => {
      const { entries } = (await ann.call('GET', `chats/${chat}`)).body as { entries: { text?: string }[] };
      return entries.some(({ text }) => text === 'third');
    });
    await stop(second);
    const third = await startNode(databaseUrl);
    const back = new Agent(third.url);
    Object.assign(back, { cookie: ann.cookie, csrf: ann.csrf });
    const again = follow(back, seen.id);
    await until('all of it', async () => again.got.some(({ data }) => data['text'] === 'third'));
    expect(again.got.flatMap(({ data }) => (data['type'] === 'customer-said' ? [data['text']] : []))).toEqual([
      'second',
      'third',
    ]);
    expect((await back.act(chat, 'messages', { text: 'still here' })).status).toBe(200);
    await customer.hears('still here');
    await back.act(chat, 'close');
    await again.close();
    await stop(third);
  });
});

it('lets the chain go on when nobody is there, and when the last one leaves', async () => {
  for (const login of ['ann', 'bob', 'cleo']) {
    const found = await node.store.console.agents.findByLogin('default', login);
    if (found !== null) await node.store.console.agents.setAvailability('default', found.agent.id, 'away');
  }
  const lonely = newCustomer(node);
  await lonely.say('I want to talk to a human');
  await lonely.hears('ticket');
  const ann = await comeIn('ann');
  const { customer, chat } = await askForHuman(ann);
  await ann.call('PUT', 'availability', { body: { availability: 'away' } });
  await customer.hears('ticket');
  expect((await ann.act(chat, 'accept')).body['type']).toBe('urn:baton:problem:chat-over');
});

it('lists handoffs page by page, and refuses what is no page', async () => {
  const read = async (query: string) => {
    const response = await fetch(`${node.url}/api/handoffs${query}`, {
      headers: { authorization: `Bearer ${adminKey}` },
    });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const keysOf = ({ body }: { body: Json }) => (body['items'] as { key: string }[]).map(({ key }) => key);
  const all = await read('');
  expect(keysOf(all).length).toBeGreaterThan(3);
  const first = await read('?limit=2');
  expect(keysOf(first)).toEqual(keysOf(all).slice(0, 2));
  const second = await read(`?limit=2&cursor=${encodeURIComponent(String(first.body['next_cursor']))}`);
  expect(keysOf(second)).toEqual(keysOf(all).slice(2, 4));
  for (const query of ['?limit=0', '?limit=x', '?limit=201', '?page=2'])
    expect(await read(query)).toMatchObject({ status: 400, body: { type: 'urn:baton:problem:request-invalid' } });
});
