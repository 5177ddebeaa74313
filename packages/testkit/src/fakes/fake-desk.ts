import { type Desk, type DeskOpening, deskConversationId, portOk } from '@baton/core';
import { type Disturb, disturbed, undisturbed } from './disturb.ts';

export type FakeDeskChat = {
  id: string;
  opening: DeskOpening;
  stage: 'waiting' | 'connected' | 'closed' | 'missed';
  /** Words of the customer, the opening summary left out. */
  sent: string[];
};

/** A desk in memory. Nobody answers by itself: a test changes `stage`. */
export function createFakeDesk(options: { disturb?: Disturb } = {}): Desk & { chats: FakeDeskChat[] } {
  const disturb = options.disturb ?? undisturbed;
  const chats: FakeDeskChat[] = [];
  const unknown = { type: 'refused', code: 'not-found', detail: 'there is no such open chat' } as const;
  return {
    chats,
    name: 'salesiq',
    messageCharactersMax: 3_000,
    open: async (opening) =>
      disturbed(disturb('desk.open'), {
        isWrite: true,
        work: () => {
          const chat: FakeDeskChat = { id: `d-${chats.length + 1}`, opening, stage: 'waiting', sent: [] };
          chats.push(chat);
          return portOk(deskConversationId(chat.id));
        },
      }),
    findOpened: async ({ handoffKey }) =>
      disturbed(disturb('desk.findOpened'), {
        isWrite: false,
        work: () => {
          const found = chats.find((chat) => chat.opening.handoffKey === handoffKey);
          return portOk(found === undefined ? null : deskConversationId(found.id));
        },
      }),
    send: async (conversation, text) =>
      disturbed(disturb('desk.send'), {
        isWrite: true,
        work: () => {
          const chat = chats.find(({ id }) => id === conversation);
          if (chat === undefined || chat.stage === 'closed' || chat.stage === 'missed') return unknown;
          chat.sent.push(text);
          return portOk(null);
        },
      }),
    listSent: async (conversation) =>
      disturbed(disturb('desk.listSent'), {
        isWrite: false,
        work: () => {
          const chat = chats.find(({ id }) => id === conversation);
          return chat === undefined ? unknown : portOk([...chat.sent]);
        },
      }),
  };
}
