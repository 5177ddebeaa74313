import {
  type Desk,
  type DeskFile,
  type DeskOpening,
  type DeskReceipt,
  type DeskStanding,
  deskConversationId,
  type FileContent,
  type FileLimits,
  type FileStore,
  type PortResult,
  portOk,
  type SentToDesk,
} from '@baton/core';
import { type Disturb, disturbed, undisturbed } from './disturb.ts';
import { createFakeFiles } from './fake-files.ts';

export type FakeDeskChat = {
  id: string;
  opening: DeskOpening;
  stage: 'waiting' | 'connected' | 'closed' | 'missed';
  /** Words of the customer, and names of files, the opening summary left out. */
  sent: string[];
  files: DeskFile[];
  /** How often it was shown that the customer writes. */
  typingShown: number;
  receipts: { messageId: string; receipt: DeskReceipt }[];
  /** Notes of transfers that were asked for. */
  transfers: string[];
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
  /** Everything that not every vendor can: files, typing, receipts, transfers, reopening. Default true. */
  isAble?: boolean;
  /** What files it takes. Default any of at most 1 MB. */
  limits?: FileLimits;
  /** Default the machine's clock. */
  now?: () => number;
};

export type FakeDesk = Desk & {
  chats: FakeDeskChat[];
  /** Its operators' files, by address. */
  stored: Map<string, FileContent>;
};

export function createFakeDesk(options: FakeDeskOptions = {}): FakeDesk {
  const { name = 'salesiq', messageCharactersMax = 3_000, canClose = true, isAble = true, now = Date.now } = options;
  const disturb = options.disturb ?? undisturbed;
  const chats: FakeDeskChat[] = [];
  const stored = new Map<string, FileContent>();
  const find = (id: string): FakeDeskChat | undefined => chats.find((chat) => chat.id === id);
  const call = async <Value>(method: string, isWrite: boolean, work: () => PortResult<Value>) =>
    disturbed(disturb(`desk.${method}`), { isWrite, work });
  /** Does something with a chat that exists. */
  const change = (method: string, id: string, work: (chat: FakeDeskChat) => PortResult<null>) =>
    call(method, true, () => {
      const chat = find(id);
      return chat === undefined ? unknownChat : work(chat);
    });
  return {
    chats,
    stored,
    name,
    messageCharactersMax,
    readAgentName: null,
    open: (opening) =>
      call('open', true, () => {
        const id = `${name}-${chats.length + 1}`;
        chats.push(newChat(id, opening, now()));
        return portOk(deskConversationId(id));
      }),
    findOpened: ({ handoffKey }) =>
      call('findOpened', false, () => {
        const found = chats.find((chat) => chat.opening.handoffKey === handoffKey);
        return portOk(found === undefined ? null : deskConversationId(found.id));
      }),
    readHandoffKey: (id) => call('readHandoffKey', false, () => portOk(find(id)?.opening.handoffKey ?? null)),
    readStanding: (id) => call('readStanding', false, () => portOk(toStanding(find(id)))),
    close: canClose
      ? (id) =>
          change('close', id, (chat) => {
            if (isOpen(chat)) chat.stage = 'closed';
            return portOk(null);
          })
      : null,
    send: (id, { text }) => change('send', id, (chat) => (isOpen(chat) ? keep(chat, text) : unknownChat)),
    listSent: (id) =>
      call('listSent', false, () => {
        const chat = find(id);
        return chat === undefined ? unknownChat : portOk(listSent(chat));
      }),
    ...(isAble
      ? createAbilities({ change, files: createFakeFiles(stored, disturb), limits: options.limits ?? anyFile })
      : noAbilities),
  };
}

const anyFile: FileLimits = { bytesMax: 1_000_000, contentTypes: null };
const unknownChat = { type: 'refused', code: 'not-found', detail: 'there is no such open chat' } as const;
const noAbilities = { reopen: null, transfer: null, media: null, files: null, typing: null, receipts: null };

type Tools = {
  change(method: string, id: string, work: (chat: FakeDeskChat) => PortResult<null>): Promise<PortResult<null>>;
  files: FileStore;
  limits: FileLimits;
};

type Abilities = Pick<Desk, 'reopen' | 'transfer' | 'media' | 'files' | 'typing' | 'receipts'>;

const createAbilities = ({ change, files, limits }: Tools): Abilities => ({
  reopen: (id) =>
    change('reopen', id, (chat) => {
      if (!isOpen(chat)) chat.stage = 'waiting';
      return portOk(null);
    }),
  transfer: (id, note) =>
    change('transfer', id, (chat) => {
      chat.transfers.push(note);
      return portOk(null);
    }),
  media: {
    limits,
    send: (id, file) =>
      change('media.send', id, (chat) => {
        if (!isOpen(chat)) return unknownChat;
        if (file.bytes.length > limits.bytesMax)
          return { type: 'refused', code: 'invalid', detail: 'more bytes than the desk takes' };
        chat.files.push(file);
        return keep(chat, file.name);
      }),
  },
  files,
  typing: {
    lastsMs: 6_000,
    show: (id) =>
      change('typing.show', id, (chat) => {
        chat.typingShown += 1;
        return portOk(null);
      }),
  },
  receipts: {
    report: (id, messageId, receipt) =>
      change('receipts.report', id, (chat) => {
        chat.receipts = [...chat.receipts.filter((known) => known.messageId !== messageId), { messageId, receipt }];
        return portOk(null);
      }),
  },
});

const newChat = (id: string, opening: DeskOpening, openedAt: number): FakeDeskChat => ({
  ...{ id, opening, stage: 'waiting', openedAt, typingShown: 0 },
  ...{ sent: [], files: [], receipts: [], transfers: [] },
});

function keep(chat: FakeDeskChat, said: string): PortResult<null> {
  chat.sent.push(said);
  return portOk(null);
}

const listSent = ({ sent, files }: FakeDeskChat): SentToDesk[] =>
  sent.map((said) =>
    files.some(({ name }) => name === said) ? { text: '', fileName: said } : { text: said, fileName: null },
  );

const isOpen = ({ stage }: FakeDeskChat): boolean => stage === 'waiting' || stage === 'connected';

function toStanding(chat: FakeDeskChat | undefined): DeskStanding {
  if (chat === undefined) return 'unknown';
  return chat.stage === 'closed' || chat.stage === 'missed' ? 'over' : chat.stage;
}
