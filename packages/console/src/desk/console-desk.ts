import {
  AppError,
  type Desk,
  type DeskConversationId,
  type DeskFile,
  type DeskMessage,
  type DeskOpening,
  type DeskReceipt,
  deskConversationId,
  type FileStore,
  type PortResult,
  portOk,
  type SentToDesk,
} from '@baton/core';
import type { ChatChange, ChatUnderChange, ConsoleChat, ConsoleEvent, ConsoleStore } from '@baton/store';
import { toFileAddress } from '../chat/decide-action.ts';
import { type ChatEvent, chatEventTypes, type FileNote, readText, toStored } from '../chat/events.ts';
import { deskName } from '../inbound/console-inbound.ts';
import { isStaffed } from '../presence/presence.ts';

/** Files are kept in the database, sealed. */
export const fileBytesMax = 5_000_000;
const messageCharactersMax = 10_000;
/** A chat of the greatest history that there is has fewer events. */
const eventsMax = 100_000;
const typingLastsMs = 5_000;

export type ConsoleDeskSettings = {
  store: ConsoleStore;
  organisation: string;
  box: { seal(bytes: Buffer): Buffer; open(sealed: Buffer): Buffer };
  newId(): string;
};

/** Baton's own desk. What Baton does at it is written where its agents read it, and nowhere else. */
export function createConsoleDesk(settings: ConsoleDeskSettings): Desk {
  const { store, organisation } = settings;
  const { chats } = store;
  const changes = createChanges(settings);
  return {
    name: deskName,
    messageCharactersMax,
    open: (opening) => asPort(() => open(settings, opening)),
    findOpened: ({ handoffKey }) =>
      asPort(async () => {
        const chat = await chats.findByHandoff(organisation, handoffKey);
        return portOk(chat === null ? null : deskConversationId(chat.id));
      }),
    readHandoffKey: (chatId) =>
      asPort(async () => portOk((await chats.get({ organisation, chatId }))?.handoffKey ?? null)),
    readStanding: (chatId) =>
      asPort(async () => portOk((await chats.get({ organisation, chatId }))?.stage ?? 'unknown')),
    send: (chatId, message) => changes.add(chatId, message.id, toEvent(message)),
    listSent: (chatId) => asPort(() => listSent(settings, chatId)),
    close: (chatId) => changes.move(chatId, endByBaton),
    reopen: (chatId) => changes.move(chatId, openAgain),
    transfer: (chatId, note) => changes.move(chatId, ({ chat, at }) => offer(chat, note, at)),
    media: {
      limits: { bytesMax: fileBytesMax, contentTypes: null },
      send: (chatId, file) => sendFile(settings, { chatId, file, add: changes.add }),
    },
    files: createFiles(settings),
    typing: {
      lastsMs: typingLastsMs,
      show: (chatId) =>
        changes.move(chatId, ({ at }) => ({ events: [toStored(keyAt('typing', at), { type: 'customer-typing' })] })),
    },
    receipts: {
      report: (chatId, messageId, receipt) =>
        changes.add(chatId, toReceiptKey(messageId, receipt), toReceipt(messageId, receipt)),
    },
    readAgentName: null,
  };
}

async function open(
  { store, organisation, newId }: ConsoleDeskSettings,
  { handoffKey, customer, summary, facts, waitMs }: DeskOpening,
): ReturnType<Desk['open']> {
  const known = await store.chats.findByHandoff(organisation, handoffKey);
  if (known === null && !(await isStaffed(store, organisation))) return nobodyThere;
  const data = JSON.parse(JSON.stringify({ customer, summary, facts, waitMs }));
  const opened = { id: newId(), handoffKey, data };
  const chat = await store.chats.open(organisation, opened, toStored('opened', { type: 'opened' }));
  return portOk(deskConversationId(chat.id));
}

type Move = Omit<ChatChange<null>, 'value'>;

function createChanges({ store: { chats }, organisation }: ConsoleDeskSettings) {
  const change = (chatId: string, key: string | null, work: (under: ChatUnderChange) => Move) =>
    asPort(async () => {
      const changed = await chats.change({ organisation, chatId }, key, (under) => ({ value: true, ...work(under) }));
      return changed === null ? unknownChat : portOk(null);
    });
  return {
    move: (chatId: string, work: (under: ChatUnderChange) => Move) => change(chatId, null, work),
    /** Once for one key. */
    add: (chatId: string, key: string, event: ChatEvent) => {
      const stored = toStored(`desk:${key}`, event);
      return change(chatId, stored.key, ({ earlier }) => ({ events: earlier === null ? [stored] : [] }));
    },
  };
}

