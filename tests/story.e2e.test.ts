import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scaled } from './support/test-scale.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'baton-story-'));
type Running = { child: ChildProcess; gateway: string; emulators: string };
let running: Running;

function start(environment: Record<string, string> = {}): Promise<Running> {
  const child = spawn(process.execPath, ['apps/cli/bin/baton.js', 'start'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      BATON_DATA_DIR: dataDir,
      BATON_PORT: '0',
      BATON_EMULATOR_PORT: '0',
      BATON_HANDOFF_TIMEOUT_MS: '900000',
      ...environment,
    },
  });
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /ready gateway=(\S+) emulators=(\S+)/.exec(output);
      if (ready?.[1] !== undefined && ready[2] !== undefined)
        resolve({ child, gateway: ready[1], emulators: ready[2] });
    });
  });
}

const end = (child: ChildProcess, signal: NodeJS.Signals): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.removeAllListeners('exit').once('exit', () => resolve());
    child.kill(signal);
  });

const person = { visitor_id: 'v1', visitor_email: 'john@company.com', visitor_name: 'John Doe' };
const post = async (
  url: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: JSON.parse((await answer.text()) || '{}') };
};
const say = (chat: string, message: string, id: string) =>
  post(`${running.gateway}/webhook/salesiq`, { ...person, chat_id: chat, message, message_id: id });
const rows = async (collection: string): Promise<Record<string, unknown>[]> =>
  JSON.parse(await (await fetch(`${running.emulators}/__emulator/state/${collection}`)).text());
