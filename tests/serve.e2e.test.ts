import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adminKey, type EmulatedVendors, flatSecret, startEmulators } from './support/emulators.ts';
import { type Exchange, FlatChat } from './support/flat-chat.ts';
import { loops, playLoop } from './support/guide-loops.ts';
import { end, type Running, root, startBaton, until } from './support/processes.ts';

let vendors: EmulatedVendors;
let node: Running;
const dataDir = mkdtempSync(join(tmpdir(), 'baton-serve-'));
const journal: Exchange[] = [];
const url = (): string => node.ready[0] ?? '';
const webhook = (): string => `${url()}/webhook/salesiq`;
const flat = (chatId: string, message: string) => JSON.stringify({ chat_id: chatId, message, message_id: '1' });
const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(webhook(), { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
const baton = (values: string[], environment: Record<string, string> = {}) =>
  spawnSync(process.execPath, ['apps/cli/bin/baton.js', ...values], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });

beforeAll(async () => {
  vendors = await startEmulators();
  node = await startBaton({
    command: ['serve'],
    environment: { ...vendors.settings, BATON_DATA_DIR: dataDir, HANDOFF_TIMEOUT_SECONDS: '5', CODES_PER_HOUR: '1' },
    ready: /ready gateway=(\S+)/,
  });
  await vendors.pointTo(url());
});

afterAll(async () => {
  await end(node, 'SIGTERM');
  await vendors?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('refuses a configuration that is not complete, and starts nothing', () => {
  const refused = baton(['serve', '--check'], { ZOHO_DATA_CENTER: 'mars' });
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('ZOHO_DATA_CENTER: "mars" is not right.');
  expect(refused.stderr).toContain('SMTP_HOST: is missing.');
});

it('has no write route that is open', async () => {
  expect((await post(flat('a', 'hello'))).status).toBe(401);
  expect((await post(flat('a', 'hello'), { 'x-baton-secret': 'wrong' })).status).toBe(401);
  expect((await post(flat('a', 'hello'), { 'x-baton-secret': flatSecret })).status).toBe(200);
  expect((await post('{"event":"chat.started","data":{}}', { 'x-salesiq-signature': '00' })).status).toBe(401);
  expect((await fetch(`${url()}/api/dead-letters`)).status).toBe(401);
  expect((await fetch(`${url()}/api/dead-letters/effect-1/replay`, { method: 'POST' })).status).toBe(401);
  expect((await fetch(`${url()}/__emulator/journal`)).status).toBe(404);
});

it('takes HMAC-signed events and refuses a shape that the signature does not cover', async () => {
  const secret = vendors.settings['SALESIQ_WEBHOOK_SECRET'] ?? '';
  const sign = (body: string) => createHmac('sha256', secret).update(body).digest('hex');
  const event = JSON.stringify({ event: 'chat.rated', timestamp: '1', data: { chat_id: 'nobody', rating: 5 } });
  expect((await post(event, { 'x-salesiq-signature': sign(event) })).status).toBe(200);
  expect((await post(`${event} `, { 'x-salesiq-signature': sign(event) })).status).toBe(401);
  expect((await post(flat('a', 'x'), { 'x-salesiq-signature': sign(flat('a', 'x')) })).status).toBe(401);
});

it('serves a whole case: a handoff nobody takes becomes a ticket with mails', async () => {
  const chat = new FlatChat({ gatewayUrl: url, journal });
  expect((await chat.say('I want to talk to a real person')).escalate).toBe(true);
  const done = await until('the ticket', async () => {
    const reply = await chat.poll();
    return reply.ticket_created ? reply : undefined;
  });
  expect(done.escalate).toBe(false);
  expect(chat.heard().join('\n')).toContain('none of my colleagues could take the chat');
  await until('the mails', async () => {
    const to = (await vendors.rows('mail/messages')).map((mail) => String(mail['to']));
    return ['john@company.com', 'support@company.com', 'it-manager@company.com'].every((each) => to.includes(each))
      ? true
      : undefined;
  });
});

it('lists what was given up and has it done after all', async () => {
  await vendors.fault({ vendor: 'desk', operation: 'desk.tickets.create', kind: 'status', status: 422, times: 1 });
  const chat = new FlatChat({ gatewayUrl: url, journal });
  for (const text of ['set up my monitor', '1', 'no', 'no']) await chat.say(text);
  const environment = { BATON_GATEWAY_URL: url(), BATON_ADMIN_KEY: adminKey };
  const letter = await until('the dead letter', async () => {
    const listed = baton(['dead-letters', 'list', '--json'], environment);
    const items = JSON.parse(listed.stdout) as { id: string; kind: string }[];
    return items.find(({ kind }) => kind === 'create-ticket');
  });
  expect(chat.heard().join('\n')).toContain('I could not file a ticket automatically');
  expect(baton(['dead-letters', 'list'], environment).stdout).toContain('create-ticket');
  const replayed = baton(['dead-letters', 'replay', letter.id], environment);
  expect(replayed.stdout).toContain(`replayed ${letter.id}`);
  await until('the ticket', async () => ((await chat.poll()).ticket_created ? true : undefined));
  expect(baton(['dead-letters', 'replay', 'effect-999999'], environment).stderr).toContain('There is no dead letter');
  expect(baton(['dead-letters', 'list'], { ...environment, BATON_ADMIN_KEY: 'x'.repeat(30) }).stderr).toContain(
    'refused the admin key',
  );
});

it('issues an account no more codes than it may get in an hour, and offers a human at once', async () => {
  const codes = async () =>
    (await vendors.rows('mail/messages')).filter((mail) => mail['subject'] === 'Your verification code').length;
  const words: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    const chat = new FlatChat({ gatewayUrl: url, journal });
    await chat.say('I forgot my password');
    words.push((await chat.say('john@company.com')).response);
  }
  expect(words[0]).toContain('8-digit code is on its way');
  expect(words[1]).toContain('A colleague will check your identity');
  await until('the mail', async () => ((await codes()) > 0 ? true : undefined));
  expect(await codes()).toBe(1);
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

it('talks to the programs of the guide', async () => {
  expect(loops.map(({ language }) => language)).toEqual(['bash', 'ts', 'python']);
  const lines = [
    { say: 'I want to set up my new monitor', answer: 'What do you want to set up' },
    { say: 'yes "quoted" and \\ more', answer: '' },
    // Nobody takes the chat: the words come while nobody types.
    { say: 'I want to talk to a human', answer: 'none of my colleagues' },
  ];
  const settings = { BATON_URL: webhook(), BATON_FLAT_SECRET: flatSecret };
  // Not everybody has Python; whoever has not cannot use that program either.
  const played = loops.filter(({ language }) => language !== 'python' || hasPython);
  const codes = await Promise.all(played.map(async (loop) => (await playLoop(loop, { lines, settings })).code));
  expect(codes).toEqual(played.map(() => 0));
});

it('writes no secret and no word of a customer into its log', async () => {
  const chat = new FlatChat({ gatewayUrl: url, journal });
  await chat.say('my password is hunter2-very-secret');
  await post('{"chat_id":"a","message":7,"x":"body-of-a-customer"}', { 'x-baton-secret': flatSecret });
  const log = node.errors();
  expect(log).not.toBe('');
  for (const word of ['hunter2', 'body-of-a-customer', 'john@company.com', 'real person', flatSecret, adminKey])
    expect(log).not.toContain(word);
});

it('keeps nothing a customer typed as a password, anywhere in its data', async () => {
  await end(node, 'SIGTERM');
  const found = spawnSync('grep', ['-rl', 'hunter2-very-secret', dataDir], { encoding: 'utf8' });
  expect(found.stdout).toBe('');
  // The search would find it, had it been stored.
  expect(spawnSync('grep', ['-rl', 'set up my monitor', dataDir], { encoding: 'utf8' }).stdout).not.toBe('');
  expect(readFileSync(join(dataDir, 'secret.key')).length).toBe(32);
});
