import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulatorHost, type EmulatorHost } from '@baton/emulator-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inject } from '../../kit/testing/calls.ts';
import { registerBotpress } from './register.ts';

type Told = { operation: string; body: Record<string, unknown> };
type Chat = {
  isActive: boolean;
  humanAgentName: string | null;
  endReason: string | null;
  lines: { from: string; payload: { text?: string } }[];
};

let host: EmulatorHost;
let integration: Server;
let told: Told[];
/** What `startHitl` answers; a test may change it. */
let start: () => { status: number; body: unknown };
let conversationId: string;

const headers = {
  authorization: 'Bearer bp_iak_demo_not_a_real_one',
  'x-bot-id': '7c1f0f5e-3c2a-4d57-9a30-0d8c5b1a2e11',
  'x-integration-id': 'intver_01JD00000000000000000001',
  'x-integration-alias': 'desk',
};

beforeEach(async () => {
  host = await createEmulatorHost({ dataDir: null, settings: { 'botpress.activateAfterMs': 0 } });
  registerBotpress(host);
  told = [];
  integration = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      const body = JSON.parse(text) as Record<string, unknown>;
      told.push({ operation: String(request.headers['x-bp-operation']), body });
      const isStart = body['type'] === 'startHitl';
      const answer = isStart ? start() : { status: 200, body: { output: { userId: 'down-user' } } };
      response.writeHead(answer.status).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => integration.listen(0, '127.0.0.1', resolve));
  const { port } = integration.address() as AddressInfo;
  await control('installation', { url: `http://127.0.0.1:${port}/` });
  const made = await runtime('conversations', { channel: 'hitl', tags: {} });
  conversationId = String((made['conversation'] as { id: string }).id);
  start = () => ({ status: 200, body: { output: { conversationId } } });
});
afterEach(async () => {
  await host.close();
  await new Promise((resolve) => integration.close(resolve));
});

const control = async (path: string, json: object) =>
  (await inject(host, { method: 'POST', path: `/__emulator/botpress/${path}`, json })).body as Record<string, unknown>;
const runtime = async (path: string, json: object) =>
  (await inject(host, { method: 'POST', path: `/v1/chat/${path}`, json, headers })).body as Record<string, unknown>;
const look = async (chat: unknown) =>
  (await inject(host, { path: `/__emulator/botpress/chat/${String(chat)}` })).body as Chat;
const open = async (): Promise<unknown> =>
  (
    await control('chat', {
      name: 'Ana',
      history: [
        { from: 'user', text: 'Help' },
        { from: 'bot', text: 'How?' },
      ],
    })
  )['chat'];
const agent = async (name: string): Promise<string> => {
  const { user } = (await runtime('users', { name, tags: {} })) as { user: { id: string } };
  return user.id;
};
const operations = (): string[] =>
  told.map(({ operation, body }) => (operation === 'action_triggered' ? String(body['type']) : operation));

