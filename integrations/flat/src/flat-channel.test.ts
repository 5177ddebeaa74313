import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { createHttp } from '@baton/http-kit';
import { describeChannel, newTurnAnswer } from '@baton/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { createFlatChannel } from './flat-channel.ts';

const secret = 'shared with the receiver';
const now = new Date('2026-03-02T10:00:00.900Z');
type Received = { signature: string; raw: string };
type Message = { id: string; author: string; text: string; suggestions: string[] };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A receiver as the reference describes it: it drops messages whose id it has. */
async function startReceiver(status = 204) {
  const received: Received[] = [];
  const shown = new Map<string, Message[]>();
  const server = createServer((incoming, answer) => {
    let raw = '';
    incoming.on('data', (chunk: Buffer) => {
      raw += chunk.toString('utf8');
    });
    incoming.on('end', () => {
      received.push({ signature: String(incoming.headers['x-baton-signature']), raw });
      const { chat_id, messages } = JSON.parse(raw) as { chat_id: string; messages: Message[] };
      const known = shown.get(chat_id) ?? [];
      shown.set(chat_id, [...known, ...messages.filter(({ id }) => known.every((message) => message.id !== id))]);
      answer.writeHead(status).end();
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/messages`;
  const channel = createFlatChannel({ push: { http: createHttp(), url, secret, now: () => now } });
  return { channel, received, shown };
}

describe('the flat channel', () => {
  describeChannel(async () => ({
    channel: createFlatChannel({ push: null }),
    startPending: null,
    heard: async () => [],
    brought: async () => [],
  }));
});

describe('the flat channel with an address to push to', () => {
  describeChannel(async () => {
    const { channel, shown } = await startReceiver();
    const brought = async (chatId: string) => (shown.get(chatId) ?? []).map(({ text }) => text);
    return { channel, startPending: null, heard: async () => [], brought };
  });
});

it('renders the body of the reference, byte by byte', () => {
  const { render } = createFlatChannel({ push: null });
  const bot = { author: 'bot' as const, text: 'One moment.', suggestions: [], file: null };
  const agent = { author: 'agent' as const, text: 'I am Sarah.', suggestions: ['Fine', 'Wait'], file: null };
  const ticket = { id: '904', number: '101' };
  expect(JSON.stringify(render(newTurnAnswer({ messages: [bot, agent], holder: 'desk', ticket })))).toBe(
    '{"status":"success","response":"I am Sarah.\\n\\nOne moment.\\n\\n• Fine\\n• Wait","replies":["I am Sarah.","One moment."],"suggestions":["Fine","Wait"],' +
      '"ticket_created":true,"ticket_id":"904","ticket_number":"101","escalate":true,"conversation_id":"conversation-1",' +
      '"timestamp":"2026-03-02T10:00:00.000Z"}',
  );
});

it('signs what it pushes, with the time', async () => {
  const { channel, received } = await startReceiver();
  const message = {
    id: 'm1',
    author: 'agent' as const,
    authorName: 'Sarah',
    text: 'hello',
    suggestions: ['Yes'],
    file: null,
  };
  expect(await channel.push?.send('chat', [message])).toEqual({ type: 'ok', value: null });
  const [{ signature, raw } = { signature: '', raw: '' }] = received;
  expect(raw).toBe('{"chat_id":"chat","messages":[{"id":"m1","author":"agent","text":"hello","suggestions":["Yes"]}]}');
  const seconds = Math.floor(now.getTime() / 1_000);
  const expected = createHmac('sha256', secret).update(`${seconds}.${raw}`).digest('hex');
  expect(signature).toBe(`t=${seconds},v1=${expected}`);
});

it.each([
  [400, 'refused'],
  [422, 'refused'],
  [302, 'retry'],
  [401, 'retry'],
  [404, 'retry'],
  [429, 'retry'],
  [503, 'retry'],
])('takes the answer %d for "%s"', async (status, type) => {
  const { channel } = await startReceiver(status);
  const result = await channel.push?.send('chat', [
    { id: 'm', author: 'bot', authorName: null, text: 'private words', suggestions: [], file: null },
  ]);
  expect(result?.type).toBe(type);
  expect(JSON.stringify(result)).not.toContain('private');
});

it('tries again when nobody is there', async () => {
  const { channel } = await startReceiver();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  expect(await channel.push?.send('chat', [])).toMatchObject({ type: 'retry', isAmbiguous: false });
});
