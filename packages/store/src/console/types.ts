import type { JsonObject } from '@baton/core';
import type { NewDelivery } from '../delivery.ts';

/** `waiting`: nobody has it, be it new or given back. */
export const consoleStages = ['waiting', 'connected', 'over'] as const;
export type ConsoleStage = (typeof consoleStages)[number];

export const agentRoles = ['agent', 'lead'] as const;
export const availabilities = ['online', 'away'] as const;

/** Who answers at the console. */
export type ConsoleAgent = {
  id: string;
  /** What they sign in with, in small letters. */
  login: string;
  /** As customers read it. */
  name: string;
  /** A lead may also act in the chats of others. */
  role: (typeof agentRoles)[number];
  /** Chats they may have at once. */
  chatsMax: number;
  /** As they have set it. */
  availability: (typeof availabilities)[number];
  /** When one of their pages was last there. */
  seenAt: Date | null;
};

export type ChatAddressAtConsole = { organisation: string; chatId: string };

export type ConsoleChat = {
  organisation: string;
  id: string;
  /** Of the leg that it was opened for. */
  handoffKey: string;
  stage: ConsoleStage;
  agentId: string | null;
  /** What it was opened with; words in it are redacted. */
  data: JsonObject;
  openedAt: Date;
  /** Since when it waits, or waited before somebody took it. */
  queuedAt: Date;
  /** When somebody took it for the first time. */
  connectedAt: Date | null;
  endedAt: Date | null;
  /** A word that says who or what ended it; null while it goes on. */
  endedBy: string | null;
  /** Time of its newest event. No later event has an earlier one. */
  lastAt: Date;
  lastSeq: number;
  /** Number of the customer's newest words. */
  customerSeq: number;
  /** Up to where its agent has read. */
  readSeq: number;
};

export type NewConsoleChat = Pick<ConsoleChat, 'id' | 'handoffKey' | 'data'>;

/** Something that happened in a chat. `key`: unique within the chat. Words in `data` are redacted. */
export type NewConsoleEvent = { key: string; type: string; data: JsonObject; isOfCustomer?: boolean };
export type ConsoleEvent = {
  /** One order over all chats of the organisation, from 1; never taken twice. */
  seq: number;
  chatId: string;
  key: string;
  type: string;
  data: JsonObject;
  at: Date;
};

/** What is written together. What is left out stays as it is. */
export type ChatChange<Value> = {
  value: Value;
  chat?: Partial<
    Pick<ConsoleChat, 'stage' | 'agentId' | 'queuedAt' | 'connectedAt' | 'endedAt' | 'endedBy' | 'readSeq'>
  >;
  events?: NewConsoleEvent[];
  /** For the gateway's inbox: what the conversation is told of it. */
  deliveries?: NewDelivery[];
};

/** The chat as it is, locked; the event that has the asked key already; and the time of what happens now. */
export type ChatUnderChange = { chat: ConsoleChat; earlier: ConsoleEvent | null; at: Date };

/** The chats of the console and what happened in them. */
export interface ConsoleChats {
  /** Makes the chat of a leg with its first event; there is one for a leg, however often it is opened. */
  open(organisation: string, chat: NewConsoleChat, event: NewConsoleEvent): Promise<ConsoleChat>;
  /** Locks a chat and writes what `work` comes to, in one commit; null when there is no such chat. `work` must do nothing else. */
  change<Value>(
    address: ChatAddressAtConsole,
    key: string | null,
    work: (under: ChatUnderChange) => ChatChange<Value>,
  ): Promise<Value | null>;
  get(address: ChatAddressAtConsole): Promise<ConsoleChat | null>;
  findByHandoff(organisation: string, handoffKey: string): Promise<ConsoleChat | null>;
  /** Those that are not over, who waits longest first. */
  listOpen(organisation: string): Promise<ConsoleChat[]>;
  /** Those that are over, newest first. `before`: the last of the page before. */
  listOver(organisation: string, page: { before: string | null; limit: number }): Promise<ConsoleChat[]>;
  /** Events of one chat in their order, `types` alone if given: the last ones before `before`, or else the last of all. */
  listEvents(address: ChatAddressAtConsole, page: EventPage): Promise<ConsoleEvent[]>;
  /** Events of all chats after a number, oldest first. */
  listAfter(organisation: string, after: number, limit: number): Promise<ConsoleEvent[]>;
  /** The number of the newest event, 0 before the first. */
  head(organisation: string): Promise<number>;
  /** How many chats stand at each stage that is not the end. */
  count(organisation: string): Promise<{ waiting: number; connected: number }>;
}

export type EventPage = { types: readonly string[] | null; before: number | null; limit: number };

export type NewConsoleAgent = Pick<ConsoleAgent, 'id' | 'login' | 'name' | 'role' | 'chatsMax'> & {
  /** A hash of it; never the password. */
  password: string;
};

/** Who may sign in, and who is there. */
export interface ConsoleAgents {
  /** Makes an account, or changes the one with this login; who is signed in with it and had another password is signed out. */
  put(organisation: string, agent: NewConsoleAgent): Promise<ConsoleAgent>;
  /** False when there is none. Ends the sessions. */
  remove(organisation: string, login: string): Promise<boolean>;
  /** By name. */
  list(organisation: string): Promise<ConsoleAgent[]>;
  get(organisation: string, id: string): Promise<ConsoleAgent | null>;
  findByLogin(organisation: string, login: string): Promise<{ agent: ConsoleAgent; password: string } | null>;
  setAvailability(organisation: string, id: string, availability: ConsoleAgent['availability']): Promise<void>;
  /** A page of theirs is there now. */
  noteSeen(organisation: string, ids: readonly string[]): Promise<void>;
  /** Agents who are online and were seen within this time. */
  listPresent(organisation: string, withinMs: number): Promise<ConsoleAgent[]>;
  /** Agents who have chats and were not seen within this time. */
  listGone(organisation: string, withinMs: number): Promise<ConsoleAgent[]>;
}

export interface ConsoleSessions {
  begin(organisation: string, session: { tokenHash: string; agentId: string; lastsMs: number }): Promise<void>;
  /** The agent of a session that has not ended. */
  find(organisation: string, tokenHash: string): Promise<ConsoleAgent | null>;
  end(organisation: string, tokenHash: string): Promise<void>;
  /** Failures within the time, this one included. */
  noteFailure(organisation: string, key: string, withinMs: number): Promise<number>;
  countFailures(organisation: string, key: string, withinMs: number): Promise<number>;
  forgetFailures(organisation: string, key: string): Promise<void>;
}

export type ConsoleFile = { id: string; chatId: string; name: string; contentType: string; sizeBytes: number };

export interface ConsoleFiles {
  /** `content` is encrypted by the caller. A file that is there already is left as it is. */
  put(organisation: string, file: ConsoleFile & { content: Uint8Array }): Promise<void>;
  /** `content` null: it was erased. */
  get(organisation: string, id: string): Promise<(ConsoleFile & { content: Uint8Array | null }) | null>;
  /** Erases the content of files in chats that ended longer ago. Returns how many. */
  erase(organisation: string, olderThanMs: number): Promise<number>;
}

/** Everything Baton's own desk keeps. */
export type ConsoleStore = {
  readonly chats: ConsoleChats;
  readonly agents: ConsoleAgents;
  readonly sessions: ConsoleSessions;
  readonly files: ConsoleFiles;
};
