import { type BotpressClient, createBotpressClient } from '@baton/client-botpress';
import type { Channel } from '@baton/core';
import { registerBotpress } from '@baton/emulator-botpress';
import { createEmulatorHost, type EmulatorHost } from '@baton/emulator-kit';
import { createHttp } from '@baton/http-kit';
import { describeChannel } from '@baton/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBotpressChannel } from './botpress-channel.ts';

const installed = { botId: '7c1f0f5e-3c2a-4d57-9a30-0d8c5b1a2e11', integrationId: 'intver_01JD00000000000000000001' };

let host: EmulatorHost;
let client: BotpressClient;
beforeAll(async () => {
  host = await createEmulatorHost({ dataDir: null });
  registerBotpress(host);
  const row = { id: 'desk', url: null, botUserId: 'bot', webhookId: 'hook', configuration: {}, ...installed };
  host.collection('botpress', 'installations').insert(row as never);
  const { accessToken: token } = host.connection()['botpress'] as { accessToken: string };
  const installation = { ...installed, alias: 'desk' };
  client = createBotpressClient({ http: createHttp(), baseUrl: await host.listen(0), token, installation });
});
afterAll(() => host.close());

const open = (): Channel =>
  createBotpressChannel({
    installations: [{ name: 'desk', key: 'x', alias: 'desk', webhookId: null, desks: null, client, ...installed }],
    senderName: 'Support',
    heldMs: 0,
    files: null,
  });

type MessageRow = { conversationId: string; userId: string; payload: { text: string } };
const rows = <Row>(name: string): Row[] => host.collection('botpress', name).list() as unknown as Row[];

/** The suite names chats as it likes; each is a conversation of Botpress here. */
async function toChatId(chat: string): Promise<string> {
  const { value } = await client.getOrCreateConversation({ channel: 'hitl', tags: { id: chat }, by: ['id'] });
  return `desk:${value.id}`;
}

function withChats(channel: Channel): Channel {
  const { push } = channel;
  if (push === null) return channel;
  return { ...channel, push: { ...push, send: async (chat, messages) => push.send(await toChatId(chat), messages) } };
}

describe('Botpress as channel', () => {
  describeChannel(async () => ({
    channel: withChats(open()),
    startPending: null,
    heard: async () => [],
    brought: async (chat) => {
      const id = await toChatId(chat);
      return rows<MessageRow>('messages')
        .filter(({ conversationId }) => `desk:${conversationId}` === id)
        .map(({ payload }) => payload.text);
    },
  }));

  it('lets each operator speak as a user of their own, who was announced as the same', async () => {
    const chatId = await toChatId('operators');
    const line = { author: 'agent' as const, suggestions: [], file: null };
    const { push, news } = open();
    await news?.assigned(chatId, { id: '7', name: 'Olga' });
    await push?.send(chatId, [
      { ...line, id: 'o1', authorName: 'Olga', text: 'Hello' },
      { ...line, id: 'o2', authorName: 'Sam', text: 'Me too' },
      { ...line, id: 'o3', authorName: null, author: 'bot', text: 'A ticket' },
    ]);
    const names = new Map(rows<{ id: string; name: string }>('users').map(({ id, name }) => [id, name]));
    const said = rows<MessageRow>('messages').filter(({ conversationId }) => `desk:${conversationId}` === chatId);
    expect(said.map(({ userId, payload }) => `${names.get(userId)}: ${payload.text}`)).toEqual([
      ...['Olga: Hello', 'Sam: Me too', 'Support: A ticket'],
    ]);
    const [assigned] = rows<{ type: string; payload: { userId: string } }>('events');
    expect(assigned).toMatchObject({ type: 'hitlAssigned', payload: { userId: said[0]?.userId } });
  });

  it('keeps what waits for an installation that is gone', async () => {
    expect(await open().push?.send('sales:conv_1', [])).toMatchObject({ type: 'retry', code: 'not-configured' });
    expect(await open().news?.ended('no-installation')).toMatchObject({ type: 'retry' });
  });
});
