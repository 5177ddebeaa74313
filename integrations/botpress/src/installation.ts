import type { BotpressClient } from '@baton/client-botpress';

/** One integration in one bot, as the settings describe it. Its name is the last part of the address that Botpress calls. */
export type BotpressInstallation = {
  name: string;
  /** What the configuration in Botpress holds as `gatewayKey`. */
  key: string;
  botId: string;
  integrationId: string;
  /** Name of the integration in the bot. */
  alias: string;
  /** Null: any. */
  webhookId: string | null;
  /** Who is asked for a human, in this order; null: as the settings of all say. */
  desks: readonly string[] | null;
  client: BotpressClient;
};

export const botpressName = 'botpress';

/** The installation of `POST /botpress`, which names none. */
const unnamed = 'default';

/** Which installation an address names; null for an address that is none of ours. */
export function readInstallationName(url: string): string | null {
  const path = url.split('?')[0] ?? '';
  const [whole, name] = /\/botpress(?:\/([a-z0-9-]*))?\/?$/.exec(path) ?? [null, null];
  return whole === null ? null : name || unnamed;
}

/** Botpress' ids are opaque; what could not stand in a key of ours is refused. */
export const isBotpressId = (id: string): boolean => /^[\w-]{1,100}$/.test(id);

/** Two installations may have conversations of one id. */
export const toChatId = (installation: string, conversationId: string): string => `${installation}:${conversationId}`;

export function readChatId(chatId: string): { installation: string; conversationId: string } {
  const end = chatId.indexOf(':');
  return { installation: chatId.slice(0, Math.max(0, end)), conversationId: chatId.slice(end + 1) };
}
