import type { Collection, EmulatorHost, Row, Settings } from '@baton/emulator-kit';
import { type BotpressSettings, openBotpressSettings } from './settings.ts';

type Tags = Record<string, string>;
export type Payload = Record<string, unknown>;

/** One integration in one bot, under a name of its own: what the headers of a call name. */
export type InstallationRow = Row & {
  /** Where the integration answers; null until somebody says. */
  url: string | null;
  botId: string;
  botUserId: string;
  integrationId: string;
  webhookId: string;
  configuration: Record<string, unknown>;
};

type Dated = Row & { createdAt: string; updatedAt: string };
export type UserRow = Dated & { tags: Tags; name: string | null; pictureUrl: string | null; alias: string };
export type ConversationRow = Dated & { channel: string; alias: string; tags: Tags };
export type MessageRow = Dated & {
  type: string;
  payload: Payload;
  direction: 'incoming' | 'outgoing';
  userId: string;
  conversationId: string;
  tags: Tags;
};
export type EventRow = Row & { createdAt: string; type: string; payload: Payload; status: 'pending' };
export type StateRow = Dated & { stateType: string; ownerId: string; name: string; botId: string; payload: unknown };

/** A chat with an end user, as the bot has it. `downstreamId` and `isActive`: its session at the integration. */
export type UpstreamRow = Row & {
  alias: string;
  userId: string;
  userName: string;
  userEmail: string | null;
  downstreamId: string | null;
  isActive: boolean;
  /** The downstream user that stands for the end user; kept over sessions. */
  downstreamUserId: string | null;
  humanAgentId: string | null;
  humanAgentName: string | null;
  endReason: string | null;
  lastError: string | null;
  /** Number of the user line that started the last session. */
  startedBySeq: number;
};

/** What the end user sees and writes, in order. */
export type UpstreamLineRow = Row & {
  upstreamId: string;
  seq: number;
  from: 'user' | 'bot' | 'agent' | 'notice';
  agentName: string | null;
  type: string;
  payload: Payload;
};

/** What the plugin did not take: it came before its session was active, or after its end. */
export type DroppedRow = Row & { conversationId: string; what: string; payload: Payload };

export type Botpress = {
  host: EmulatorHost;
  settings: Settings<BotpressSettings>;
  installations: Collection<InstallationRow>;
  users: Collection<UserRow>;
  conversations: Collection<ConversationRow>;
  messages: Collection<MessageRow>;
  events: Collection<EventRow>;
  states: Collection<StateRow>;
  upstreams: Collection<UpstreamRow>;
  lines: Collection<UpstreamLineRow>;
  dropped: Collection<DroppedRow>;
  now(): string;
  /** Opaque, 28 to 36 characters. */
  nextId(prefix: string): string;
};

export function openBotpress(host: EmulatorHost): Botpress {
  const open = <T extends Row>(name: string): Collection<T> => host.collection<T>('botpress', name);
  return {
    host,
    settings: openBotpressSettings(host),
    installations: open('installations'),
    users: open('users'),
    conversations: open('conversations'),
    messages: open('messages'),
    events: open('events'),
    states: open('states'),
    upstreams: open('upstreams'),
    lines: open('lines'),
    dropped: open('dropped'),
    now: () => host.clock.now().toISOString(),
    nextId: (prefix) => `${prefix}_01JD${String(host.counter('botpress', 1)).padStart(22, '0')}`,
  };
}
