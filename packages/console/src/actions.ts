import type { DeskEvent } from '@baton/core';
import type { ConsoleAgent, ConsoleStore, NewDelivery } from '@baton/store';
import { type ActionOutcome, type AgentAction, decideAction } from './chat/decide-action.ts';
import { toStored } from './chat/events.ts';
import type { ConsoleNews } from './inbound/console-inbound.ts';
import { listPresent } from './presence/presence.ts';

export type ConsoleActionsSettings = {
  store: ConsoleStore;
  organisation: string;
  /** How the gateway keeps what the conversation is told, until it is processed. */
  toDelivery(news: ConsoleNews): NewDelivery;
};

export type ActOutcome = ActionOutcome | { type: 'refused'; code: 'chat-unknown' };

export type ConsoleActions = {
  /** Does something once for one key; what the chat keeps of it and what the conversation is told are one commit. */
  act(agent: ConsoleAgent, chatId: string, wish: { key: string; action: AgentAction }): Promise<ActOutcome>;
  /** The agent has seen everything up to this event. */
  read(agent: ConsoleAgent, chatId: string, seq: number): Promise<void>;
  /** Told to the customer for as long as the channel shows it; not kept. */
  type(agent: ConsoleAgent, chatId: string): Promise<void>;
  /** Gives back what an agent has who is not there any more. */
  release(agent: ConsoleAgent, reason: 'signed-out' | 'absent'): Promise<void>;
  /** Lets those who wait go on to the next desk when nobody is there. */
  missDeserted(): Promise<void>;
};

export function createConsoleActions(settings: ConsoleActionsSettings): ConsoleActions {
  const { store, organisation, toDelivery } = settings;
  const tell = (chatId: string, key: string, { at, event }: { at: Date; event: DeskEvent }): NewDelivery[] => [
    toDelivery({ chatId, key, at, event }),
  ];
  return {
    act: async (agent, chatId, { key: given, action }) => {
      const key = `agent:${agent.id}:${given}`;
      const chats = action.type === 'accept' ? await countChats(settings, agent.id) : 0;
      const outcome = await store.chats.change({ organisation, chatId }, key, (under) => {
        const { told, ...change } = decideAction(under, key, { actor: { agent, chats }, action });
        return told === null ? change : { ...change, deliveries: tell(chatId, key, { at: under.at, event: told }) };
      });
      return outcome ?? { type: 'refused', code: 'chat-unknown' };
    },
    read: async (agent, chatId, seq) => {
      await store.chats.change({ organisation, chatId }, null, ({ chat, at }) => {
        const readSeq = Math.min(seq, chat.lastSeq);
        if (chat.agentId !== agent.id || readSeq <= chat.readSeq) return { value: null };
        const isNews = chat.customerSeq > chat.readSeq && readSeq >= chat.customerSeq;
        const deliveries = isNews ? tell(chatId, `read:${readSeq}`, { at, event: { type: 'words-read' } }) : [];
        return { value: null, chat: { readSeq }, deliveries };
      });
    },
    type: async (agent, chatId) => {
      const event: DeskEvent = { type: 'agent-typing', agent: { id: agent.id, name: agent.name } };
      await store.chats.change({ organisation, chatId }, null, ({ chat, at }) =>
        chat.agentId === agent.id && chat.stage === 'connected'
          ? { value: null, deliveries: tell(chatId, `typing:${at.toISOString()}`, { at, event }) }
          : { value: null },
      );
    },
    release: async (agent, reason) => {
      const theirs = (await store.chats.listOpen(organisation)).filter(({ agentId }) => agentId === agent.id);
      for (const { id: chatId } of theirs)
        await store.chats.change({ organisation, chatId }, null, ({ chat, at }) => {
          if (chat.stage !== 'connected' || chat.agentId !== agent.id) return { value: null };
          const key = `left:${at.toISOString()}`;
          const who = { id: agent.id, name: agent.name };
          return {
            value: null,
            chat: { stage: 'waiting', agentId: null, queuedAt: at },
            events: [toStored(key, { type: 'left', agent: who, reason, note: '' })],
            deliveries: tell(chatId, key, { at, event: { type: 'agent-assigned', agent: null } }),
          };
        });
    },
    missDeserted: async () => {
      const waiting = (await store.chats.listOpen(organisation)).filter(isNew);
      if (waiting.length === 0 || (await listPresent(store, organisation)).length > 0) return;
      for (const { id: chatId } of waiting)
        await store.chats.change({ organisation, chatId }, 'missed', ({ chat, at }) => {
          if (!isNew(chat)) return { value: null };
          const key = `missed:${at.toISOString()}`;
          return {
            value: null,
            chat: { stage: 'over', endedAt: at, endedBy: 'missed' },
            events: [toStored(key, { type: 'missed' })],
            deliveries: tell(chatId, key, { at, event: { type: 'missed' } }),
          };
        });
    },
  };
}

/** Nobody has had it yet. One that was given back is watched by the conversation itself. */
const isNew = ({ stage, connectedAt }: { stage: string; connectedAt: Date | null }): boolean =>
  stage === 'waiting' && connectedAt === null;

/** Counted before the chat is locked, so that an agent who accepts two at the same moment may get both. */
const countChats = async ({ store, organisation }: ConsoleActionsSettings, agentId: string): Promise<number> =>
  (await store.chats.listOpen(organisation)).filter((chat) => chat.agentId === agentId).length;