describe('the plugin', () => {
  it('links the user once, tells them first, and sends the history, oldest first', async () => {
    const chat = await open();
    expect(await control('start', { chat, title: 'Refund', hitlSession: { priority: 'high' } })).toMatchObject({
      ok: true,
    });
    expect(operations()).toEqual(['register', 'createUser', 'startHitl']);
    const [, created, started] = told;
    expect(created?.body['input']).toMatchObject({
      name: 'Ana',
      email: expect.stringMatching(/@no-reply\..+\.botpress\.com$/),
    });
    expect(started?.body['input']).toMatchObject({
      title: 'Refund',
      hitlSession: { priority: 'high' },
      messageHistory: [
        { source: { type: 'user', userId: 'down-user' }, payload: { text: 'Help' } },
        { source: { type: 'bot' }, payload: { text: 'How?' } },
      ],
    });
    expect((await look(chat)).lines.at(-1)?.payload.text).toMatch(/escalated/);
    await runtime('events', { type: 'hitlStopped', payload: { conversationId } });
    await control('say', { chat, text: 'Again please' });
    await control('start', { chat });
    expect(operations().filter((name) => name === 'createUser')).toHaveLength(1);
  });

  it('has told the user of the escalation already when the start fails, and keeps the reason', async () => {
    start = () => ({ status: 400, body: { code: 400, type: 'Runtime', message: 'desk is closed' } });
    const chat = await open();
    expect(await control('start', { chat })).toMatchObject({ ok: false, message: 'desk is closed' });
    const { lines, isActive } = await look(chat);
    expect(lines.at(-1)?.payload.text).toMatch(/escalated/);
    expect(isActive).toBe(false);
  });

  it('relays both ways, assigns by the first line, and announces every assignment', async () => {
    const chat = await open();
    await control('start', { chat });
    await control('say', { chat, text: 'Are you there?' });
    expect(told.at(-1)).toMatchObject({
      operation: 'message_created',
      body: { payload: { text: 'Are you there?', userId: 'down-user' } },
    });
    const [olga, sam] = [await agent('Olga'), await agent('Sam')];
    await runtime('messages', { type: 'text', payload: { text: 'Yes' }, userId: olga, conversationId, tags: {} });
    expect((await look(chat)).humanAgentName).toBe('Olga');
    for (const userId of [sam, sam])
      await runtime('events', { type: 'hitlAssigned', payload: { conversationId, userId } });
    const { lines, humanAgentName } = await look(chat);
    expect(humanAgentName).toBe('Sam');
    expect(lines.slice(-3).map(({ from }) => from)).toEqual(['agent', 'notice', 'notice']);
  });

  it('drops what comes before the session is active and after its end', async () => {
    start = () => {
      void runtime('events', { type: 'hitlStopped', payload: { conversationId } });
      return { status: 200, body: { output: { conversationId } } };
    };
    await inject(host, { method: 'POST', path: '/__emulator/botpress/settings', json: { activateAfterMs: 50 } });
    const chat = await open();
    await control('start', { chat });
    expect((await look(chat)).isActive).toBe(true);
    await runtime('events', { type: 'hitlStopped', payload: { conversationId } });
    await runtime('messages', {
      type: 'text',
      payload: { text: 'Late' },
      userId: await agent('Olga'),
      conversationId,
      tags: {},
    });
    const dropped = (await inject(host, { path: '/__emulator/state/botpress/dropped' })).body as { what: string }[];
    expect(dropped.map(({ what }) => what)).toEqual(['hitlStopped', 'line text']);
    expect(await look(chat)).toMatchObject({ isActive: false, endReason: 'agent-closed-ticket' });
  });

  it('ends by the word of the user, with a line downstream and then stopHitl', async () => {
    const chat = await open();
    await control('start', { chat });
    await control('say', { chat, text: '/END' });
    expect(told.slice(-2)).toMatchObject([
      { operation: 'message_created', body: { payload: { text: '( The user has ended the session. )' } } },
      { operation: 'action_triggered', body: { type: 'stopHitl', input: { conversationId } } },
    ]);
    expect(told.at(-2)?.body['payload']).not.toHaveProperty('userId');
  });

  it('gives up when no agent comes in time, unless one came in an earlier session', async () => {
    await inject(host, { method: 'POST', path: '/__emulator/botpress/settings', json: { agentTimeoutMs: 1_000 } });
    const chat = await open();
    await control('start', { chat });
    await host.clock.advance(1_001);
    expect(await look(chat)).toMatchObject({ isActive: false, endReason: 'agent-assignment-timeout' });
    await control('say', { chat, text: 'Once more' });
    await control('start', { chat });
    await runtime('events', { type: 'hitlAssigned', payload: { conversationId, userId: await agent('Olga') } });
    await runtime('events', { type: 'hitlStopped', payload: { conversationId } });
    await control('say', { chat, text: 'And again' });
    await control('start', { chat });
    await host.clock.advance(1_001);
    expect((await look(chat)).isActive).toBe(true);
  });

  it('sends an operation again after 5xx and never after 4xx', async () => {
    const statuses = [500, 503, 200];
    start = () => ({ status: statuses.shift() ?? 400, body: { output: { conversationId } } });
    const chat = await open();
    expect(await control('start', { chat })).toMatchObject({ ok: true });
    expect(operations().filter((name) => name === 'startHitl')).toHaveLength(3);
  });
});
