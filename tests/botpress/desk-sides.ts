import type { Loop, Row } from './start-loop.ts';
import type { Look } from './watch.ts';

export type Said = { chat: string; by: 'customer' | 'agent' | 'other'; text: string };

export type Step = { action: 'join' | 'close' } | { action: 'reply'; text: string };

/** How one desk's stand-in is played and read. */
export type DeskSide = {
  /** The installation of the bot that asks this desk. */
  alias: string;
  /** How many chats are played at once at most. */
  countMax: number;
  collections: readonly string[];
  /** Everything at the desk, in its order. */
  said(look: Look): Said[];
  /** Whom the desk takes the customer of a chat for. */
  customerOf(loop: Loop, chat: string): Promise<string>;
  act(loop: Loop, chat: string, step: Step): Promise<unknown>;
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const salesIq: DeskSide = {
  alias: 'desk',
  // With two hundred in one process a busy machine answers later than callers wait, and what they gave up is done all the same.
  countMax: 60,
  collections: ['salesiq/messages'],
  said: (look) =>
    (look.get('salesiq/messages') ?? []).map(({ conversation_id: chat, side, text }) => ({
      chat: textOf(chat),
      by: side === 'operator' ? 'agent' : 'customer',
      text: textOf(text),
    })),
  customerOf: async (loop, chat) =>
    JSON.stringify((await loop.rows('salesiq/conversations')).find(({ id }) => id === chat)),
  act: (loop, chat, step) => loop.operate({ conversation_id: chat, ...step }),
};

const byDirection: Readonly<Record<string, Said['by']>> = { INCOMING: 'customer', OUTGOING: 'agent' };

export const hubSpot: DeskSide = {
  alias: 'inbox',
  // HubSpot takes 110 calls in ten seconds.
  countMax: 60,
  collections: ['hubspot/messages'],
  said: (look) =>
    (look.get('hubspot/messages') ?? []).map(({ conversationsThreadId: chat, direction, text }) => ({
      chat: textOf(chat),
      by: byDirection[textOf(direction)] ?? 'other',
      text: textOf(text),
    })),
  customerOf: async (loop, chat) => {
    const messages: Row[] = await loop.rows('hubspot/messages');
    const [first] = messages.filter(({ conversationsThreadId }) => conversationsThreadId === chat);
    return JSON.stringify(first?.['senders']) + textOf(first?.['text']);
  },
  act: (loop, chat, step) =>
    loop.control('/hubspot/agent', {
      threadId: chat,
      ...step,
      action: step.action === 'join' ? 'assign' : step.action,
    }),
};