/** For what may happen again in the same chat; no two events of a chat have one time. */
const keyAt = (name: string, at: Date): string => `${name}:${at.toISOString()}`;

const endByBaton = ({ chat, at }: ChatUnderChange): Move =>
  chat.stage === 'over'
    ? {}
    : {
        chat: { stage: 'over', endedAt: at, endedBy: 'baton' },
        events: [toStored(keyAt('closed', at), { type: 'closed', agent: null })],
      };

const openAgain = ({ chat, at }: ChatUnderChange): Move =>
  chat.stage === 'over'
    ? {
        chat: { stage: 'waiting', agentId: null, queuedAt: at, endedAt: null, endedBy: null },
        events: [toStored(keyAt('reopened', at), { type: 'reopened' })],
      }
    : {};

const offer = ({ stage }: ConsoleChat, note: string, at: Date): Move => ({
  chat: stage === 'over' ? {} : { stage: 'waiting', agentId: null, queuedAt: at },
  events: [toStored(keyAt('offered', at), { type: 'left', agent: nobody, reason: 'offered', note })],
});

const nobody = { id: '', name: '' };
const unknownChat = { type: 'refused', code: 'not-found', detail: 'the console has no such chat' } as const;
/** The chain goes on at once, instead of letting the customer wait for nobody. */
const nobodyThere = { type: 'refused', code: 'nobody-there', detail: 'no agent is online at the console' } as const;

function toEvent({ kind, text }: DeskMessage): ChatEvent {
  if (kind === 'history') return { type: 'history', text };
  return kind === 'words' ? { type: 'customer-said', text } : { type: 'baton-note', text };
}

/** Each news once; the last word of a message stands. */
const toReceiptKey = (messageId: string, { type }: DeskReceipt): string => `receipt:${type}:${messageId}`;

const toReceipt = (messageKey: string, receipt: DeskReceipt): ChatEvent => ({
  type: 'receipt',
  messageKey,
  receipt: receipt.type,
  reason: receipt.type === 'failed' ? receipt.reason : null,
});

async function listSent(
  { store, organisation }: ConsoleDeskSettings,
  chatId: DeskConversationId,
): Promise<PortResult<SentToDesk[]>> {
  const address = { organisation, chatId };
  if ((await store.chats.get(address)) === null) return unknownChat;
  const page = { types: chatEventTypes.sent, before: null, limit: eventsMax };
  return portOk((await store.chats.listEvents(address, page)).map(toSent));
}

function toSent(event: ConsoleEvent): SentToDesk {
  const { file } = event.data;
  if (typeof file === 'object' && file !== null && 'name' in file) return { text: '', fileName: String(file['name']) };
  return { text: readText(event, 'text'), fileName: null };
}

type Sending = {
  chatId: DeskConversationId;
  file: DeskFile;
  add(chatId: string, key: string, event: ChatEvent): Promise<PortResult<null>>;
};

/** The file is there before the chat tells of it. */
async function sendFile(
  { store, organisation, box }: ConsoleDeskSettings,
  { chatId, file, add }: Sending,
): Promise<PortResult<null>> {
  const { id: key, name, contentType, bytes } = file;
  if (bytes.length > fileBytesMax) return { type: 'refused', code: 'invalid', detail: 'the file is too big' };
  return asPort(async () => {
    if ((await store.chats.get({ organisation, chatId })) === null) return unknownChat;
    const note: FileNote = { id: `${chatId}.${key}`, name, contentType, sizeBytes: bytes.length };
    await store.files.put(organisation, { ...note, chatId, content: box.seal(Buffer.from(bytes)) });
    return add(chatId, key, { type: 'customer-file', file: note });
  });
}

const addressStart = toFileAddress('');

/** Files of agents. An address is an id of ours, so that nothing else can be reached by it. */
const createFiles = ({ store, organisation, box }: ConsoleDeskSettings): FileStore => ({
  fetch: (address, { bytesMax }) =>
    asPort(async () => {
      const file = address.startsWith(addressStart)
        ? await store.files.get(organisation, address.slice(addressStart.length))
        : null;
      if (file === null || file.content === null)
        return { type: 'refused', code: 'not-found', detail: 'the console has no such file' };
      if (file.sizeBytes > bytesMax)
        return { type: 'refused', code: 'file-too-big', detail: `the file has more than ${bytesMax} bytes` };
      return portOk({ bytes: box.open(Buffer.from(file.content)), contentType: file.contentType });
    }),
});

/** A database that is away is worth waiting for; what is repeated is recognised by its key. */
async function asPort<Value>(work: () => Promise<PortResult<Value>>): Promise<PortResult<Value>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { type: 'retry', code: error.code, detail: error.message, isAmbiguous: true, retryAfterMs: null };
  }
}