async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  const stopAt = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > stopAt) throw new Error('it did not happen within 30 s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

beforeAll(async () => {
  running = await start();
});
afterAll(async () => {
  if (running !== undefined) await end(running.child, 'SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
});

/** What is typed is one word for a customer who ends the chat. */
const playBotpress = (...flags: string[]) =>
  spawnSync(
    process.execPath,
    [
      ...['apps/cli/bin/baton.js', 'demo', 'botpress'],
      ...['--gateway', running.gateway, '--emulators', running.emulators, ...flags],
    ],
    { cwd: root, encoding: 'utf8', input: '/end\n' },
  );

it('starts with demo data and nothing else', async () => {
  for (const collection of [
    'desk/tickets',
    'desk/comments',
    'desk/contacts',
    'salesiq/conversations',
    'salesiq/messages',
    'mail/messages',
  ]) {
    expect(await rows(collection)).toEqual([]);
  }
  expect(await rows('crm/contacts')).toMatchObject([{ Email: 'john@company.com', Phone: '555-1234' }]);
});

it('refuses a second instance on the same data', async () => {
  await expect(start()).rejects.toThrow(/ended with 1/);
});

it('plays the three stories', () => {
  const played = spawnSync(
    process.execPath,
    ['apps/cli/bin/baton.js', 'demo', '--json', '--gateway', running.gateway, '--emulators', running.emulators],
    { cwd: root, encoding: 'utf8' },
  );
  expect(JSON.parse(played.stdout)).toMatchObject({ ok: true });
  expect(played.status).toBe(0);
});

it('plays the loop from Botpress over Baton to each desk and back', () => {
  const played = playBotpress('--json');
  expect(played, played.stderr).toMatchObject({ status: 0 });
  const { ok, stories } = JSON.parse(played.stdout);
  expect(ok).toBe(true);
  for (const { lines } of stories)
    expect(lines.map(({ speaker }: { speaker: string }) => speaker).join(' ')).toBe(
      'Ana Bot Ana Bot Desk Bot Sarah Johnson Ana Desk Bot',
    );
});

it('tells in words when a loop from Botpress did not close', () => {
  const played = playBotpress('--desk', 'hubspot', '--emulators', 'http://127.0.0.1:9');
  expect(played.status).toBe(1);
  expect(played.stdout).toContain('Nothing answers at http://127.0.0.1:9');
});

it('lets a person be the customer of the bot', () => {
  const played = playBotpress('--by-hand', '--desk', 'hubspot');
  expect(played.status).toBe(0);
  expect(played.stdout).toContain('/hubspot-inbox');
  expect(played.stdout).toContain('You have ended the session.');
});

it('refuses what is not signed, malformed or too large', async () => {
  const webhook = `${running.gateway}/webhook/salesiq`;
  const zobot = {
    handler: 'message',
    visitor: { active_conversation_id: '1' },
    message: { text: 'hi' },
    request: { id: 'r1' },
  };
  expect((await post(webhook, zobot)).status).toBe(401);
  expect((await post(webhook, zobot, { 'x-siqsignature': 'AAAA' })).status).toBe(401);
  expect((await post(webhook, { chat_id: 5 })).status).toBe(400);
  expect((await post(webhook, { chat_id: 'x', message: 'a'.repeat(1_100_000) })).status).toBe(413);
  expect((await fetch(webhook, { method: 'HEAD' })).status).toBe(200);
  expect((await post(webhook, { chat_id: 'x', message: 'hi' }, { origin: 'http://evil.example' })).status).toBe(403);
});

it('answers the bot platform, hands over by forward and falls back to a ticket when the chat is missed', async () => {
  const play = (body: object) =>
    post(`${running.emulators}/__emulator/salesiq/visitor-message`, {
      visitor: { name: 'John Doe', email: 'john@company.com' },
      ...body,
    });
  const first = await play({ text: 'please reboot my server' });
  expect(String(first.body['replies'])).toContain('administrator');
  const conversation = first.body['conversation_id'];
  const forwarded = await play({ conversation, text: 'talk to a human' });
  expect(forwarded.body['status']).toBe('waiting');
  const before = (await rows('desk/tickets')).length;
  await post(`${running.emulators}/__emulator/salesiq/operator`, { conversation_id: conversation, action: 'miss' });
  await until(async () => ((await rows('desk/tickets')).length === before + 1 ? true : undefined));
});

it('asks SalesIQ alone until it is told otherwise: who is missed there gets a ticket and no other wait', async () => {
  const before = (await rows('salesiq/conversations')).length;
  await say('missed', 'talk to a human', '1');
  const ringing = await until(async () => (await rows('salesiq/conversations'))[before]);
  await post(`${running.emulators}/__emulator/salesiq/operator`, { conversation_id: ringing['id'], action: 'miss' });
  await until(async () => ((await say('missed', '', randomUUID())).body['ticket_number'] === null ? undefined : true));
});

it('makes one ticket when the answer to its creation is lost', async () => {
  await post(`${running.emulators}/__emulator/faults`, {
    vendor: 'desk',
    operation: 'desk.tickets.create',
    kind: 'drop-response',
  });
  const before = (await rows('desk/tickets')).length;
  for (const [index, text] of ['set up my monitor', '1', 'no', 'no'].entries())
    await say('lost-answer', text, `m${index}`);
  const done = await until(async () => {
    const { body } = await say('lost-answer', '', `poll-${randomUUID()}`);
    return body['ticket_number'] === null ? undefined : body;
  });
  expect(done['ticket_created']).toBe(true);
  expect((await rows('desk/tickets')).length).toBe(before + 1);
});

// The crash suite kills the gateway alone, at every point; here the emulators die with it. Each point takes three starts.
it.each(['desks.salesiq.open:after', 'tickets.create:after', 'desks.salesiq.send:after'].slice(0, scaled(1)))(
  'survives SIGKILL at %s',
  async (point) => {
    await end(running.child, 'SIGTERM');
    running = await start({ BATON_CRASH_AT: point });
    const chat = `crash-${point}`;
    const countBefore = (await rows('desk/tickets')).length;
    const openedBefore = (await rows('salesiq/conversations')).length;
    const died = new Promise<void>((resolve) => {
      running.child.removeAllListeners('exit').once('exit', () => resolve());
    });
    const texts = ['set up my monitor', '1', 'no', 'no', 'talk to a human', `it still smokes ${chat}`];
    const heard: string[] = [];
    for (const [index, text] of texts.entries()) {
      const { body } = await until(async () => {
        try {
          return await say(chat, text, `m${index}`);
        } catch {
          await died;
          running = await start();
          return undefined;
        }
      });
      heard.push(...(body['replies'] as string[]));
    }
    if (
      running.child.exitCode === null &&
      running.child.signalCode === null &&
      !(await Promise.race([
        died.then(() => true),
        new Promise<boolean>((resolve) => setTimeout(resolve, 8_000, false)),
      ]))
    ) {
      throw new Error(`the crash point ${point} was never reached`);
    }
    await end(running.child, 'SIGKILL');
    running = await start();
    const relayed = await until(async () => {
      const sent = (await rows('salesiq/messages')).filter((row) =>
        JSON.stringify(row).includes(`it still smokes ${chat}`),
      );
      return sent.length > 0 ? sent : undefined;
    });
    expect(relayed).toHaveLength(1);
    await until(async () =>
      (await say(chat, '', `p${randomUUID()}`)).body['ticket_created'] === true ? true : undefined,
    );
    expect((await rows('desk/tickets')).length).toBe(countBefore + 1);
    expect((await rows('salesiq/conversations')).length).toBe(openedBefore + 1);
    expect(heard.filter((text) => text.startsWith('What do you want to set up'))).toHaveLength(1);
  },
);
