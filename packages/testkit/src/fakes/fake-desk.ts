import { type Desk, type DeskOpening, type DeskStanding, deskConversationId, portOk } from '@baton/core';
import { type Disturb, disturbed, undisturbed } from './disturb.ts';

export type FakeDeskChat = {
  id: string;
  opening: DeskOpening;
  stage: 'waiting' | 'connected' | 'closed' | 'missed';
  /** Words of the customer, the opening summary left out. */
  sent: string[];
  /** The desk's own time of its opening, in milliseconds. */
  openedAt: number;
};

/** A desk in memory. Nobody answers by itself: a test changes `stage`. */
export type FakeDeskOptions = {
  /** Default `salesiq`. */
  name?: string;
  disturb?: Disturb;
  /** Default 3 000. */
  messageCharactersMax?: number;
  /** A desk whose vendor lets nobody but its own people end a chat. Default true. */
  canClose?: boolean;
  /** Default the machine's clock. */
  now?: () => number;
};

export function createFakeDesk(options: FakeDeskOptions = {}): Desk & { chats: FakeDeskChat[] } {
  const { name = 'salesiq', messageCharactersMax = 3_000, canClose = true, now = Date.now } = options;
  const disturb = options.disturb ?? undisturbed;
  const chats: FakeDeskChat[] = [];
  const find = (id: string): FakeDeskChat | undefined => chats.find((chat) => chat.id === id);
  const unknown = { type: 'refused', code: 'not-found', detail: 'there is no such open chat' } as const;
  return {
    chats,
    name,
    messageCharactersMax,
    open: async (opening) =>
      disturbed(disturb('desk.open'), {
        isWrite: true,
        work: () => {
          const id = `${name}-${chats.length + 1}`;
          chats.push({ id, opening, stage: 'waiting', sent: [], openedAt: now() });
          return portOk(deskConversationId(id));
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
    readHandoffKey: async (conversation) =>
      disturbed(disturb('desk.readHandoffKey'), {
        isWrite: false,
        work: () => portOk(find(conversation)?.opening.handoffKey ?? null),
      }),
    readStanding: async (conversation) =>
      disturbed(disturb('desk.readStanding'), {
        isWrite: false,
        work: () => portOk(toStanding(find(conversation))),
      }),
    close: canClose
      ? async (conversation) =>
          disturbed(disturb('desk.close'), {
            isWrite: true,
            work: () => {
              const chat = find(conversation);
              if (chat === undefined) return unknown;
              if (chat.stage === 'waiting' || chat.stage === 'connected') chat.stage = 'closed';
              return portOk(null);
            },
          })
      : null,
    send: async (conversation, text) =>
      disturbed(disturb('desk.send'), {
        isWrite: true,
        work: () => {
          const chat = find(conversation);
          if (chat === undefined || chat.stage === 'closed' || chat.stage === 'missed') return unknown;
          chat.sent.push(text);
          return portOk(null);
        },
      }),
    listSent: async (conversation) =>
      disturbed(disturb('desk.listSent'), {
        isWrite: false,
        work: () => {
          const chat = find(conversation);
          return chat === undefined ? unknown : portOk([...chat.sent]);
        },
      }),
  };
}

function toStanding(chat: FakeDeskChat | undefined): DeskStanding {
  if (chat === undefined) return 'unknown';
  return chat.stage === 'closed' || chat.stage === 'missed' ? 'over' : chat.stage;
}
