import { createHash } from 'node:crypto';
import type { BotpressClient } from '@baton/client-botpress';
import {
  type Channel,
  type FileStore,
  type HandoffNews,
  type PortResult,
  type Push,
  type PushedMessage,
  toPortResult,
} from '@baton/core';
import { type BotpressInstallation, botpressName, readChatId } from './installation.ts';

export type BotpressChannelOptions = {
  installations: readonly BotpressInstallation[];
  /** Who says what no operator says, for example that a ticket was made. */
  senderName: string;
  /** For how long after its wish a bot does not listen yet, in milliseconds (contract botpress §6). */
  heldMs: number;
  /** Where files of customers are fetched; null: nowhere. */
  files: FileStore | null;
};

type Place = { client: BotpressClient; conversationId: string };
type Find = (chatId: string) => Place | null;

/** Chats of a Botpress bot whose HITL plugin asks for humans. The bot is theirs; Baton brings the operators' words and news of them. */
export function createBotpressChannel({ installations, senderName, heldMs, files }: BotpressChannelOptions): Channel {
  const byName = new Map(installations.map((installation) => [installation.name, installation]));
  const find: Find = (chatId) => {
    const { installation, conversationId } = readChatId(chatId);
    const client = byName.get(installation)?.client;
    return client === undefined ? null : { client, conversationId };
  };
  return {
    name: botpressName,
    capabilities: {
      answersInResponse: false,
      isPolled: false,
      canPush: true,
      deferredAnswerMs: null,
      forwardDesk: null,
      answeredElsewhere: { heldMs },
      hasButtons: false,
      fileLimits: null,
      textCharactersMax: 4_000,
    },
    render: ({ action, holder, messages }) => ({ action, holder, replies: messages.map(({ text }) => text) }),
    deferred: null,
    push: createPush(find, senderName),
    files,
    typing: null,
    news: createNews(find),
  };
}

const notInstalled: PortResult<null> = {
  type: 'retry',
  code: 'not-configured',
  detail:
    'The installation of this chat is not among BOTPRESS_INSTALLATIONS any more. Put it back, or discard what waits for it.',
  isAmbiguous: false,
  retryAfterMs: null,
};

const createPush = (find: Find, senderName: string): Push => ({
  send: async (chatId, messages) => {
    const place = find(chatId);
    if (place === null) return notInstalled;
    return toPortResult(async () => {
      // One after the other: their order is that of the calls.
      for (const message of messages) await sendLine(place, message, message.authorName ?? senderName);
      return null;
    });
  },
  // Botpress drops what has the tag of a message that is there.
  findArrived: null,
});

async function sendLine({ client, conversationId }: Place, { id, text }: PushedMessage, name: string): Promise<void> {
  const userId = await findAgent(client, name);
  const tags = { externalId: id };
  await client.getOrCreateMessage({
    type: 'text',
    payload: { text },
    userId,
    conversationId,
    tags,
    by: ['externalId'],
  });
}

/** Operators are users of their own, by the name that customers know them by, and never the customer. */
async function findAgent(client: BotpressClient, name: string): Promise<string> {
  const id = `agent-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  const { value } = await client.getOrCreateUser({ name, tags: { id }, by: ['id'] });
  return value.id;
}

const createNews = (find: Find): HandoffNews => ({
  assigned: async (chatId, { name }) => {
    const place = find(chatId);
    if (place === null) return notInstalled;
    const { client, conversationId } = place;
    return toPortResult(async () => {
      const userId = await findAgent(client, name);
      await client.createEvent('hitlAssigned', { conversationId, userId });
      return null;
    });
  },
  ended: async (chatId) => {
    const place = find(chatId);
    if (place === null) return notInstalled;
    const { client, conversationId } = place;
    return toPortResult(async () => {
      await client.createEvent('hitlStopped', { conversationId });
      return null;
    });
  },
});
