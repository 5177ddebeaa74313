import type { DeskConversationId } from '../ids.ts';
import type { FileLimits, FileStore } from './attachment.ts';
import type { PortResult } from './port-result.ts';

export type DeskCustomer = { visitorId: string | null; name: string; email: string | null; phone: string | null };

/** What is known of the case, for vendors that have fields for it. The summary says the same in words. */
export type DeskFacts = {
  reason: string;
  /** How sure we are who the customer is; see the glossary. */
  assurance: 'anonymous' | 'claimed' | 'known' | 'verified';
  workflow: string | null;
  /** What the workflow had collected, by name; never a secret. */
  slots: Readonly<Record<string, string>>;
  ticketNumber: string | null;
};

export type DeskOpening = {
  /** Unique per leg; written into the summary so that a repeated opening can be recognised. */
  handoffKey: string;
  customer: DeskCustomer;
  /** Three lines: who, what, what was done. */
  summary: string;
  facts: DeskFacts;
  /** How long the desk may let the customer wait before it reports a miss, in milliseconds. */
  waitMs: number;
};

/** How a chat at a desk stands. `unknown`: the vendor has no such chat, or does not tell. */
export type DeskStanding = 'waiting' | 'connected' | 'over' | 'unknown';

/** One message of ours. A desk whose vendor drops repetitions by an id uses `id` for that. */
export type DeskMessage = {
  /** The same for the same message, however often it is tried. */
  id: string;
  /** `history`: what was written before, for reading. `words`: the customer's own. `note`: Baton's, to the operators. */
  kind: 'history' | 'words' | 'note';
  text: string;
};

export type DeskFile = { id: string; name: string; contentType: string; bytes: Uint8Array };

/** Something that was sent as the customer; `fileName` null: words. */
export type SentToDesk = { text: string; fileName: string | null };

/** Files into the chat. What does not fit the limits is never sent. */
export interface DeskMedia {
  readonly limits: FileLimits;
  /** Sends one file as the customer; it counts as one message. */
  send(conversation: DeskConversationId, file: DeskFile): Promise<PortResult<null>>;
}

/** Shows the operators that the customer writes. */
export interface DeskTyping {
  show(conversation: DeskConversationId): Promise<PortResult<null>>;
  /** How long the vendor goes on showing it, in milliseconds; asked for again no earlier than after half of that. */
  readonly lastsMs: number;
}

/** What became of an operator's message. A `failed` one has a reason that the operator can read. */
export type DeskReceipt = { type: 'delivered' } | { type: 'read' } | { type: 'failed'; reason: string };

export interface DeskReceipts {
  /** `messageId`: the vendor's own, as the event said that told of the message. */
  report(conversation: DeskConversationId, messageId: string, receipt: DeskReceipt): Promise<PortResult<null>>;
}

/** Where humans answer. One per desk of a vendor; which ones exist is configuration. What a vendor cannot do is null. */
export interface Desk {
  /** Name of the desk in configuration, chains and addresses, for example `salesiq`. */
  readonly name: string;
  open(opening: DeskOpening): Promise<PortResult<DeskConversationId>>;
  /** Finds what an earlier, unclear `open` of the same leg made. */
  findOpened(opening: Pick<DeskOpening, 'handoffKey' | 'customer'>): Promise<PortResult<DeskConversationId | null>>;
  /** The key of the leg that a chat was opened for; null for a chat that is not ours. */
  readHandoffKey(conversation: DeskConversationId): Promise<PortResult<string | null>>;
  /** Says something as the customer. */
  send(conversation: DeskConversationId, message: DeskMessage): Promise<PortResult<null>>;
  /** Everything sent by `send` and `media` so far, the opening summary left out, oldest first, repetitions included. */
  listSent(conversation: DeskConversationId): Promise<PortResult<SentToDesk[]>>;
  /** How the chat stands at the vendor now. */
  readStanding(conversation: DeskConversationId): Promise<PortResult<DeskStanding>>;
  /** Ends the chat at the vendor; one that is over already is left as it is. */
  readonly close: ((conversation: DeskConversationId) => Promise<PortResult<null>>) | null;
  /** Opens again a chat that is over, with its operators; one that is open is left as it is. */
  readonly reopen: ((conversation: DeskConversationId) => Promise<PortResult<null>>) | null;
  /** Offers the chat to whoever else works at the desk; `note` is for them. */
  readonly transfer: ((conversation: DeskConversationId, note: string) => Promise<PortResult<null>>) | null;
  readonly media: DeskMedia | null;
  /** Where the operators' files are fetched. */
  readonly files: FileStore | null;
  readonly typing: DeskTyping | null;
  readonly receipts: DeskReceipts | null;
  /** The name of an operator by the vendor's id; `value` null: it has none. Null where events tell the names themselves. */
  readonly readAgentName: ((agentId: string) => Promise<PortResult<string | null>>) | null;
  /** Longest text of one message, in characters. */
  readonly messageCharactersMax: number;
}
