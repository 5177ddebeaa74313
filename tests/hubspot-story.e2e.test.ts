import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hubSpotAccount } from '../apps/cli/src/connection-settings.ts';
import { type EmulatedVendors, startEmulators } from './support/emulators.ts';
import { type Exchange, FlatChat } from './support/flat-chat.ts';
import { end, type Running, runBaton, startBaton, until } from './support/processes.ts';

let vendors: EmulatedVendors;
let node: Running;
let environment: Record<string, string>;
const dataDir = mkdtempSync(join(tmpdir(), 'baton-hubspot-'));
const journal: Exchange[] = [];

/** HubSpot signs the public address, so the port has to be known before the start. */
async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

beforeAll(async () => {
  vendors = await startEmulators();
  const connection = (await vendors.control('/connection')) as Record<string, unknown>;
  const port = await findPort();
  environment = {
    ...vendors.settings,
    BATON_DATA_DIR: dataDir,
    BATON_PORT: String(port),
    BATON_PUBLIC_URL: `http://127.0.0.1:${port}`,
    BATON_HANDOFF_CHAIN: 'hubspot,ticket',
    ...hubSpotAccount(vendors.url, connection),
  };
}, 120_000);

afterAll(async () => {
  await end(node, 'SIGTERM');
  await vendors?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('connects an inbox once, and nothing a second time', async () => {
  for (const expected of ['Registering the channel.', 'is there.']) {
    const connected = await runBaton(['connect', 'hubspot'], environment);
    expect(connected, connected.stderr).toMatchObject({ status: 0 });
    expect(connected.stdout).toContain(expected);
    expect(connected.stdout).toContain('Done.');
    expect(connected.stdout).not.toContain(environment['HUBSPOT_DEVELOPER_KEY']);
  }
  expect(await vendors.rows('hubspot/channels')).toHaveLength(1);
  const pruned = await runBaton(['hubspot', 'prune'], environment);
  expect(pruned.stdout).toContain('Nothing is left over.');
}, 240_000);

it('hands a chat to an agent in the inbox, brings the answer, and takes it back when the agent closes it', async () => {
  node = await startBaton({ command: ['serve'], environment, ready: /ready gateway=(\S+)/ });
  const url = (): string => node.ready[0] ?? '';
  await vendors.control('/hubspot/app-webhooks', { targetUrl: `${environment['BATON_PUBLIC_URL']}/webhook/hubspot` });
  const chat = new FlatChat({ gatewayUrl: url, journal });
  expect((await chat.say('I want to talk to a real person')).escalate).toBe(true);
  const thread = await until('the thread', async () => (await vendors.rows('hubspot/threads'))[0]);
  const threadId = String(thread['id']);
  const hears = (words: string) =>
    until(`"${words}"`, async () => {
      await chat.poll();
      return chat.heard().join('\n').includes(words) ? true : undefined;
    });
  await vendors.control('/hubspot/agent', { threadId, action: 'reply', text: 'Hello, this is your agent' });
  await hears('Hello, this is your agent');
  await chat.say('My printer is on fire');
  await until('the customer’s words at the agent', async () => {
    const messages = await vendors.rows('hubspot/messages');
    return messages.some(({ text }) => text === 'My printer is on fire') ? true : undefined;
  });
  await vendors.control('/hubspot/agent', { threadId, action: 'close' });
  await until('the bot', async () => {
    const reply = await chat.poll();
    return reply.escalate ? undefined : true;
  });
}, 240_000);
